using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>The forms that logging libraries and web servers give to a line.</summary>
internal static class LogForms
{
    private static readonly CultureInfo Plainly = CultureInfo.InvariantCulture;

    /// <param name="level">Information or Warning.</param>
    public static string Plain(ServiceSpec spec, LogLine line, string level, string words)
    {
        var isInfo = level == "Information";
        return spec.Style switch
        {
            LogStyle.Json => string.Create(Plainly, $$"""{"time":"{{line.Iso}}","level":"{{level}}","logger":"{{line.Logger}}","message":"{{Escape(words)}}","requestId":"{{line.RequestId}}","traceId":"{{line.TraceId}}","durationMs":{{line.Duration}},"version":"{{line.Version}}"}"""),
            LogStyle.Logfmt => string.Create(Plainly, $"ts={line.Iso} level={(isInfo ? "info" : "warn")} msg=\"{Escape(words)}\" request_id={line.RequestId} trace_id={line.TraceId} dur={line.Duration}ms version={line.Version}"),
            LogStyle.Java => string.Create(Plainly, $"{line.Local} {(isInfo ? " INFO" : " WARN")} 1 --- [nio-8080-exec-{line.Number % 20}] {line.Logger,-36} : {words} requestId={line.RequestId} traceId={line.TraceId} took={line.Duration}ms"),
            LogStyle.Pino => string.Create(Plainly, $$"""{"level":{{(isInfo ? 30 : 40)}},"time":{{line.Milliseconds}},"pid":1,"hostname":"{{line.Host}}","req":{"id":"{{line.RequestId}}"},"responseTime":{{line.Duration}},"msg":"{{Escape(words)}}"}"""),
            LogStyle.Console => string.Create(Plainly, $"{(isInfo ? "info" : "warn")}: {line.Logger}[{line.Number % 40}]\n      => RequestId:{line.RequestId} TraceId:{line.TraceId}\n      {words}"),
            LogStyle.Klog => string.Create(Plainly, $"{(isInfo ? 'I' : 'W')}{line.Klog}       1 worker.go:{40 + (line.Number % 7 * 31)}] {words} request_id={line.RequestId} dur={line.Duration}ms"),
            LogStyle.Nginx => Served(words) is ({ } request, { } status)
                ? string.Create(Plainly, $"{line.Client} - - [{line.Clf}] \"{request} HTTP/1.1\" {status} {line.Number % 48_000} \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\" rt={line.Duration / 1000.0:0.000} request_id={line.RequestId}")
                : string.Create(Plainly, $"{line.Nginx} [{(isInfo ? "notice" : "warn")}] 31#31: *{line.Number % 1_000_000} {words}, client: {line.Client}, server: shop.example, request_id={line.RequestId}"),
            LogStyle.Ruby => string.Create(Plainly, $"{(isInfo ? "I" : "W")}, [{line.Ruby} #1]  {(isInfo ? "INFO" : "WARN")} -- : [{line.RequestId}] {words} duration_ms={line.Duration}"),
            _ => string.Create(Plainly, $"{line.Local} {(isInfo ? "INFO" : "WARNING")} [{spec.Name.Replace('-', '_')}.app] {words} request_id={line.RequestId} duration_ms={line.Duration}"),
        };
    }

    public static string Faulty(ServiceSpec spec, LogDraft draft, LogLine line, string words, string exception, string stack) => spec.Style switch
    {
        LogStyle.Json => string.Create(Plainly, $$"""{"time":"{{line.Iso}}","level":"{{(draft.Kind == LogKind.Crash ? "Critical" : "Error")}}","logger":"{{line.Logger}}","message":"{{Escape(words)}}","exception":"{{Escape(exception + "\n" + stack)}}","requestId":"{{line.RequestId}}","traceId":"{{line.TraceId}}","durationMs":{{line.Duration}},"status":500,"version":"{{line.Version}}"}"""),
        LogStyle.Logfmt => string.Create(Plainly, $"ts={line.Iso} level=error msg=\"{Escape(words)}\" err=\"{Escape(exception)}\" status=500 request_id={line.RequestId} trace_id={line.TraceId} dur={line.Duration}ms version={line.Version}"),
        LogStyle.Java => string.Create(Plainly, $"{line.Local} ERROR 1 --- [nio-8080-exec-{line.Number % 20}] {line.Logger,-36} : {words} requestId={line.RequestId} traceId={line.TraceId}\n{exception}\n{stack}"),
        LogStyle.Pino => string.Create(Plainly, $$"""{"level":{{(draft.Kind == LogKind.Crash ? 60 : 50)}},"time":{{line.Milliseconds}},"pid":1,"hostname":"{{line.Host}}","req":{"id":"{{line.RequestId}}"},"err":{"type":"{{exception.Split(':')[0]}}","message":"{{Escape(exception)}}","stack":"{{Escape(exception + "\n" + stack)}}"},"responseTime":{{line.Duration}},"msg":"{{Escape(words)}}"}"""),
        LogStyle.Console => string.Create(Plainly, $"{(draft.Kind == LogKind.Crash ? "crit" : "fail")}: {line.Logger}[{line.Number % 40}]\n      => RequestId:{line.RequestId} TraceId:{line.TraceId}\n      {words}\n      {exception}\n   {stack}"),
        LogStyle.Klog => string.Create(Plainly, $"{(draft.Kind == LogKind.Crash ? 'F' : 'E')}{line.Klog}       1 worker.go:{204 + (line.Number % 3)}] {words} err=\"{Escape(exception)}\" request_id={line.RequestId} dur={line.Duration}ms"),
        LogStyle.Nginx when draft.Kind == LogKind.FailedOrder || line.Number % 2 == 0 => string.Create(Plainly, $"{line.Client} - - [{line.Clf}] \"POST /checkout/{100_000 + (draft.Chance % 899_999)}/confirm HTTP/1.1\" 502 157 \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\" rt={line.Duration / 1000.0:0.000} request_id={line.RequestId}"),
        LogStyle.Nginx => string.Create(Plainly, $"{line.Nginx} [error] 31#31: *{line.Number % 1_000_000} {exception}, client: {line.Client}, server: shop.example, upstream: \"http://10.0.4.{line.Number % 250}:8080/\", request_id={line.RequestId}"),
        LogStyle.Ruby => string.Create(Plainly, $"E, [{line.Ruby} #1] ERROR -- : [{line.RequestId}] {words}\n{exception}\n{stack}"),
        _ => string.Create(Plainly, $"{line.Local} ERROR [{spec.Name.Replace('-', '_')}.app] {words} request_id={line.RequestId}\nTraceback (most recent call last):\n{stack}\n{exception}"),
    };

    // "GET /p/12 200" is what an access log says; anything else is the error log's.
    private static (string? Request, string? Status) Served(string words)
    {
        var end = words.LastIndexOf(' ');
        return words.StartsWith("GET /", StringComparison.Ordinal) || words.StartsWith("POST /", StringComparison.Ordinal) ? (words[..end], words[(end + 1)..]) : (null, null);
    }

    private static string Escape(string text) => text.AsSpan().IndexOfAny("\"\\\n\t\u001b") < 0 ? text
        : text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal).Replace("\u001b", @"\u001b", StringComparison.Ordinal);
}
