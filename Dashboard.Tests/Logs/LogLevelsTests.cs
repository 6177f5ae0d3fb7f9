using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogLevelsTests
{
    [Theory]
    [InlineData("""{"time":"x","level":"error","msg":"no"}""", LogSeverity.Error)]
    [InlineData("""{"severity":"WARNING","message":"ERROR in text"}""", LogSeverity.Warning)]
    [InlineData("""{"level":50,"msg":"pino"}""", LogSeverity.Error)]
    [InlineData("""{"nested":{"level":"fatal"},"LogLevel":"Information"}""", LogSeverity.Info)]
    [InlineData("""{"message":"ERROR"}""", LogSeverity.None)]
    [InlineData("""{"level":"loud"}""", LogSeverity.None)]
    [InlineData("""{"level":"error","msg":"cut off""", LogSeverity.Error)]
    [InlineData("{ERROR not json}", LogSeverity.Error)]
    [InlineData("""{"method":"GET","status":503}""", LogSeverity.Error)]
    [InlineData("""{"method":"GET","status":404}""", LogSeverity.None)]
    [InlineData("""{"status":503,"level":"warn"}""", LogSeverity.Warning)]
    [InlineData("""{"@l":"Fatal","@m":"serilog"}""", LogSeverity.Fatal)]
    public void A_json_line_says_its_level(string line, LogSeverity level) => Assert.Equal(level, LogLevels.Of(line));

    [Theory]
    [InlineData("ts=1 level=warn msg=\"an error occurred\"", LogSeverity.Warning)]
    [InlineData("lvl=eror level=\"debug\"", LogSeverity.Debug)]
    [InlineData("loglevel=high ok", LogSeverity.None)]
    public void A_logfmt_line_says_its_level(string line, LogSeverity level) => Assert.Equal(level, LogLevels.Of(line));

    [Theory]
    [InlineData("2026-01-31 12:00:00,123 ERROR [main] com.shop.Cart - broken", LogSeverity.Error)]
    [InlineData("2026-01-31T12:00:00Z [warn] slow", LogSeverity.Warning)]
    [InlineData("fail: Microsoft.AspNetCore[1]", LogSeverity.Error)]
    [InlineData("info: Started", LogSeverity.Info)]
    [InlineData("E0131 12:00:00.000000       1 main.go:1] broken", LogSeverity.Error)]
    [InlineData("CRITICAL:root:disk full", LogSeverity.Fatal)]
    [InlineData("Traceback (most recent call last):", LogSeverity.Error)]
    [InlineData("System.TimeoutException: no answer", LogSeverity.Error)]
    [InlineData("panic: runtime error: index out of range", LogSeverity.Fatal)]
    [InlineData("2026-01-31T12:00:00.123Z\terror\tmain.go:12\tbroken", LogSeverity.Error)]
    [InlineData("2026-01-31T12:00:00Z error: broken", LogSeverity.Error)]
    [InlineData("\u001b[31merror\u001b[39m: winston in colour", LogSeverity.Error)]
    [InlineData("\u001b[41m\u001b[30mfail\u001b[39m\u001b[22m\u001b[49m: Microsoft.AspNetCore[1]", LogSeverity.Error)]
    [InlineData("E, [2026-01-31T12:00:00.123456 #7] ERROR -- : Rails", LogSeverity.Error)]
    [InlineData("W, [2026-01-31T12:00:00.123456 #7]  WARN -- : Rails", LogSeverity.Warning)]
    [InlineData("WARNING:root:disk nearly full", LogSeverity.Warning)]
    [InlineData("[12:00:00 ERR] Serilog", LogSeverity.Error)]
    [InlineData("2026/01/31 12:00:00 [error] 31#31: *1 upstream timed out", LogSeverity.Error)]
    [InlineData("[Sat Jan 31 12:00:00 2026] [core:error] [pid 1] Apache", LogSeverity.Error)]
    [InlineData("<11>Jan 31 12:00:00 host app[1]: syslog says it in its priority", LogSeverity.Error)]
    [InlineData("<14>Jan 31 12:00:00 host app[1]: fine", LogSeverity.Info)]
    [InlineData("10.0.0.1 - - [31/Jan/2026:12:00:00 +0000] \"GET /ERROR HTTP/1.1\" 200 157 \"-\" \"curl\"", LogSeverity.None)]
    [InlineData("10.0.0.1 - - [31/Jan/2026:12:00:00 +0000] \"POST /orders HTTP/2.0\" 502 157 \"-\" \"curl\"", LogSeverity.Error)]
    [InlineData("https 2026-01-31T12:00:00.1Z app/shop/50dc 10.0.0.1:2817 - -1 -1 -1 503 - 34 366 \"GET https://shop:443/ HTTP/1.1\" \"curl\" - -", LogSeverity.Error)]
    [InlineData("h2 2026-01-31T12:00:00.1Z app/shop/50dc 10.0.0.1:2817 10.0.0.66:80 0.0 0.1 0.0 200 200 34 366 \"GET https://shop:443/INFO HTTP/2.0\" \"curl\" - -", LogSeverity.None)]
    [InlineData("no warning: all is well", LogSeverity.None)]
    [InlineData("finished with 0 errors", LogSeverity.None)]
    [InlineData("no error, all fine", LogSeverity.None)]
    [InlineData("TERROR is a film", LogSeverity.None)]
    [InlineData("", LogSeverity.None)]
    public void A_plain_line_says_its_level_only_as_loggers_do(string line, LogSeverity level) => Assert.Equal(level, LogLevels.Of(line));

    [Fact]
    public void Broken_surrogates_and_megabytes_do_no_harm()
    {
        Assert.Equal(LogSeverity.None, LogLevels.Of("{\"level\":\"\\ud800\"}"));
        Assert.Equal(LogSeverity.Info, LogLevels.Of("{\"level\":\"info\",\"x\":\"" + new string('\ud800', 1_000_000) + "\"}"));
        Assert.Equal(LogSeverity.None, LogLevels.Of(new string('x', 1_000_000)));
    }
}
