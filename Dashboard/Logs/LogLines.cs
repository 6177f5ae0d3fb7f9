namespace Dashboard.Logs;

/// <summary>The lines that one viewer has found, newest first, each once, within a bound. Not thread-safe: it belongs to one circuit.</summary>
/// <param name="most">Lines at most.</param>
/// <param name="heaviest">Bytes at most.</param>
public sealed class LogLines(int most, long heaviest)
{
    private List<LogLine> lines = [];
    private long weight;

    /// <summary>For the virtualised list, which wants a collection; never changed from outside.</summary>
    public List<LogLine> All => lines;
    public int Count => lines.Count;

    public bool IsFull => lines.Count >= most || weight >= heaviest || Dropped > 0;

    /// <summary>Lines that were let go because the bound was reached, the oldest first.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes lines that are newest first among themselves.</summary>
    public void Merge(IReadOnlyList<LogLine> batch)
    {
        if (batch.Count == 0)
            return;
        if (IsFull && batch[0].At < lines[^1].At)
        {
            Dropped += batch.Count;
            return;
        }

        if (lines.Count == 0 || batch[0].At < lines[^1].At)
            lines.AddRange(batch);
        else if (batch[^1].At > lines[0].At)
            lines.InsertRange(0, batch);
        else
            lines = Merged(batch);
        weight += batch.Sum(line => (long)line.Weight);
        Trim();
    }

    public bool Contains(LogLine line)
    {
        for (var at = FirstNotNewerThan(line.At); at < lines.Count && lines[at].At == line.At; at++)
            if (lines[at].IsSame(line))
                return true;
        return false;
    }

    /// <summary>Its place among the lines; -1 when it is not here.</summary>
    public int IndexOf(LogEventLink link)
    {
        for (var at = FirstNotNewerThan(link.At); at < lines.Count && lines[at].At == link.At; at++)
            if (lines[at].Link == link)
                return at;
        return -1;
    }

    public void Clear()
    {
        lines = [];
        weight = 0;
        Dropped = 0;
    }

    private List<LogLine> Merged(IReadOnlyList<LogLine> batch)
    {
        var merged = new List<LogLine>(lines.Count + batch.Count);
        var (old, fresh) = (0, 0);
        while (old < lines.Count || fresh < batch.Count)
        {
            if (fresh == batch.Count || (old < lines.Count && lines[old].At > batch[fresh].At))
                merged.Add(lines[old++]);
            else if (!Contains(batch[fresh]))
                merged.Add(batch[fresh++]);
            else
                weight -= batch[fresh++].Weight;
        }

        return merged;
    }

    private void Trim()
    {
        var keep = lines.Count;
        while (keep > most || (weight > heaviest && keep > 1))
            weight -= lines[--keep].Weight;
        Dropped += lines.Count - keep;
        lines.RemoveRange(keep, lines.Count - keep);
        if (Dropped > 0)
            lines.TrimExcess();
    }

    private int FirstNotNewerThan(DateTimeOffset at)
    {
        var (low, high) = (0, lines.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (lines[middle].At > at)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
