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
