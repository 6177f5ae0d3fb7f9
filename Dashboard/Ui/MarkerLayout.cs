using System.Collections.Immutable;

namespace Dashboard.Ui;

/// <param name="Percent">Distance from the left edge, 0 to 100.</param>
/// <param name="Text">All that happened there, for the crosshair.</param>
/// <param name="Label">What is written beside the line; null where it would run into another.</param>
/// <param name="ToLeft">The label stands left of its line, since right of it the chart ends.</param>
public sealed record PlacedMarker(DateTimeOffset At, double Percent, string Kind, string Text, string? Label, bool ToLeft)
{
    public bool IsMinor { get; init; }
}

/// <summary>Places markers so that they stay legible: neighbours become one, and a label is left out rather than written over another.</summary>
public static class MarkerLayout
{
    private const double Neighbours = 1.5;

    // A character is about six pixels of a chart that is about 330 wide on a phone.
    private const double CharacterPercent = 1.9;

    public static ImmutableArray<PlacedMarker> Place(IEnumerable<ChartMarker> markers, TimeSpanUtc span)
    {
        var within = markers.Where(marker => marker.At >= span.From && marker.At < span.To).OrderBy(marker => marker.At).ToLookup(marker => marker.IsMinor);
        var minor = Merge(within[true], span).Select(group => new PlacedMarker(group[^1].At, TimeTicks.Percent(span, group[^1].At), Kind(group), Text(group), null, false) { IsMinor = true });
        return [.. WithLabels(Merge(within[false], span), span), .. minor];
    }

    private static PlacedMarker[] WithLabels(List<List<ChartMarker>> groups, TimeSpanUtc span)
    {
        var placed = new PlacedMarker[groups.Count];
        var taken = new List<(double From, double To)>();

        // Newest first: what happened last is what people look for.
        for (var index = groups.Count - 1; index >= 0; index--)
            placed[index] = PlaceOne(groups[index], span, taken);
        return placed;
    }

    private static List<List<ChartMarker>> Merge(IEnumerable<ChartMarker> ordered, TimeSpanUtc span)
    {
        var groups = new List<List<ChartMarker>>();
        foreach (var marker in ordered)
        {
            var near = groups.Count > 0 && TimeTicks.Percent(span, marker.At) - TimeTicks.Percent(span, groups[^1][0].At) < Neighbours;
            if (near)
                groups[^1].Add(marker);
            else
                groups.Add([marker]);
        }

        return groups;
    }

    private static PlacedMarker PlaceOne(List<ChartMarker> group, TimeSpanUtc span, List<(double From, double To)> taken)
    {
        var newest = group[^1];
        var percent = TimeTicks.Percent(span, newest.At);
        var label = group.Count == 1 ? newest.Label : $"{newest.Label} +{group.Count - 1}";
        var width = 1 + label.Length * CharacterPercent;
        var toLeft = percent + width > 100;
        var (from, to) = toLeft ? (percent - width, percent) : (percent, percent + width);
        var fits = from >= 0 && !taken.Any(other => from < other.To && to > other.From);
        if (fits)
            taken.Add((from, to));
        return new PlacedMarker(newest.At, percent, Kind(group), Text(group), fits ? label : null, toLeft);
    }

    private static string Kind(List<ChartMarker> group) => group.Select(marker => marker.Kind).FirstOrDefault(kind => kind == "failed") ?? group[^1].Kind;

    private static string Text(List<ChartMarker> group) => string.Join(", ", group.Select(marker => marker.Label));
}
