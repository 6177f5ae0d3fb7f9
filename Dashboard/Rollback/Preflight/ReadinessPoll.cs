using System.Collections.Immutable;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>Finds out for every service whether it could go back now: those that deploy or fail every half minute, one that moved at once, the others in a slow sweep.</summary>
/// <remarks>Its calls leave half of each call budget to people: <see cref="CallScope.IsSweep"/>.</remarks>
internal sealed class ReadinessPoll(Feed<FleetSnapshot> fleet, Feed<DeploymentsSnapshot> deployments, Feed<RollbacksSnapshot> rollbacks, RollbackPlanner planner, RollbackPreflight preflight, PreflightSources sources, Feed<ReadinessSnapshot> feed, TimeProvider time, ILogger<ReadinessPoll> log)
{
    /// <summary>Between rounds; each publishes once at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    internal static readonly TimeSpan UrgentEvery = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan QuietEvery = TimeSpan.FromMinutes(10);
    private const int ServicesPerRound = 24;
    private const int AtOnce = 2;
    private static readonly TimeSpan RoundTakes = TimeSpan.FromSeconds(4);
    private readonly Dictionary<ServiceKey, (string Seen, DateTimeOffset At)> checkedAt = [];
    private ImmutableDictionary<ServiceKey, ServiceReadiness> readiness = ImmutableDictionary<ServiceKey, ServiceReadiness>.Empty;

    public async Task RunAsync(CancellationToken cancel)
    {
        CallScope.IsSweep = true;
        await Task.WhenAll(fleet.FirstAnswer, deployments.FirstAnswer).WaitAsync(cancel);
        if (fleet.Current.Value is not { } snapshot)
        {
            if (fleet.Current.Fault is { } fault)
                feed.Fail(fault);
            return;
        }

        var services = snapshot.Services.ToList();
        var gone = Forget(services);
        var due = Rotation.Next(services.Where(IsDue), ServicesPerRound, IsUrgent, service => checkedAt.TryGetValue(service.Key, out var last) ? last.At : null);
        var endsAt = time.GetUtcNow() + RoundTakes;
        var found = await Task.WhenAll(due.GroupBy(service => service.Key.Target).Select(group => CheckAsync([.. group], endsAt, cancel)));
        readiness = readiness.SetItems(found.SelectMany(one => one).Select(one => KeyValuePair.Create(one.Key, one)));
        if (gone || due.Count > 0 || feed.Current.IsLoading)
            feed.Publish(new ReadinessSnapshot(readiness), time.GetUtcNow());
    }

    private async Task<IEnumerable<ServiceReadiness>> CheckAsync(List<EcsService> due, DateTimeOffset endsAt, CancellationToken cancel)
    {
        var found = new List<ServiceReadiness>();
        await sources.PrepareAsync(due[0].Key.Target, due.Select(service => service.Key), cancel);
        foreach (var pair in due.Chunk(AtOnce).TakeWhile(_ => found.Count == 0 || time.GetUtcNow() < endsAt))
        {
            var seen = pair.Select(Signature).ToArray();
            found.AddRange(await Task.WhenAll(pair.Select(service => CheckAsync(service.Key, cancel))));
            lock (checkedAt)
                for (var index = 0; index < pair.Length; index++)
                    checkedAt[pair[index].Key] = (seen[index], time.GetUtcNow());
        }

        return found;
    }

    // What is wrong with one service must not hide the others.
    private async Task<ServiceReadiness> CheckAsync(ServiceKey key, CancellationToken cancel)
    {
        try
        {
            if (await planner.ProposeAsync(key, cancel) is not { } plan)
                return ReadinessRules.Unchecked(key, "No plan could be made: the service is not watched any more.", time.GetUtcNow());
            var report = plan is { Refusal: null, Default: { } to } ? await preflight.SweepAsync(plan, to, cancel) : null;
            return ReadinessRules.Judge(plan, report, time.GetUtcNow());
        }
        catch (Exception bug) when (bug is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            log.LogError(bug, "Whether {Service} could go back was not found out; it is tried again", key);
            return ReadinessRules.Unchecked(key, $"It could not be found out: {bug.GetType().Name}.", time.GetUtcNow());
        }
    }

    // Without its deployments nothing is known of a service yet: neither that it can go back, nor that it cannot.
    private bool IsDue(EcsService service)
    {
        if (deployments.Current.Value?.Of(service.Key) is null)
            return false;
        if (!checkedAt.TryGetValue(service.Key, out var last) || last.Seen != Signature(service))
            return true;
        return time.GetUtcNow() - last.At >= (IsUrgent(service) ? UrgentEvery : QuietEvery);
    }

    private bool IsUrgent(EcsService service) =>
        service.IsDeploying || service.Running < service.Desired || service.Primary?.RolloutState == "FAILED"
        || service.Targets is { } targets && targets.Healthy < targets.Total
        || deployments.Current.Value?.Of(service.Key)?.Newest is { IsFinished: false };

    // What a plan depends on most, so that a change is seen in the next round and not in ten minutes.
    private string Signature(EcsService service)
    {
        var history = deployments.Current.Value?.Of(service.Key);
        return $"{service.Status} {service.Primary?.Id} {service.TaskDefinition} {history?.Newest?.Id} {history?.Newest?.Status} {rollbacks.Current.Value?.OpenOf(service.Key)?.Id}";
    }

    private bool Forget(List<EcsService> services)
    {
        var gone = readiness.Keys.Except(services.Select(service => service.Key)).ToList();
        readiness = readiness.RemoveRange(gone);
        foreach (var key in gone)
            checkedAt.Remove(key);
        return gone.Count > 0;
    }
}
