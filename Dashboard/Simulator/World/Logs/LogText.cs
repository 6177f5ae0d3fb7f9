using System.Globalization;
using System.Text;

namespace Dashboard.Simulator;

/// <summary>Writes an event's text in its service's style.</summary>
internal static class LogText
{
    public static string Of(ServiceSpec spec, LogDraft draft)
    {
        var line = new LogLine(spec, draft);
        var text = draft.Kind switch
        {
            LogKind.LongLine => LongLine(line),
            LogKind.Error or LogKind.Crash or LogKind.FailedOrder => Faulty(spec, draft, line),
            _ => LogForms.Plain(spec, line, draft.Kind is LogKind.Warning or LogKind.Growing ? "Warning" : "Information", Words(spec, draft, line)),
        };
        return draft.Part is { } part ? text.Split('\n')[part] : text;
    }

    private static string Words(ServiceSpec spec, LogDraft draft, LogLine line) => draft.Kind switch
    {
        LogKind.Starting => $"Starting {spec.Name} {line.Version} (task {draft.Task.Id})",
        LogKind.Listening => $"Now listening on: http://[::]:{spec.Port}",
        LogKind.Stopping => "Received SIGTERM, requests drained, shutting down",
        LogKind.Markup => "\u001b[33mslow render\u001b[0m for user agent <img src=x onerror=alert('log')> <b>bot</b>",
        LogKind.Warning => LogWords.Warning(draft.Chance),
        LogKind.Growing => LogWords.Growing(draft),
        LogKind.Aside => LogWords.Aside(draft.Chance),
        LogKind.Order => LogWords.Order(spec, draft.Chance),
        _ => LogWords.Done(spec, draft.Chance),
    };

    private static string Faulty(ServiceSpec spec, LogDraft draft, LogLine line)
    {
        var (exception, stack) = LogWords.Fault(spec, draft);
        return LogForms.Faulty(spec, draft, line, draft.Kind == LogKind.Crash ? "Unhandled exception, the process is terminating" : LogWords.Failed(spec, draft.Chance), exception, stack);
    }

    /// <summary>About a million characters, the most that CloudWatch Logs takes.</summary>
    private static string LongLine(LogLine line)
    {
        var text = new StringBuilder(1_000_200).Append(line.Local).Append(" INFO [search.debug] payload dump request_id=").Append(line.RequestId).Append(" body={\"hits\":[");
        for (var i = 0; text.Length < 999_900; i++)
            text.Append(i > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{{\"id\":{100_000 + i},\"score\":0.{Hash.Mix((ulong)i) % 10_000:D4},\"title\":\"product {i}\"}}");
        return text.Append("]}").ToString();
    }
}
