using System.Text.Json;

namespace Dashboard.Logs;

/// <summary>What a query of Logs Insights can go on with: commands, functions, fields. Each is the whole text, as a browser's list completes it.</summary>
public static class InsightsCompletions
{
    private const int Most = 12;
    private static readonly string[] Commands = ["fields ", "filter ", "stats ", "sort ", "limit ", "parse ", "display ", "dedup ", "pattern ", "diff", "unmask ", "anomaly"];
    private static readonly string[] Words = ["@timestamp", "@message", "@logStream", "@log", "@ingestionTime", "@ptr", "@duration", "@requestId", "count(*)", "count_distinct(", "avg(", "sum(", "min(", "max(", "pct(", "stddev(", "earliest(", "latest(", "bin(1m)", "bin(5m)", "bin(1h)", "by ", "as ", "and ", "or ", "not ", "like ", "in [", "desc", "asc", "ispresent(", "strcontains(", "coalesce("];

    /// <param name="fields">Those that lines on screen have.</param>
    public static IReadOnlyList<string> Of(string text, IEnumerable<string> fields)
    {
        var start = text.Length;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '@' or '.'))
            start--;
        var (before, typed) = (text[..start], text[start..]);
        var isCommand = before.TrimEnd() is "" or [.., '|'];
        IEnumerable<string> candidates = isCommand ? Commands : [.. fields, .. Words];
        return [.. candidates.Where(candidate => candidate.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && candidate.Length > typed.Length).Distinct().Take(Most).Select(candidate => before + candidate)];
    }

    /// <summary>The names that JSON lines have at their top.</summary>
    public static IReadOnlyCollection<string> FieldsOf(IEnumerable<LogLine> lines)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            try
            {
                if (!line.Text.StartsWith('{'))
                    continue;
                using var json = JsonDocument.Parse(line.Text);
                names.UnionWith(json.RootElement.EnumerateObject().Select(member => member.Name).Where(name => name.Length <= 60));
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException)
            {
                // Cut, or not JSON after all.
            }
        }

        return names;
    }
}
