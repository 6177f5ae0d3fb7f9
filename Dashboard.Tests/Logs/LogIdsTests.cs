using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogIdsTests
{
    [Theory]
    [InlineData("""{"requestId":"7f3a9c2e11d04b55","msg":"x"}""", "requestId=7f3a9c2e11d04b55")]
    [InlineData("""{"req":{"id":"req-42abc"},"trace":{"id":"0af7651916cd43dd8448eb211c80319c"}}""", "req.id=req-42abc|trace.id=0af7651916cd43dd8448eb211c80319c")]
    [InlineData("""{"headers":{"x-request-id":"a1b2c3d4"}}""", "headers.x-request-id=a1b2c3d4")]
    [InlineData("""{"jobId":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","name":"6ba7b810-9dad-11d1-80b4-00c04fd430c9"}""", "jobId=6ba7b810-9dad-11d1-80b4-00c04fd430c8")]
    [InlineData("ts=1 level=info request_id=7f3a9c2e trace_id=0af76519", "request_id=7f3a9c2e|trace_id=0af76519")]
    [InlineData("INFO done, X-Request-Id: 7f3a9c2e", "X-Request-Id=7f3a9c2e")]
    [InlineData("INFO [request id 7f3a9c2e] done", "request id=7f3a9c2e")]
    [InlineData("WARN Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1", "X-Ray trace=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("""{"traceId":"Root=1-5759e988-bd862e3fe1be46a994272793"}""", "X-Ray trace=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ok", "trace=0af7651916cd43dd8448eb211c80319c")]
    public void The_ids_of_a_request_are_found_where_loggers_write_them(string line, string ids) => Assert.Equal(ids, Of(line));

    [Theory]
    [InlineData("""{"orderId":"12345678","userId":42}""")]
    [InlineData("""{"requestId":"unknown"}""")]
    [InlineData("""{"traceId":"00000000000000000000000000000000"}""")]
    [InlineData("""{"requestId":"<script>alert(1)</script>"}""")]
    [InlineData("the request identity was lost")]
    [InlineData("request_id=- status=200")]
    public void What_is_no_id_of_a_request_is_left_alone(string line) => Assert.Equal("", Of(line));

    [Fact]
    public void A_line_that_is_full_of_ids_gives_six() =>
        Assert.Equal(LogIds.Most, LogIds.Of(LogFields.Of(""), string.Join(' ', Enumerable.Range(10, 50).Select(number => $"request-id: abcdef{number}"))).Length);

    private static string Of(string line) => string.Join('|', LogIds.Of(LogFields.Of(line), line).Select(id => $"{id.Name}={id.Value}"));
}
