using System.Globalization;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Metrics.Changes;
using Dashboard.Ui;

namespace Dashboard.Rollback.Suspects;

/// <summary>What else than the deployment could have made it worse, and whether it did.</summary>
/// <param name="Says">A sentence.</param>
/// <param name="SpeaksAgainst">Against the deployment as the cause; otherwise the other cause was looked for and not found.</param>
/// <param name="Acquits">Why because of it nobody can tell, in words that follow a colon; null when it is only to be weighed.</param>
internal sealed record CrossCheck(string Says, bool SpeaksAgainst, string? Acquits = null)
{
    private static readonly TimeSpan Same = TimeSpan.FromMinutes(3), Hour = TimeSpan.FromHours(1), Week = TimeSpan.FromDays(7);

    /// <summary>So many other services that got worse at the same time have a cause in common, which is no deployment of one of them.</summary>
    private const int ManyOthers = 2;

    /// <summary>A traffic jump, and how many times as bad as the rest the one bad zone is.</summary>
    private const double Jump = 1.5, Alone = 3;

    /// <param name="others">Services of the same target that got worse, and when.</param>
    public static IEnumerable<CrossCheck> Of(VerdictInputs inputs, Deterioration worse, JudgedDeployment judged, IEnumerable<(ServiceKey Key, DateTimeOffset At)> others) =>
        new[] { Traffic(inputs, worse, judged.ServingAt), Together(inputs, worse, others), LastWeek(inputs, worse), OneZone(inputs, worse, judged), OldTasks(inputs, worse, judged) }.OfType<CrossCheck>();

    private static CrossCheck? Traffic(VerdictInputs inputs, Deterioration worse, DateTimeOffset at)
    {
        var requests = ObservedMinutes.Values(inputs.Series[ServiceMetric.Requests]);
        var traffic = LevelTest.Of([.. requests.Where(minute => minute.At >= at - Hour && minute.At < at)], [.. requests.Where(minute => minute.At >= at && minute.At < at + Hour)]);
        if (traffic is not { Before: { } before, After: { } after, Answer: ChangeAnswer.Rose or ChangeAnswer.Fell } || (after < Jump * before && after > before / Jump))
            return null;
        var went = string.Create(CultureInfo.InvariantCulture, $"raffic went from {before:N0} to {after:N0} requests a minute at the same time");
        return new($"T{went}.", true, worse.Metric == JudgedMetric.ResponseTime && after > before ? $"t{went}, which slows a service by itself" : null);
    }

    private static CrossCheck? Together(VerdictInputs inputs, Deterioration worse, IEnumerable<(ServiceKey Key, DateTimeOffset At)> others)
    {
        var key = inputs.Service.Key;
        var together = others.Where(other => other.Key != key && (other.At - worse.BeganAt).Duration() <= Same).Select(other => other.Key.Service).Order(StringComparer.Ordinal).ToList();
        return together.Count == 0 ? null : new($"{Names(together)} got worse within {Format.Duration(Same)} of it too.", true,
            together.Count < ManyOthers ? null : $"{Names(together)} got worse at the same time, which no deployment of {key.Service} explains");
    }

    private static CrossCheck? LastWeek(VerdictInputs inputs, Deterioration worse)
    {
        if (inputs.Suspicion?.WeekBefore is not { } week || worse.Metric == JudgedMetric.Restarts)
            return null;
        var at = worse.BeganAt - Week;
        var (answer, before, after) = worse.Metric == JudgedMetric.ErrorRate ? RateThen(week, at) : LevelThen(week, at);
        if (before is not { } low || after is not { } high || answer == ChangeAnswer.CannotTell)
            return null;
        var (was, then) = worse.Metric == JudgedMetric.ErrorRate ? (Format.Percent(low), Format.Percent(high)) : (Format.Milliseconds(low), Format.Milliseconds(high));
        return answer == ChangeAnswer.Rose && high - low >= (worse.After - worse.Before) / 2
            ? new($"In the same hour a week ago it rose as well, from {was} to {then}.", true, $"in the same hour a week ago it rose as well, from {was} to {then}")
            : new($"In the same hour a week ago it was {was} before and {then} after.", false);
    }

    private static (ChangeAnswer, double?, double?) RateThen(ServiceSeries week, DateTimeOffset at)
    {
        var minutes = ObservedMinutes.Errors(week);
        var test = RateTest.Of([.. minutes.Where(minute => minute.At < at)], [.. minutes.Where(minute => minute.At >= at)]);
        return (test.Answer, 100 * test.Before, 100 * test.After);
    }

    private static (ChangeAnswer, double?, double?) LevelThen(ServiceSeries week, DateTimeOffset at)
    {
        var minutes = ObservedMinutes.Values(week[ServiceMetric.ResponseP95]);
        var test = LevelTest.Of([.. minutes.Where(minute => minute.At < at)], [.. minutes.Where(minute => minute.At >= at)]);
        return (test.Answer, 1000 * test.Before, 1000 * test.After);
    }

    /// <summary>While tasks of the new revision run in one zone only, that zone is where they show, so nothing speaks against them.</summary>
    private static CrossCheck? OneZone(VerdictInputs inputs, Deterioration worse, JudgedDeployment judged)
    {
        if (worse.Metric != JudgedMetric.ErrorRate || inputs.Suspicion?.Zones is not { Count: > 1 } zones)
            return null;
        var rates = zones.Select(zone => (Zone: zone.Key, Minutes: zone.Value, RateSample.Of(zone.Value).Rate)).Where(zone => zone.Rate is not null).OrderByDescending(zone => zone.Rate).ToList();
        var reached = inputs.Tasks.Where(task => task.TaskDefinition == judged.Revision && task.StartedAt <= inputs.Now - Same).Select(task => task.AvailabilityZone).Distinct().ToList();
        if (rates.Count < 2 || reached.Count(zone => rates.Any(rate => rate.Zone == zone)) < 2)
            return null;
        var (worst, rest) = (rates[0], RateSample.Of([.. rates.Skip(1).SelectMany(zone => zone.Minutes)]).Rate!.Value);
        var test = RateTest.Of([.. rates.Skip(1).SelectMany(zone => zone.Minutes)], worst.Minutes);
        if (test.Answer == ChangeAnswer.Rose && worst.Rate >= Alone * rest && 100 * rest < (worse.Before + worse.After) / 2)
            return new($"Only {worst.Zone} got worse: {Format.Percent(100 * worst.Rate)} there, {Format.Percent(100 * rest)} elsewhere, where {judged.Version} runs too.", true, $"only {worst.Zone} got worse, and {judged.Version} runs elsewhere too");
        return test.Answer == ChangeAnswer.CannotTell ? null : new($"Every zone has it: {string.Join(", ", rates.OrderBy(zone => zone.Zone, StringComparer.Ordinal).Select(zone => $"{zone.Zone} {Format.Percent(100 * zone.Rate)}"))}.", false);
    }

    /// <summary>Old and new tasks that ran at the same time, by how many of each stopped by themselves.</summary>
    private static CrossCheck? OldTasks(VerdictInputs inputs, Deterioration worse, JudgedDeployment judged)
    {
        if (worse.Metric != JudgedMetric.Restarts)
            return null;
        var at = judged.ServingAt;
        var stopped = inputs.Stops.Where(stop => stop.IsFailure && stop.StoppedAt >= at && stop.Revision is not null).ToLookup(stop => stop.Revision == judged.Revision, stop => stop.TaskId);
        var ran = inputs.Tasks.Where(task => task.TaskDefinition is not null && !(task.StoppedAt < at)).Select(task => (IsNew: task.TaskDefinition == judged.Revision, task.Id))
            .Concat(stopped.SelectMany(group => group.Select(id => (IsNew: group.Key, Id: id)))).Distinct().ToLookup(task => task.IsNew, task => task.Id);
        var (newRan, oldRan, newStopped, oldStopped) = (ran[true].Count(), ran[false].Count(), stopped[true].Distinct().Count(), stopped[false].Distinct().Count());
        if (newRan == 0 || oldRan == 0)
            return null;
        var alike = oldStopped > 0 && 2.0 * oldStopped / oldRan >= (double)newStopped / newRan;
        var counts = $"{oldStopped} of {Format.Plural(oldRan, "task")} of the revision before stopped by themselves since, and {newStopped} of {newRan} of {judged.Version}";
        return new($"{counts}.", alike, alike ? $"{counts}, so both fail" : null);
    }

    private static string Names(List<string> services) => services.Count switch
    {
        1 => services[0],
        <= 3 => $"{string.Join(", ", services[..^1])} and {services[^1]}",
        _ => $"{services[0]}, {services[1]} and {services.Count - 2} other services",
    };
}
