#nullable disable
using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.EventStreams.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Dashboard.Aws.Sdk;

namespace Amazon.CloudWatchLogs.Model
{
    public class CloudWatchLogsEventStreamException : EventStreamException
    {
        public CloudWatchLogsEventStreamException()
        {
        }

        public CloudWatchLogsEventStreamException(string message) : base(message)
        {
        }

        public CloudWatchLogsEventStreamException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }

    public sealed class StartLiveTailResponseStream : EnumerableEventOutputStream<IEventStreamEvent, CloudWatchLogsEventStreamException>
    {
        public StartLiveTailResponseStream(Stream stream) : this(stream, null)
        {
        }

        public StartLiveTailResponseStream(Stream stream, IEventStreamDecoder eventStreamDecoder) : base(stream, eventStreamDecoder)
        {
            Decoder.MessageReceived += (_, args) => Raise(ConvertMessageToEvent(args.Message));
            base.ExceptionReceived += (_, args) => ExceptionReceived?.Invoke(this, args);
        }

        public override event EventHandler<EventStreamEventReceivedArgs<IEventStreamEvent>> EventReceived;

        public override event EventHandler<EventStreamExceptionReceivedArgs<CloudWatchLogsEventStreamException>> ExceptionReceived;

        public event EventHandler<EventStreamEventReceivedArgs<LiveTailSessionStart>> SessionStartReceived;

        public event EventHandler<EventStreamEventReceivedArgs<LiveTailSessionUpdate>> SessionUpdateReceived;

        protected override bool IsProcessing { get; set; }

        protected override IDictionary<string, Func<IEventStreamMessage, IEventStreamEvent>> EventMapping { get; } = new Dictionary<string, Func<IEventStreamMessage, IEventStreamEvent>>(StringComparer.OrdinalIgnoreCase)
        {
            ["initial-response"] = message => new InitialResponseEvent(message),
            ["sessionStart"] = message => JsonSerializer.Deserialize<LiveTailSessionStart>(message.Payload, WireJson.CamelCase),
            ["sessionUpdate"] = message => JsonSerializer.Deserialize<LiveTailSessionUpdate>(message.Payload, WireJson.CamelCase),
        };

        protected override IDictionary<string, Func<IEventStreamMessage, CloudWatchLogsEventStreamException>> ExceptionMapping { get; } = new Dictionary<string, Func<IEventStreamMessage, CloudWatchLogsEventStreamException>>(StringComparer.OrdinalIgnoreCase)
        {
            ["SessionTimeoutException"] = message => Wrap(message, text => new SessionTimeoutException(text)),
            ["SessionStreamingException"] = message => Wrap(message, text => new SessionStreamingException(text)),
        };

        private void Raise(IEventStreamEvent item)
        {
            EventReceived?.Invoke(this, new(item));
            if (item is LiveTailSessionStart start)
                SessionStartReceived?.Invoke(this, new(start));
            else if (item is LiveTailSessionUpdate update)
                SessionUpdateReceived?.Invoke(this, new(update));
        }

        private static CloudWatchLogsEventStreamException Wrap(IEventStreamMessage message, Func<string, Exception> modelled)
        {
            var text = Encoding.UTF8.GetString(message.Payload);
            return new CloudWatchLogsEventStreamException(text, modelled(text));
        }
    }

    public partial class StartLiveTailResponse : IDisposable
    {
        public void Dispose()
        {
            ResponseStream?.Dispose();
            GC.SuppressFinalize(this);
        }
    }
}

namespace Dashboard.Aws.Sdk
{
    using Amazon.CloudWatchLogs.Model;

    internal sealed class LiveTailUnmarshaller(SdkService service) : JsonResponseUnmarshaller
    {
        private readonly JsonUnmarshaller<StartLiveTailResponse> errors = new(service);

        public override bool HasStreamingProperty => true;

        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
            new StartLiveTailResponse { ResponseStream = new StartLiveTailResponseStream(input.Stream) };

        public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
            errors.UnmarshallException(input, innerException, statusCode);

        protected override bool ShouldReadEntireResponse(IWebResponseData response, bool readEntireResponse) => false;
    }
}
