using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogTimesTests
{
    [Theory]
    [InlineData("""{"time":"2026-01-31T11:59:58.250Z","level":"info"}""", "11:59:58.250")]
    [InlineData("""{"level":30,"time":1769860798250,"msg":"pino"}""", "11:59:58.250")]
    [InlineData("""{"ts":1769860798.25,"level":"info"}""", "11:59:58.250")]
    [InlineData("""{"@timestamp":"2026-01-31T12:59:58.250+01:00"}""", "11:59:58.250")]
    [InlineData("""{"@t":"2026-01-31T11:59:58.2500000Z","@mt":"Serilog"}""", "11:59:58.250")]
    [InlineData("ts=2026-01-31T11:59:58.250Z level=warn msg=\"slow\"", "11:59:58.250")]
    [InlineData("level=warn time=\"2026-01-31T11:59:58-00:00\" msg=x", "11:59:58.000")]
    [InlineData("2026-01-31 11:59:58,250 ERROR [main] com.shop.Cart - broken", "11:59:58.250")]
    [InlineData("2026-01-31 11:59:58.250  INFO 1 --- [nio-8080-exec-1] Shop : ok", "11:59:58.250")]
    [InlineData("2026/01/31 11:59:58 [error] 31#31: *1 upstream timed out", "11:59:58.000")]
    [InlineData("I0131 11:59:58.250000       1 main.go:12] ready", "11:59:58.250")]
    [InlineData("Jan 31 11:59:58 host app[1]: ok", "11:59:58.000")]
    [InlineData("<11>Jan 31 11:59:58 host app[1]: ok", "11:59:58.000")]
    [InlineData("Jan 31, 2026 11:59:58 AM com.shop.Cart add", "11:59:58.000")]
    [InlineData("10.0.0.1 - - [31/Jan/2026:12:59:58 +0100] \"GET / HTTP/1.1\" 200 5", "11:59:58.000")]
    [InlineData("E, [2026-01-31T11:59:58.250123 #7] ERROR -- : broken", "11:59:58.250")]
    [InlineData("[11:59:58 INF] Serilog", "11:59:58.000")]
    [InlineData("https 2026-01-31T11:59:58.250000Z app/shop/1 10.0.0.1:2 - 0 0 0 502 - 1 1 \"GET / HTTP/1.1\"", "11:59:58.250")]
    [InlineData("\u001b[90m2026-01-31T11:59:58.250Z\u001b[0m ok", "11:59:58.250")]
    public void A_line_says_when_it_was_written(string line, string time) =>
        Assert.Equal(DateTimeOffset.Parse($"2026-01-31T{time}Z", System.Globalization.CultureInfo.InvariantCulture), LogTimes.Of(line, Make.Noon)!.Value, TimeSpan.FromMilliseconds(0.5));

    [Theory]
    [InlineData("plain text")]
    [InlineData("order 20260131 placed at 9 o'clock")]
    [InlineData("2026-99-45 11:59:58 no such day")]
    [InlineData("""{"msg":"it was 2026-01-31T11:59:58Z then"}""")]
    [InlineData("""{"time":"soon"}""")]
    [InlineData("""{"time":12}""")]
    public void A_line_that_does_not_say_is_not_guessed(string line) => Assert.Null(LogTimes.Of(line, Make.Noon));

    [Fact]
    public void A_time_without_a_zone_is_taken_in_the_zone_that_brings_it_nearest() =>
        Assert.Equal(Make.Noon.AddMinutes(-3), LogTimes.Of("2026-01-31 17:27:00 in India, three minutes behind", Make.Noon));

    [Fact]
    public void A_time_without_a_year_is_of_the_nearest_year() =>
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.Zero), LogTimes.Of("Dec 31 23:59:59 host app: ok", new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero)));
}
