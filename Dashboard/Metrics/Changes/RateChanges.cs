namespace Dashboard.Metrics.Changes;

/// <summary>
/// Where the share of requests that failed changed, and since when: the cheapest cut into rates under a binomial that is as overdispersed as
/// the minutes of the series are, beside a drift or the day's cycle of the rate where it has one. Traffic may change as it likes.
/// </summary>
public static class RateChanges
{
    /// <summary>With fewer minutes that have requests nothing can be told.</summary>
    public const int FewestMinutes = 12;

    /// <param name="series">Ascending in time; minutes without requests say nothing.</param>
    /// <param name="least">Changes of at least this probability are given.</param>
    /// <returns>Ascending; none where nothing changed, and where there is too little to tell.</returns>
    public static IReadOnlyList<ChangePoint> Find(IReadOnlyList<ObservedErrors> series, double least = ChangeOdds.Least)
    {
        int[] rows = [.. Enumerable.Range(0, series.Count).Where(row => series[row].Requests > 0)];
        if (rows.Length < FewestMinutes)
            return [];
        var minutes = RateMinutes.Of([.. rows.Select(row => series[row])]).WithoutSpikes();
        var fit = RateFit.Search(minutes, new Timeline([.. rows.Select(row => series[row].At)]), least);
        return [.. RateOnsets.Of(fit.Cost, fit.Minutes, fit.Cuts, least).Select(onset => new ChangePoint(rows[onset.Index], series[rows[onset.Index]].At, onset.Probability, onset.Before, onset.After))];
    }
}
