using System.Globalization;
using Dashboard.Ui;

namespace Dashboard.Audit;

/// <summary>What the audit page's address says: <c>q=</c>, <c>action=</c>, <c>from=</c>, <c>to=</c> (ISO 8601 UTC, either may be missing).</summary>
internal static class AuditQuery
{
    public static (AuditFilter Filter, string? Problem) Read(string? text, string? action, string? from, string? to)
    {
        var filter = new AuditFilter(Clean(text), Clean(action));
        if (Clean(from) is null && Clean(to) is null)
            return (filter, null);
        if (Instant(from, out var start) && Instant(to, out var end) && (start is null || end is null || start < end))
            return (filter with { From = start, To = end }, null);
        return (filter, "from= and to= must be ISO 8601 instants, the earlier first, as in from=2026-01-31T22:00:00Z&to=2026-01-31T23:00:00Z.");
    }

    public static string Of(AuditFilter filter, long? before = null) => Urls.Query(
        ("q", filter.Text), ("action", filter.Action), ("from", Iso(filter.From)), ("to", Iso(filter.To)), ("before", before?.ToString(CultureInfo.InvariantCulture)));

    private static string? Iso(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static bool Instant(string? text, out DateTimeOffset? at)
    {
        at = null;
        if (Clean(text) is null)
            return true;
        at = TimeRange.ParseInstant(text);
        return at is not null;
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is { Length: > 200 } long_ ? long_[..200] : text.Trim();
}
