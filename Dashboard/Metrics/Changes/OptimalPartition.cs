namespace Dashboard.Metrics.Changes;

/// <summary>How badly one level fits a stretch of points: minus twice the logarithm of the likelihood, up to a constant.</summary>
public interface ISegmentCost
{
    int Count { get; }

    /// <param name="end">Exclusive.</param>
    double Of(int start, int end);
}

/// <summary>
/// The cheapest way to cut a series into stretches of one level each, every cut at a price: optimal partitioning with pruning
/// (PELT: Killick, Fearnhead and Eckley, JASA 107, 2012).
/// </summary>
public static class OptimalPartition
{
    public const int ShortestSegment = 3;

    /// <summary>Beyond this many places the search is on a grid first and at every point only around what was found there.</summary>
    private const int MostPlaces = 800;

    private const int FewPlaces = 200;

    /// <returns>The first points of all stretches but the first, ascending.</returns>
    public static List<int> Cut<TCost>(TCost cost, double penalty)
        where TCost : ISegmentCost
    {
        var stride = (cost.Count + MostPlaces - 1) / MostPlaces;
        if (stride <= 1)
            return Best(cost, penalty, [.. Enumerable.Range(0, cost.Count + 1)]);
        var coarse = Best(cost, penalty, [.. Enumerable.Range(0, cost.Count / stride).Select(place => place * stride), cost.Count]);
        var places = coarse.SelectMany(cut => Enumerable.Range(cut - 2 * stride, 4 * stride + 1)).Concat(Enumerable.Range(0, FewPlaces).Select(place => (int)((long)place * cost.Count / (FewPlaces))));
        return Best(cost, penalty, [.. places.Where(place => place >= 0 && place < cost.Count).Append(cost.Count).Distinct().Order()]);
    }

    private static List<int> Best<TCost>(TCost cost, double penalty, int[] places)
        where TCost : ISegmentCost
    {
        var (best, from) = (new double[places.Length], new int[places.Length]);
        var (open, all) = (new List<int> { 0 }, new double[places.Length]);
        best[0] = -penalty;
        for (var to = 1; to < places.Length; to++)
        {
            best[to] = double.PositiveInfinity;
            for (var index = 0; index < open.Count; index++)
            {
                var start = open[index];
                all[index] = places[to] - places[start] < ShortestSegment ? double.NegativeInfinity : best[start] + cost.Of(places[start], places[to]) + penalty;
                if (all[index] < best[to] && !double.IsNegativeInfinity(all[index]))
                    (best[to], from[to]) = (all[index], start);
            }

            Prune(open, all, best[to] + 2 * penalty);
            if (!double.IsPositiveInfinity(best[to]))
                open.Add(to);
        }

        var cuts = new List<int>();
        for (var at = from[^1]; at > 0; at = from[at])
            cuts.Add(places[at]);
        cuts.Reverse();
        return cuts;
    }

    /// <summary>Drops the starts that can be part of no best cut any more.</summary>
    /// <param name="limit">Has the slack of one penalty: it keeps what the shortest length, or a likelihood that does not add up, would need again.</param>
    private static void Prune(List<int> open, double[] all, double limit)
    {
        var kept = 0;
        for (var index = 0; index < open.Count; index++)
            if (all[index] <= limit)
                open[kept++] = open[index];
        open.RemoveRange(kept, open.Count - kept);
    }
}
