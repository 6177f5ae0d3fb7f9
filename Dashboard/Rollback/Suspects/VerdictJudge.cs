using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Metrics.Changes;
using Dashboard.Ui;

namespace Dashboard.Rollback.Suspects;

/// <summary>Holds the deployment that began to serve last, or the one that fits what got worse, against the series. Pure.</summary>
internal static class VerdictJudge
{
    private const string Early = "This is an early sign: the minutes are too few yet to show where it will stay.";

    /// <summary>A minute's datapoint begins up to a minute before what it counts, and a load balancer sends traffic soon after a task runs.</summary>
    private static readonly TimeSpan Earliest = TimeSpan.FromMinutes(2), Latest = TimeSpan.FromMinutes(10);

    /// <summary>Asked of the test where the series alone shows nothing. A deployment is looked at every minute for three hours, so one wrong answer in two hundred would be several a month.</summary>
    private const double SureAlone = 0.999;

    /// <param name="worse">What got worse, as <see cref="Deteriorations.Of"/> says.</param>
    /// <param name="others">Services of the same target that got worse, and when.</param>
    /// <returns>Null when nothing got worse and no deployment is young enough to be judged.</returns>
    public static DeploymentVerdict? Judge(VerdictInputs inputs, Deterioration? worse, IReadOnlyCollection<(ServiceKey Key, DateTimeOffset At)> others)
    {
        var deployments = inputs.Deployments.ToList();
        var fitting = worse is null ? null : deployments.FirstOrDefault(deployment => worse.BeganAt >= deployment.ServingAt - Earliest && worse.BeganAt <= deployment.ServingAt + Latest);
        if (fitting is null && worse is { IsEarly: true })
            worse = null;
        var young = deployments.FirstOrDefault() is { } newest && inputs.Now - newest.ServingAt <= VerdictInputs.JudgedFor ? newest : null;
        if ((fitting ?? young) is not { } judged)
            return worse is null ? null : Unrelated(inputs, worse, deployments);
        var test = DeploymentTest.Of(inputs, judged, NextAfter(deployments, judged));

        // The time is known, so what a test finds at that time counts although the series alone would not show it yet; but of two, what weighs more.
        var found = test.Worse is { } tested && (worse is null || tested.Metric < worse.Metric) ? tested : fitting is not null ? worse : null;
        if (found is null)
            return worse is not null ? Unrelated(inputs, worse, deployments)
                : test.Doubt is { } doubt ? new(inputs.Service.Key, VerdictAnswer.CannotTell, null, judged, null, doubt, test.Evidence, [])
                : new(inputs.Service.Key, VerdictAnswer.Cleared, null, judged, null, null, test.Evidence, []);
        return Suspected(inputs, found, judged, test, others, found == worse ? RateTest.Sure : SureAlone);
    }

    private static DeploymentVerdict Suspected(VerdictInputs inputs, Deterioration worse, JudgedDeployment judged, DeploymentTest test, IReadOnlyCollection<(ServiceKey Key, DateTimeOffset At)> others, double sure)
    {
        var checks = CrossCheck.Of(inputs, worse, judged, others).ToList();
        var (probability, acquits) = (test.ProbabilityOf(worse.Metric), checks.FirstOrDefault(check => check.Acquits is not null)?.Acquits);
        var why = acquits ?? (probability >= sure ? null : test.Doubt ?? "before and since differ by no more than chance may make");
        return new(inputs.Service.Key, why is null ? VerdictAnswer.Suspected : VerdictAnswer.CannotTell, worse, judged, probability, why,
            [.. test.Evidence, .. worse.IsEarly ? [Early] : Array.Empty<string>(), .. checks.Where(check => !check.SpeaksAgainst).Select(check => check.Says)],
            [.. checks.Where(check => check.SpeaksAgainst).Select(check => check.Says)]);
    }

    private static DeploymentVerdict Unrelated(VerdictInputs inputs, Deterioration worse, List<JudgedDeployment> deployments) =>
        new(inputs.Service.Key, VerdictAnswer.Unrelated, worse, deployments.FirstOrDefault(deployment => deployment.ServingAt <= worse.BeganAt), null, null, [], []);

    private static DateTimeOffset? NextAfter(List<JudgedDeployment> deployments, JudgedDeployment judged) =>
        deployments.Where(deployment => deployment.ServingAt > judged.ServingAt).Min(deployment => (DateTimeOffset?)deployment.ServingAt);
}
