namespace Dashboard.Fleet;

/// <summary>Says which items to read in one sweep so that calls stay bounded: the urgent ones first, then those read longest ago.</summary>
internal static class Rotation
{
    /// <param name="lastReadAt">Null for what was never read, which comes first.</param>
    public static IReadOnlyList<T> Next<T>(IEnumerable<T> items, int limit, Func<T, bool> urgent, Func<T, DateTimeOffset?> lastReadAt)
    {
        // An urgent item takes at most half of the places when there are more of them than places, so that the others are not starved.
        var all = items.OrderBy(item => lastReadAt(item) ?? DateTimeOffset.MinValue).ToList();
        if (all.Count <= limit)
            return all;
        var first = all.Where(urgent).Take(Math.Max(1, limit / 2)).ToHashSet();
        return [.. first, .. all.Where(item => !first.Contains(item)).Take(limit - first.Count)];
    }
}
