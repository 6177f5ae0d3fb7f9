using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Ui;

namespace Dashboard.Rollback.Suspects;

/// <summary>Judges every service whose metrics moved on. Only of a young deployment that began before what is held does it ask CloudWatch, at most every <see cref="AskAgain"/> a service.</summary>
internal sealed class VerdictPoll(Feed<FleetSnapshot> fleet, Feed<DeploymentsSnapshot> deployments, Feed<TasksSnapshot> tasks, Feed<MetricsSnapshot> metrics, Feed<BlackBoxSnapshot> stops, ServiceMetrics around, Feed<VerdictsSnapshot> feed, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Compared = TimeSpan.FromHours(1);
    private readonly Dictionary<ServiceKey, (string Deployment, DateTimeOffset AskedAt, ServiceSeries? Series)> asked = [];
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
            asked.Remove(key);
        }

        var next = verdicts.RemoveRange(verdicts.Keys.Where(key => all.Find(key) is null)).ToBuilder();
        foreach (var (input, worse) in moved)
        {
            var key = input.Service.Key;
            var others = looked.Where(one => one.Key.Target == key.Target && one.Value.Worse is not null).Select(one => (one.Key, one.Value.Worse!.BeganAt)).ToList();
            if (Kept(next.GetValueOrDefault(key), VerdictJudge.Judge(input, worse, others), input) is { } verdict)
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
        var known = new VerdictInputs(service, deployments.Current.Value?.Of(service.Key), tasks.Current.Value?.Of(service.Key) ?? [], series, stops.Current.Value?.Of(service.Key) ?? [], now);
        if (known.Deployments.FirstOrDefault() is not { } newest || now - newest.ServingAt > VerdictInputs.JudgedFor || newest.ServingAt - Compared >= series.ErrorPercent.StartAt)
            return known;

        var until = newest.ServingAt + (2 * Compared) < now ? newest.ServingAt + (2 * Compared) : now;
        return await AroundAsync(service.Key, newest, new TimeSpanUtc(newest.ServingAt - Compared, until), now, cancel) is { } wider ? known with { Series = wider } : known;
    }

    private async Task<ServiceSeries?> AroundAsync(ServiceKey key, JudgedDeployment deployment, TimeSpanUtc span, DateTimeOffset now, CancellationToken cancel)
    {
        if (!around.Holds(key, span) && asked.TryGetValue(key, out var before) && before.Deployment == deployment.Arn && now - before.AskedAt < AskAgain)
            return before.Series;
        var series = (await around.ReadAsync(key, span, cancel)).Value;
        asked[key] = (deployment.Arn, now, series);
        return series;
    }

    /// <summary>What was told of the newest deployment stays told when its minutes are not held any more.</summary>
    private static DeploymentVerdict? Kept(DeploymentVerdict? before, DeploymentVerdict? now, VerdictInputs inputs) =>
        before is { Answer: VerdictAnswer.Suspected, Deployment: { } suspect } && suspect.Arn == inputs.Deployments.FirstOrDefault()?.Arn && now is null or { Answer: VerdictAnswer.CannotTell, Worse: null } ? before : now;
}
