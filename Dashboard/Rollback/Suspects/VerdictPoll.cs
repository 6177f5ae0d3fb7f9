using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Ui;

namespace Dashboard.Rollback.Suspects;

/// <summary>Judges every service whose metrics moved on. Only about a young deployment does it ask CloudWatch, see <see cref="VerdictQuestions"/>.</summary>
internal sealed class VerdictPoll(Feed<FleetSnapshot> fleet, Feed<DeploymentsSnapshot> deployments, Feed<TasksSnapshot> tasks, Feed<MetricsSnapshot> metrics, Feed<BlackBoxSnapshot> stops, VerdictQuestions questions, Feed<VerdictsSnapshot> feed, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private readonly Dictionary<ServiceKey, (ServiceSeries Series, DeploymentHistory? History, Deterioration? Worse)> looked = [];
    private ImmutableDictionary<ServiceKey, DeploymentVerdict> verdicts = ImmutableDictionary<ServiceKey, DeploymentVerdict>.Empty;

    public async Task RunAsync(CancellationToken cancel)
    {
        if (fleet.Current.Value is not { } all || metrics.Current.Value is not { } recent)
            return;
        var inputs = new List<VerdictInputs>();
        foreach (var service in all.Services)
        {
            if (recent.Of(service.Key) is { } series)
                inputs.Add(await InputsAsync(service, series, cancel));
        }

        // All that got worse before any is judged: what many have in common is no deployment of one.
        var moved = new List<(VerdictInputs Inputs, Deterioration? Worse)>();
        foreach (var input in inputs)
        {
            cancel.ThrowIfCancellationRequested();
            var key = input.Service.Key;
            if (looked.TryGetValue(key, out var before) && ReferenceEquals(before.Series, input.Series) && ReferenceEquals(before.History, input.History))
                continue;
            var worse = Deteriorations.Of(input);
            looked[key] = (input.Series, input.History, worse);
            moved.Add((input, worse));
        }

        foreach (var key in looked.Keys.Where(key => all.Find(key) is null).ToList())
        {
            looked.Remove(key);
            questions.Forget(key);
        }

        var next = verdicts.RemoveRange(verdicts.Keys.Where(key => all.Find(key) is null)).ToBuilder();
        foreach (var (input, worse) in moved)
        {
            var key = input.Service.Key;
            var others = looked.Where(one => one.Key.Target == key.Target && one.Value.Worse is not null).Select(one => (one.Key, one.Value.Worse!.BeganAt)).ToList();
            if (Kept(next.GetValueOrDefault(key), await JudgeAsync(input, worse, others, cancel), input) is { } verdict)
                next[key] = verdict;
            else
                next.Remove(key);
        }

        verdicts = next.ToImmutable();
        feed.Publish(new VerdictsSnapshot(verdicts), time.GetUtcNow());
    }

    private async Task<VerdictInputs> InputsAsync(EcsService service, ServiceSeries series, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var known = Of(series);
        return known.Deployments.FirstOrDefault() is { } newest && now - newest.ServingAt <= VerdictInputs.JudgedFor && await questions.SinceAsync(service.Key, newest, cancel) is { } wider ? Of(wider) : known;

        VerdictInputs Of(ServiceSeries minutes) =>
            new(service, deployments.Current.Value?.Of(service.Key), tasks.Current.Value?.Of(service.Key) ?? [], minutes, stops.Current.Value?.Of(service.Key) ?? [], now);
    }

    /// <summary>What else may be the cause is asked for only when there is a suspicion.</summary>
    private async Task<DeploymentVerdict?> JudgeAsync(VerdictInputs input, Deterioration? worse, IReadOnlyCollection<(ServiceKey, DateTimeOffset)> others, CancellationToken cancel)
    {
        var verdict = VerdictJudge.Judge(input, worse, others);
        return verdict is { Answer: VerdictAnswer.Suspected, Worse: { } suspected }
            ? VerdictJudge.Judge(input with { Suspicion = await questions.AboutAsync(input, suspected, cancel) }, worse, others)
            : verdict;
    }

    /// <summary>What was told of the newest deployment stays told when its minutes are not held any more.</summary>
    private static DeploymentVerdict? Kept(DeploymentVerdict? before, DeploymentVerdict? now, VerdictInputs inputs) =>
        before is { Answer: VerdictAnswer.Suspected, Deployment: { } suspect } && suspect.Arn == inputs.Deployments.FirstOrDefault()?.Arn && now is null or { Answer: VerdictAnswer.CannotTell, Worse: null } ? before : now;
}
