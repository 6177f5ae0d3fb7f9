using System.Globalization;
using Dashboard.Ui;

namespace Dashboard.Rollback.Suspects;

/// <summary>A verdict as one sentence.</summary>
public static class VerdictWords
{
    /// <param name="clock">How an instant is written, as in 20:41.</param>
    public static string Of(DeploymentVerdict verdict, Func<DateTimeOffset, string> clock) => verdict switch
    {
        { Answer: VerdictAnswer.Suspected, Worse: { } worse, Deployment: { } suspect } => $"{Went(worse)} at {clock(worse.BeganAt)}, {After(worse, suspect)}; {Likely(verdict.Probability)}.",
        { Answer: VerdictAnswer.Unrelated, Worse: { } worse, Deployment: { } last } => $"{Went(worse)} at {clock(worse.BeganAt)}. No deployment fits: the last one, {Name(last)}, began serving {Format.Duration(worse.BeganAt - last.ServingAt)} before.",
        { Answer: VerdictAnswer.Unrelated, Worse: { } worse } => $"{Went(worse)} at {clock(worse.BeganAt)}. No deployment that fits is known.",
        { Answer: VerdictAnswer.Cleared, Deployment: { } clear } => $"{Name(clear)} made nothing worse that would show since it began serving at {clock(clear.ServingAt)}.",
        { Worse: { } worse, Deployment: { } judged } => $"{Went(worse)} at {clock(worse.BeganAt)}, {After(worse, judged)}. Whether it is the cause cannot be told: {verdict.Why}.",
        { Deployment: { } judged } => $"Whether {Name(judged)}, serving since {clock(judged.ServingAt)}, made anything worse cannot be told: {verdict.Why}.",
        _ => $"Nobody can tell: {verdict.Why}.",
    };

    /// <summary>As in "99.8 % likely"; never certain.</summary>
    public static string Likely(double? probability) => probability is not { } share ? "how likely is not known"
        : share > 0.999 ? "over 99.9 % likely" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(1000 * share) / 10:0.#} % likely");

    /// <summary>As in "v1.4.3 (checkout:87)".</summary>
    public static string Name(JudgedDeployment deployment) =>
        deployment.Revision is { } revision && revision.ToString() != deployment.Version ? $"{deployment.Version} ({revision})" : deployment.Version;

    private static string Went(Deterioration worse) => worse.Metric switch
    {
        JudgedMetric.ErrorRate => $"Error rate went from {Format.Percent(worse.Before)} to {Format.Percent(worse.After)}",
        JudgedMetric.ResponseTime => $"p95 response time went from {Format.Milliseconds(worse.Before)} to {Format.Milliseconds(worse.After)}",
        _ => $"Tasks that stop by themselves went from {worse.Before:0} to {worse.After:0}",
    };

    private static string After(Deterioration worse, JudgedDeployment deployment) => (worse.BeganAt - deployment.ServingAt).TotalMinutes is >= 1 and var minutes
        ? $"{Format.Plural((int)minutes, "minute")} after {Name(deployment)} began serving"
        : $"as {Name(deployment)} began serving";
}
