using System.Globalization;

namespace Dashboard.Ui;

/// <summary>A stretch of time, UTC, start included, end not.</summary>
public readonly record struct TimeSpanUtc(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;
}

/// <summary>What a URL says about time: a range that ends now (<c>range=3h</c>) or a fixed one (<c>from=…&amp;to=…</c>, ISO 8601 UTC).</summary>
public sealed record TimeRange
{
    public static readonly IReadOnlyList<TimeRange> Presets = [Last("1h", 1), Last("3h", 3), Last("12h", 12), Last("24h", 24), Last("7d", 168)];
    private static readonly TimeSpan Longest = TimeSpan.FromDays(455);

    public static TimeRange Default => Presets[0];

    /// <summary>As in the URL, "3h"; "custom" for a fixed one.</summary>
    public required string Name { get; init; }
    public TimeSpan? Relative { get; init; }
    public TimeSpanUtc? Fixed { get; init; }

    /// <summary>Follows the clock; a fixed range does not.</summary>
    public bool IsLive => Relative is not null;

    public TimeSpanUtc Resolve(DateTimeOffset now) => Fixed ?? new TimeSpanUtc(now - Relative!.Value, now);

    /// <summary>The query string's part, without the question mark.</summary>
    public string Query => Fixed is { } span ? $"from={Iso(span.From)}&to={Iso(span.To)}" : $"range={Name}";

    /// <summary>As <c>from=</c> and <c>to=</c> say it; null for a range that ends now.</summary>
    public string? FromText => Fixed is { } span ? Iso(span.From) : null;

    public string? ToText => Fixed is { } span ? Iso(span.To) : null;

    /// <summary>Reads a URL's parameters. What cannot be read comes back as one sentence with an example, beside the default range.</summary>
    public static (TimeRange Range, string? Problem) Parse(string? range, string? from, string? to)
    {
        if (from is not null || to is not null)
            return ParseFixed(from, to);
        if (string.IsNullOrEmpty(range))
            return (Default, null);
        return Presets.FirstOrDefault(preset => preset.Name == range) is { } known
            ? (known, null)
            : (Default, $"“{Shorten(range)}” is not a range. Use {string.Join(", ", Presets.Select(preset => preset.Name))}, or from= and to=, as in from=2026-01-31T22:00:00Z.");
    }

    /// <summary>An ISO 8601 instant, UTC where it names no offset; null when it is none.</summary>
    public static DateTimeOffset? ParseInstant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && IsOfThisWorld(at) ? at : null;

    /// <summary>Neither before ECS nor so far ahead that what is reckoned from it (a week before, the hour after) would leave the calendar.</summary>
    public static bool IsOfThisWorld(DateTimeOffset at) => at.Year is >= 2000 and < 2100;

    private static (TimeRange, string?) ParseFixed(string? from, string? to)
    {
        const string Example = "as in from=2026-01-31T22:00:00Z&to=2026-01-31T23:00:00Z";
        if (ParseInstant(from) is not { } start)
            return (Default, $"from= must be an ISO 8601 instant, {Example}.");
        if (ParseInstant(to) is not { } end)
            return (Default, $"to= must be an ISO 8601 instant, {Example}.");
        if (end <= start)
            return (Default, $"to= must be later than from=, {Example}.");
        if (end - start > Longest)
            return (Default, "A range can be 455 days long at most; CloudWatch keeps no more.");
        return (new TimeRange { Name = "custom", Fixed = new TimeSpanUtc(start, end) }, null);
    }


    private static string Iso(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static TimeRange Last(string name, int hours) => new() { Name = name, Relative = TimeSpan.FromHours(hours) };
}
