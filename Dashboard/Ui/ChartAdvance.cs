using System.Text.Json;

namespace Dashboard.Ui;

/// <summary>How a drawn chart goes on where only time passed, for the function of that name in Chart.razor.js: new ends of its lines, and what moves with its instant moves.</summary>
/// <param name="Base">End of the span that must be on the screen for this to follow, milliseconds since the epoch; as the two of the new span.</param>
/// <param name="Part">The chart's id; of each line from which whole period of the new span on it is another, and its heights from there; the newest values, or null for those that stand there; the summary, or index and word of each word that is another; new instants of the axis. Null where nothing but the span is another.</param>
public sealed record ChartAdvance(string Id, long Base, long From, long To, JsonElement Part)
{
    /// <summary>The two look the same.</summary>
    public bool IsEmpty { get; private init; }

    /// <summary>Null where more than time made the difference: it must be drawn whole.</summary>
    public static ChartAdvance? Between(ChartDrawing before, ChartDrawing next)
    {
        if (before.HasData != next.HasData || before.Shape != next.Shape || !before.IsAligned || !next.IsAligned || next.FromMs < before.FromMs || next.FromMs >= before.ToMs || before.Times.IsEmpty
            || !before.Markers.Where(marker => marker.Placed.At.ToUnixTimeMilliseconds() >= next.FromMs).Select(Standing).SequenceEqual(next.Markers.Select(Standing)))
            return null;
        var latest = next.Lines.Select(line => line.Latest).ToArray();
        object?[] part =
        [
            next.Id,
            before.Lines.Zip(next.Lines, (old, line) => Tail(old.Points, line.Points, next.FromMs, line.PeriodMs)).ToArray(),
            before.Lines.Select(line => line.Latest).SequenceEqual(latest) ? null : latest,
            Words(before.Words, next.Words),
            next.Times.Where(time => time.At > before.Times[^1].At).Select(time => new object[] { time.At.ToUnixTimeMilliseconds(), time.Label, time.IsEven }).ToArray(),
        ];
        return new ChartAdvance(next.Id, before.ToMs, next.FromMs, next.ToMs, JsonSerializer.SerializeToElement(part))
        {
            IsEmpty = before.ToMs == next.ToMs && before.Words == next.Words && before.Lines.Select(line => line.Path).SequenceEqual(next.Lines.Select(line => line.Path)),
        };
    }

    // Where it stands in the window changes with every tick, and with it on which side its label has room.
    private static (DateTimeOffset, string, string, string?, bool, bool) Standing(ChartDrawing.Marker marker) =>
        (marker.Placed.At, marker.Placed.Kind, marker.Placed.Text, marker.Placed.Label, marker.Placed.ToLeft, marker.Placed.IsMinor);

    private static long?[] Tail(ChartPoint[] before, ChartPoint[] next, long from, long period)
    {
        var kept = before.AsSpan(Array.FindIndex(before, point => point.At >= from) is var first && first < 0 ? before.Length : first);
        var same = kept.CommonPrefixLength(next);
        if (same == next.Length && same == kept.Length)
            return [];
        var cut = same < next.Length ? next[same].At : kept[same].At;
        var grid = (from + period - 1) / period * period;
        var tail = new List<long?> { (cut - grid) / period };
        foreach (var (at, height) in next.AsSpan(same))
        {
            while (grid + ((tail[0] + tail.Count - 1) * period) < at)
                tail.Add(null);
            tail.Add(height);
        }

        return [.. tail];
    }

    private static object Words(string before, string next)
    {
        var (old, words) = (before.Split(' '), next.Split(' '));
        return old.Length != words.Length ? next : words.Index().Where(word => word.Item != old[word.Index]).SelectMany(word => new object[] { word.Index, word.Item }).ToArray();
    }
}

/// <summary>A datapoint as it is drawn.</summary>
/// <param name="At">Start of its period, milliseconds since the epoch.</param>
/// <param name="Height">From the upper edge, of <see cref="ChartPath.Size"/>.</param>
public readonly record struct ChartPoint(long At, int Height);
