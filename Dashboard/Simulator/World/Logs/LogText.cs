using System.Globalization;
using System.Text;

namespace Dashboard.Simulator;

/// <summary>Writes an event's text in its service's style.</summary>
internal static class LogText
{
    public static string Of(ServiceSpec spec, LogDraft draft)
    {
        var line = new LogLine(spec, draft);
        return draft.Kind switch
        {
            LogKind.LongLine => LongLine(line),
            LogKind.Error or LogKind.Crash => Faulty(spec, draft, line),
            _ => Plain(spec, line, draft.Kind == LogKind.Warning ? "Warning" : "Information", Words(spec, draft, line)),
        };
    }

    private static string Words(ServiceSpec spec, LogDraft draft, LogLine line) => draft.Kind switch
    {
        LogKind.Starting => $"Starting {spec.Name} {line.Version} (task {draft.Task.Id})",
        LogKind.Listening => $"Now listening on: http://[::]:{spec.Port}",
        LogKind.Stopping => "Received SIGTERM, requests drained, shutting down",
        LogKind.Markup => "\u001b[33mslow render\u001b[0m for user agent <img src=x onerror=alert('log')> <b>bot</b>",
        LogKind.Warning => LogWords.Warning(draft.Chance),
        _ => LogWords.Done(spec, draft.Chance),
    };

    private static string Plain(ServiceSpec spec, LogLine line, string level, string words) => spec.Style switch
    {
        LogStyle.Json => string.Create(CultureInfo.InvariantCulture, $$"""{"time":"{{line.Iso}}","level":"{{level}}","logger":"{{line.Logger}}","message":"{{Escape(words)}}","requestId":"{{line.RequestId}}","traceId":"{{line.TraceId}}","durationMs":{{line.Duration}},"version":"{{line.Version}}"}"""),
        LogStyle.Logfmt => string.Create(CultureInfo.InvariantCulture, $"ts={line.Iso} level={(level == "Information" ? "info" : "warn")} msg=\"{Escape(words)}\" request_id={line.RequestId} trace_id={line.TraceId} dur={line.Duration}ms version={line.Version}"),
        LogStyle.Java => string.Create(CultureInfo.InvariantCulture, $"{line.Local} {(level == "Information" ? " INFO" : " WARN")} 1 --- [nio-8080-exec-{line.Number % 20}] {line.Logger,-36} : {words} traceId={line.TraceId} took={line.Duration}ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{line.Local} {(level == "Information" ? "INFO" : "WARNING")} [{spec.Name.Replace('-', '_')}.app] {words} request_id={line.RequestId} duration_ms={line.Duration}"),
    };

    private static string Faulty(ServiceSpec spec, LogDraft draft, LogLine line)
    {
        var (exception, stack) = LogWords.Fault(spec, draft);
        var words = draft.Kind == LogKind.Crash ? "Unhandled exception, the process is terminating" : LogWords.Failed(spec, draft.Chance);
        return spec.Style switch
        {
            LogStyle.Json => string.Create(CultureInfo.InvariantCulture, $$"""{"time":"{{line.Iso}}","level":"{{(draft.Kind == LogKind.Crash ? "Critical" : "Error")}}","logger":"{{line.Logger}}","message":"{{Escape(words)}}","exception":"{{Escape(exception + "\n" + stack)}}","requestId":"{{line.RequestId}}","traceId":"{{line.TraceId}}","durationMs":{{line.Duration}},"status":500,"version":"{{line.Version}}"}"""),
            LogStyle.Logfmt => string.Create(CultureInfo.InvariantCulture, $"ts={line.Iso} level=error msg=\"{Escape(words)}\" err=\"{Escape(exception)}\" status=500 request_id={line.RequestId} trace_id={line.TraceId} dur={line.Duration}ms version={line.Version}"),
            LogStyle.Java => string.Create(CultureInfo.InvariantCulture, $"{line.Local} ERROR 1 --- [nio-8080-exec-{line.Number % 20}] {line.Logger,-36} : {words} traceId={line.TraceId}\n{exception}\n{stack}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{line.Local} ERROR [{spec.Name.Replace('-', '_')}.app] {words} request_id={line.RequestId}\nTraceback (most recent call last):\n{stack}\n{exception}"),
        };
    }

    /// <summary>About a million characters, the most that CloudWatch Logs takes.</summary>
    private static string LongLine(LogLine line)
    {
        var text = new StringBuilder(1_000_200).Append(line.Local).Append(" INFO [search.debug] payload dump request_id=").Append(line.RequestId).Append(" body={\"hits\":[");
        for (var i = 0; text.Length < 999_900; i++)
            text.Append(i > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{{\"id\":{100_000 + i},\"score\":0.{Hash.Mix((ulong)i) % 10_000:D4},\"title\":\"product {i}\"}}");
        return text.Append("]}").ToString();
    }

    private static string Escape(string text) => text.AsSpan().IndexOfAny("\"\\\n\u001b") < 0 ? text
        : text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal).Replace("\u001b", @"\u001b", StringComparison.Ordinal);
}
