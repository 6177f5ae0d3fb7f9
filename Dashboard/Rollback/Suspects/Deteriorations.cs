using Dashboard.Metrics.Changes;

namespace Dashboard.Rollback.Suspects;

/// <summary>What of a service is worse than it was, and since when, by the series alone: no deployment is looked at.</summary>
internal static class Deteriorations
{
    /// <summary>Less is nothing that anybody would go back for: half a percent of the requests, and a quarter or 50 ms of the response time.</summary>
    public const double LeastRate = 0.005;

    private const double LeastShare = 1.25, LeastSeconds = 0.05;

    private const int Young = 10, FewestQuiet = 50;

    /// <summary>The one that weighs most; null when nothing is.</summary>
    public static Deterioration? Of(VerdictInputs inputs) => Rate(inputs) ?? ResponseTime(inputs);

    private static Deterioration? Rate(VerdictInputs inputs) =>
        Last(inputs.ErrorChanges, change => change.After - change.Before >= LeastRate) is { } change
            ? new(JudgedMetric.ErrorRate, 100 * change.Before, 100 * change.After, change.At) : Early(inputs.Errors);

    /// <summary>What is a few minutes old is no level yet.</summary>
    private static Deterioration? Early(IReadOnlyList<ObservedErrors> minutes)
    {
        List<ObservedErrors> quiet = [.. minutes.Take(minutes.Count - Young)], young = [.. minutes.Skip(minutes.Count - Young)];
        if (quiet.Count < FewestQuiet || EarlyFlag.After(quiet) is not { } flag || !young.Select(flag.Observe).ToList()[^1] || flag.Since is not { } since)
            return null;
        return RateSample.Of(quiet).Rate is { } usual && RateSample.Of([.. young.Where(minute => minute.At >= since)]).Rate is { } now && now - usual >= LeastRate
            ? new(JudgedMetric.ErrorRate, 100 * usual, 100 * now, since) { IsEarly = true } : null;
    }

    private static Deterioration? ResponseTime(VerdictInputs inputs) =>
        Last(ValueChanges.Find(inputs.ResponseTimes), change => change.After >= change.Before * LeastShare && change.After - change.Before >= LeastSeconds) is { } change
            ? new(JudgedMetric.ResponseTime, 1000 * change.Before, 1000 * change.After, change.At) : null;

    /// <summary>The last rise that was not taken back since.</summary>
    private static ChangePoint? Last(IReadOnlyList<ChangePoint> changes, Func<ChangePoint, bool> isWorse)
    {
        for (var at = changes.Count - 1; at >= 0; at--)
            if (isWorse(changes[at]))
                return changes.Skip(at + 1).All(later => later.After > (changes[at].Before + changes[at].After) / 2) ? changes[at] : null;
        return null;
    }
}
