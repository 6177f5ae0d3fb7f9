using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogUnitsTests
{
    [Theory]
    [InlineData("durationMs", "1250", "1.25 s")]
    [InlineData("duration_ms", "12", "12 ms")]
    [InlineData("took", "12ms", "12 ms")]
    [InlineData("elapsed", "1.5s", "1.50 s")]
    [InlineData("elapsed.seconds", "0.25", "250 ms")]
    [InlineData("latency_us", "50", "50 µs")]
    [InlineData("bytes", "1048576", "1.0 MiB")]
    [InlineData("response.bodySize", "2048", "2.0 KiB")]
    [InlineData("items", "12", null)]
    [InlineData("params", "12", null)]
    [InlineData("status", "500", null)]
    [InlineData("durationMs", "soon", null)]
    public void A_duration_or_a_size_is_readable(string path, string value, string? readable) =>
        Assert.Equal(readable, LogUnits.Readable(new LogField(path, value, null)));
}
