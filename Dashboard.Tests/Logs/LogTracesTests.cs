using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogTracesTests
{
    [Theory]
    [InlineData("\tat com.example.web.RequestHandler.handle(RequestHandler.java:64)")]
    [InlineData("at com.example.Main.main(Main.java:1)")]
    [InlineData("   at Checkout.Pricing.RoundingRules.For(String currency) in /src/RoundingRules.cs:line 41")]
    [InlineData("Caused by: java.net.SocketTimeoutException: Read timed out")]
    [InlineData("\t... 34 more")]
    [InlineData("... 34 more")]
    [InlineData(" ---> System.IO.IOException: broken pipe")]
    [InlineData("--- End of stack trace from previous location ---")]
    [InlineData("  File \"/app/resize.py\", line 88, in resize")]
    [InlineData("    pixels = numpy.asarray(image)")]
    [InlineData("    at async handler (/app/server.js:12:3)")]
    [InlineData("\tfrom /app/lib/job.rb:12:in `perform'")]
    [InlineData("app/models/order.rb:3:in `total'")]
    [InlineData("\t/app/main.go:12 +0x1d")]
    [InlineData("created by net/http.(*Server).Serve")]
    public void A_frame_never_stands_alone(string line) => Assert.Equal(LogTraceRole.Frame, LogTraces.Of(line));

    [Theory]
    [InlineData("Traceback (most recent call last):")]
    [InlineData("During handling of the above exception, another exception occurred:")]
    [InlineData("redis.exceptions.ConnectionError: Connection reset by peer")]
    [InlineData("java.lang.IllegalStateException")]
    [InlineData("TypeError: Cannot read properties of undefined")]
    [InlineData("ActiveRecord::RecordInvalidError: no")]
    [InlineData("panic: runtime error: index out of range")]
    [InlineData("goroutine 1 [running]:")]
    [InlineData("main.(*Handler).ServeHTTP(0xc000010000, 0x1)")]
    [InlineData("main.main()")]
    [InlineData("}")]
    [InlineData("")]
    public void Some_lines_go_on_only_with_an_error(string line) => Assert.Equal(LogTraceRole.Tail, LogTraces.Of(line));

    [Theory]
    [InlineData("2026-01-31 12:00:00 ERROR broken")]
    [InlineData("{\"level\":\"error\"}")]
    [InlineData("  2026-01-31 12:00:00 INFO indented by its logger")]
    [InlineData("  INFO indented")]
    [InlineData("at noon the job ran")]
    [InlineData("from now on")]
    [InlineData("INFO ready")]
    [InlineData("Errors: 0")]
    [InlineData("Order 12 placed (total 3)")]
    public void A_line_of_its_own_is_left_alone(string line) => Assert.Equal(LogTraceRole.None, LogTraces.Of(line));
}
