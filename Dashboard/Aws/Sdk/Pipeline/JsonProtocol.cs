using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Dashboard.Aws.Sdk;

internal sealed class JsonMarshaller(SdkService service, string operation, string? hostPrefix) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.Namespace) { HttpMethod = "POST", ResourcePath = "/" };
        request.Headers["X-Amz-Target"] = $"{service.Target}.{operation}";
        request.Headers["Content-Type"] = service.ContentType;
        request.Content = JsonSerializer.SerializeToUtf8Bytes(input, input.GetType(), service.Json);
        if (hostPrefix is not null)
            request.HostPrefix = hostPrefix;
        return request;
    }
}

internal class JsonUnmarshaller<TResponse>(SdkService service) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        // PutMetricAlarm and its like may answer without a body.
        var hasBody = service.Json.GetTypeInfo(typeof(TResponse)).Properties.Count > 0;
        return hasBody ? JsonSerializer.Deserialize<TResponse>(input.Stream, service.Json) ?? new() : new();
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        var exception = service.Exception(error);
        SetMembers(exception, input.GetResponseBodyBytes());
        return exception;
    }

    private void SetMembers(AmazonServiceException exception, byte[] body)
    {
        var members = exception.GetType().GetProperties().Where(property => property.DeclaringType == exception.GetType()).ToList();
        if (members.Count == 0)
            return;
        using var json = JsonDocument.Parse(body);
        foreach (var member in members)
            if (json.RootElement.TryGetProperty(service.Json.PropertyNamingPolicy?.ConvertName(member.Name) ?? member.Name, out var value))
                member.SetValue(exception, value.Deserialize(member.PropertyType, service.Json));
    }
}
