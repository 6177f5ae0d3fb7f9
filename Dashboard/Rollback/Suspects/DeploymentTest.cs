using System.Collections.Immutable;
using Dashboard.Metrics;
using Dashboard.Metrics.Changes;
using Dashboard.Ui;

namespace Dashboard.Rollback.Suspects;

/// <summary>The minutes before a deployment began to serve against those since, metric by metric.</summary>
/// <param name="Worse">The gravest rise; null when none was found.</param>
/// <param name="Doubt">Why a rise that matters could not have been seen; null when it could.</param>
internal sealed record DeploymentTest(Deterioration? Worse, string? Doubt, ImmutableArray<string> Evidence)
{
    /// <summary>Of response times and restarts on each side, and of counts since. Response times drift with the day, so no more of them is compared.</summary>
    public static readonly TimeSpan Compared = TimeSpan.FromHours(1);

    private static readonly TimeSpan FewestSteady = TimeSpan.FromMinutes(10);

    private ImmutableDictionary<JudgedMetric, double?> Probabilities { get; init; } = ImmutableDictionary<JudgedMetric, double?>.Empty;

    /// <summary>That it rose; null where it was not tested.</summary>
    public double? ProbabilityOf(JudgedMetric metric) => Probabilities.GetValueOrDefault(metric);

    /// <param name="until">When the next deployment began to serve; null while it is the newest.</param>
    public static DeploymentTest Of(VerdictInputs inputs, JudgedDeployment deployment, DateTimeOffset? until)
    {
        var (from, at, to) = (deployment.ServingAt - Compared, deployment.ServingAt, deployment.ServingAt + Compared);
        var steady = SteadySince(inputs, at);
        to = until < to ? until.Value : to;
        var rate = RateTest.Of([.. inputs.Errors.Where(Before)], [.. inputs.Errors.Where(Since)]);
        var latency = LevelTest.Of([.. inputs.ResponseTimes.Where(minute => minute.At >= from && minute.At < at)], [.. inputs.ResponseTimes.Where(minute => minute.At >= at && minute.At < to)]);
        var (failedBefore, failedSince, restarts) = Restarts(inputs, from, at, to);
        var hasRequests = !inputs.Service.LoadBalancers.IsEmpty;
        var found = new List<Deterioration>();
        if (rate.Answer == ChangeAnswer.Rose && rate.After - rate.Before >= Deteriorations.LeastRate)
            found.Add(new(JudgedMetric.ErrorRate, 100 * rate.Before!.Value, 100 * rate.After!.Value, at));
        if (restarts.Answer == ChangeAnswer.Rose)
            found.Add(new(JudgedMetric.Restarts, failedBefore, failedSince, at));
        if (latency is { Answer: ChangeAnswer.Rose, Before: { } fast, After: { } slow } && slow >= fast * (1 + LevelTest.Matters))
            found.Add(new(JudgedMetric.ResponseTime, 1000 * fast, 1000 * slow, at));
        return new(found.FirstOrDefault(), hasRequests ? DoubtOf(rate) : null, [.. EvidenceOf(rate, latency, failedBefore, failedSince, restarts, inputs, deployment)])
        {
            Probabilities = ImmutableDictionary<JudgedMetric, double?>.Empty
                .Add(JudgedMetric.ErrorRate, Rise(rate.Answer, rate.Probability, rate.Before < rate.After))
                .Add(JudgedMetric.ResponseTime, Rise(latency.Answer, latency.Probability, latency.Before < latency.After))
                .Add(JudgedMetric.Restarts, Rise(restarts.Answer, restarts.Probability, restarts.Before < restarts.After)),
        };

        bool Before(ObservedErrors minute) => minute.At >= steady && minute.At < at;
        bool Since(ObservedErrors minute) => minute.At >= at && minute.At < to;
    }

    /// <summary>Since when the rate before the deployment is one rate: what was wrong and is over would hide what is wrong again.</summary>
    private static DateTimeOffset SteadySince(VerdictInputs inputs, DateTimeOffset at)
    {
        var (from, last) = (at - VerdictInputs.Before, inputs.ErrorChanges.LastOrDefault(change => change.At <= at - FewestSteady)?.At);
        return last > from ? last.Value : from;
    }

    private static double? Rise(ChangeAnswer answer, double? probability, bool rose) => answer == ChangeAnswer.Fell || !rose ? 1 - probability : probability;

    /// <summary>The tasks that were to run in a minute, and those of them that stopped by themselves.</summary>
    private static (int Before, int Since, RateVerdict Verdict) Restarts(VerdictInputs inputs, DateTimeOffset from, DateTimeOffset at, DateTimeOffset to)
    {
        var end = to < inputs.Now ? to : inputs.Now;
        var failures = inputs.Stops.Where(stop => stop.IsFailure).Select(stop => stop.StoppedAt).ToList();
        List<ObservedErrors> before = [.. Minutes(from, at)], since = [.. Minutes(at, end)];
        return ((int)before.Sum(minute => minute.Errors ?? 0), (int)since.Sum(minute => minute.Errors ?? 0), RateTest.Of(before, since));

        IEnumerable<ObservedErrors> Minutes(DateTimeOffset begin, DateTimeOffset last)
        {
            for (var minute = begin; minute < last; minute += TimeSpan.FromMinutes(1))
            {
                var stopped = failures.Count(stop => stop >= minute && stop < minute + TimeSpan.FromMinutes(1));
                yield return new(minute, stopped, Math.Max(stopped, inputs.Service.Desired));
            }
        }
    }

    private static string? DoubtOf(RateVerdict rate) => rate.Doubt switch
    {
        ChangeDoubt.NothingBefore => "no request from before it is known",
        ChangeDoubt.NothingAfter => "no request came since",
        ChangeDoubt.TooFewMinutes => "too few minutes are known",
        not null => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"with {rate.RequestsBefore:N0} requests before and {rate.RequestsAfter:N0} since, no rise to less than {Format.Percent(100 * rate.SmallestSeen)} would show"),
        null => null,
    };

    private static IEnumerable<string> EvidenceOf(RateVerdict rate, LevelVerdict latency, int failedBefore, int failedSince, RateVerdict restarts, VerdictInputs inputs, JudgedDeployment deployment)
    {
        if (rate is { Before: not null, After: not null })
            yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Error rate: {rate.ErrorsAfter:N0} of {rate.RequestsAfter:N0} requests failed since, {rate.ErrorsBefore:N0} of {rate.RequestsBefore:N0} before ({Words(rate.Answer, rate.Probability)}).");
        if (latency is { Before: { } fast, After: { } slow })
            yield return $"p95 response time: {Format.Milliseconds(1000 * slow)} since, {Format.Milliseconds(1000 * fast)} before ({Words(latency.Answer, latency.Probability)}).";
        if (failedBefore + failedSince > 0)
            yield return $"Tasks that stopped by themselves: {failedSince} since, {failedBefore} before ({Words(restarts.Answer, restarts.Probability)}).";
        if (inputs.Service.IsDeploying && inputs.Service.Primary?.TaskDefinition == deployment.Revision)
            yield return "Tasks of both revisions run now. CloudWatch counts their requests together, so they cannot be held against each other; their log lines can, under “New since”.";
    }

    private static string Words(ChangeAnswer answer, double? probability) => answer switch
    {
        ChangeAnswer.Rose => $"{VerdictWords.Likely(probability)} a rise",
        ChangeAnswer.Fell => $"{VerdictWords.Likely(probability)} a fall",
        ChangeAnswer.NoChangeSeen => "no more than chance",
        _ => "nobody can tell",
    };
}
