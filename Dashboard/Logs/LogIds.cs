using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Dashboard.Logs;

/// <summary>An id that other lines of the same request have too.</summary>
/// <param name="Name">As the line calls it.</param>
public sealed record LogId(string Name, string Value);

/// <summary>Finds the ids by which the lines of one request belong together, across services.</summary>
public static partial class LogIds
{
    public const int Most = 6;
    private const int LongestRead = 64 * 1024;

    // Without dashes, dots and underscores.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "requestid", "xrequestid", "reqid", "correlationid", "xcorrelationid", "traceid", "xtraceid", "xamzntraceid", "traceparent", "operationid", "transactionid", "conversationid", "amznrequestid", "xamznrequestid", "awsrequestid",
    };

    /// <param name="message">The whole line or its beginning.</param>
    public static ImmutableArray<LogId> Of(LogFields fields, string message)
    {
        var found = new List<LogId>();
        foreach (var field in fields.All.Where(field => IsNamed(field) && Id().IsMatch(field.Value)))
            found.Add(new LogId(field.Path, field.Value));
        var text = message[..Math.Min(LongestRead, message.Length)];
        found.AddRange(Named().Matches(text).Select(match => new LogId(match.Groups["name"].Value, match.Groups["id"].Value)));
        var traces = XRay().Matches(text).Select(match => new LogId("X-Ray trace", match.Value))
            .Concat(TraceParent().Matches(text).Select(match => new LogId("trace", match.Groups["id"].Value))).ToList();

        // Root=1-…;Parent=… and 00-…-…-01 are envelopes; other lines have the trace in others.
        found.RemoveAll(id => traces.Exists(trace => id.Value.Length > trace.Value.Length && id.Value.Contains(trace.Value, StringComparison.Ordinal)));
        return [.. found.Concat(traces).Where(id => id.Value.Any(char.IsAsciiDigit) && id.Value.Any(letter => letter is not ('0' or '-'))).DistinctBy(id => id.Value).Take(Most)];
    }

    private static bool IsNamed(LogField field)
    {
        var parts = field.Path.Split('.');
        var last = Bare(parts[^1]);
        return Names.Contains(last)
            || (parts.Length > 1 && Names.Contains(Bare(parts[^2]) + last))
            || (last.EndsWith("id", StringComparison.OrdinalIgnoreCase) && Guid.TryParseExact(field.Value, "D", out _));
    }

    private static string Bare(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).TrimStart('@');

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:=;/+@-]{5,255}$")]
    private static partial Regex Id();

    // X-Request-Id: 7f3a…, [requestId 7f3a…], (correlation id = "…")
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<name>(?:x[-_])?(?:amzn[-_])?(?:request|correlation|trace)[-_ ]?id)""?(?: ?[:=] ?| )""?(?<id>[A-Za-z0-9][A-Za-z0-9_-]{5,127})(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<![0-9A-Za-z-])1-[0-9a-f]{8}-[0-9a-f]{24}(?![0-9A-Za-z])")]
    private static partial Regex XRay();

    [GeneratedRegex(@"(?<![0-9A-Za-z-])[0-9a-f]{2}-(?<id>[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?![0-9A-Za-z])")]
    private static partial Regex TraceParent();
}
