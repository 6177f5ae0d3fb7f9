using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>What a URL's <c>compare=</c> lays under today's lines.</summary>
/// <param name="Query">As in the URL.</param>
/// <param name="Name">What its lines are called.</param>
public sealed record Comparison(string Query, string Name, TimeSpan Offset)
{
    public static readonly IReadOnlyList<Comparison> All = [new("1d", "yesterday", TimeSpan.FromDays(1)), new("7d", "last week", TimeSpan.FromDays(7))];

    /// <summary>What cannot be read comes back as one sentence, beside no comparison.</summary>
    public static (Comparison? Comparison, string? Problem) Parse(string? text) =>
        string.IsNullOrEmpty(text) ? (null, null)
        : All.FirstOrDefault(known => known.Query == text) is { } found ? (found, null)
        : (null, $"“{(text.Length <= 40 ? text : text[..40] + "…")}” is not a comparison. Use compare=1d for yesterday or compare=7d for last week.");
}

/// <summary>The values of a range that lies an offset earlier, on its own grid.</summary>
public sealed record PastSeries(Comparison Comparison, ServiceSeries Main, DetailSeries Details)
{
    /// <summary>Moved to where it is compared, dashed.</summary>
    public ChartLine Line(Series series, int color, double factor = 1) =>
        new(Comparison.Name, series.StartAt + Comparison.Offset, series.Period, series.Values) { Color = color, Factor = factor, IsDashed = true };
}
