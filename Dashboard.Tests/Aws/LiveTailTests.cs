using System.Buffers.Binary;
using System.Text;
using Amazon.CloudWatchLogs.Model;

namespace Dashboard.Tests.Aws;

public sealed class LiveTailTests
{
    [Fact]
    public async Task A_live_tail_yields_its_session_and_its_log_events()
    {
        await using var aws = await FakeAws.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = "application/vnd.amazon.eventstream";
            await context.Response.Body.WriteAsync(Frame("sessionStart", """{"sessionId":"s-1"}"""));
            await context.Response.Body.WriteAsync(Frame("sessionUpdate", """{"sessionResults":[{"message":"boom","timestamp":1769860800123}]}"""));
        });

        using var response = await aws.Clients.Logs.StartLiveTailAsync(new StartLiveTailRequest { LogGroupIdentifiers = ["g"] }, TestContext.Current.CancellationToken);
        var events = new List<object>();
        await foreach (var item in response.ResponseStream.WithCancellation(TestContext.Current.CancellationToken))
        {
            events.Add(item);
            if (events.Count == 2)
                break;
        }

        Assert.Equal("s-1", Assert.IsType<LiveTailSessionStart>(events[0]).SessionId);
        var line = Assert.Single(Assert.IsType<LiveTailSessionUpdate>(events[1]).SessionResults);
        Assert.Equal(("boom", 1769860800123), (line.Message, line.Timestamp));
    }

    private static byte[] Frame(string type, string json)
    {
        byte[] headers = [.. Header(":message-type", "event"), .. Header(":event-type", type), .. Header(":content-type", "application/json")];
        var payload = Encoding.UTF8.GetBytes(json);
        var frame = new byte[16 + headers.Length + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc(frame.AsSpan(0, 8)));
        headers.CopyTo(frame, 12);
        payload.CopyTo(frame, 12 + headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Crc(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    private static byte[] Header(string name, string value)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)value.Length);
        return [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), 7, .. length, .. Encoding.ASCII.GetBytes(value)];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }
}
