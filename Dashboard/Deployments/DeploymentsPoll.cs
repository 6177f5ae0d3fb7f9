using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dashboard.Aws;
using Dashboard.Fleet;

namespace Dashboard.Deployments;

/// <summary>Reads the deployment history of services whose deployments moved; the quiet ones cost nothing.</summary>
internal sealed class DeploymentsPoll(AwsClients clients, Feed<FleetSnapshot> fleet, Feed<DeploymentsSnapshot> feed, TaskDefinitionsSource definitions, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReconcileAfter = TimeSpan.FromMinutes(15);

    // In each target. Three calls a service: 40 of them each five seconds stay near the quota's refill of 20 a second only while a large fleet is read first.
    private const int ServicesPerRound = 40;
    private const int KnownDefinitions = 10;

    // What a person chooses among; older definitions are named by family:revision alone.
    private const int DescribedDeployments = 10;
    private readonly Dictionary<string, TargetReads> targets = clients.All.ToDictionary(target => target.Target.Name, target => new TargetReads(target, new DeploymentSource(), new Queue<ServiceKey>()));
    private readonly SideBySide<string> rounds = new(time);
    private readonly ConcurrentDictionary<ServiceKey, (string Seen, DateTimeOffset At)> read = [];
    private ImmutableDictionary<ServiceKey, DeploymentHistory> histories = ImmutableDictionary<ServiceKey, DeploymentHistory>.Empty;

    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        if (fleet.Current.Value is not { } snapshot)
        {
            if (fleet.Current.Fault is { } fault)
                feed.Fail(fault);
            return;
        }

        var services = snapshot.Services.ToLookup(service => service.Key.Target);
        if (Forget(snapshot) || feed.Current.IsLoading && services.Count == 0)
            Publish();
        await rounds.RoundAsync(services.Select(target => target.Key), target => ReadAsync(targets[target], services[target], cancel), () => { }, cancel);
    }

    private async Task ReadAsync(TargetReads target, IEnumerable<EcsService> services, CancellationToken cancel)
    {
        var due = Rotation.Next(services.Where(IsDue), ServicesPerRound, service => service.IsDeploying, service => read.TryGetValue(service.Key, out var last) ? last.At : null);

        // What was deployed last is asked about first and shown as soon as it is read: at 3 a.m. the suspect is among the newest.
        await foreach (var answer in Task.WhenEach(due.OrderByDescending(service => service.Primary?.CreatedAt).Select(service => ReadAsync(target, service, cancel))).WithCancellation(cancel))
        {
            var (service, history) = await answer;
            read[service.Key] = (Signature(service), time.GetUtcNow());
            if (!target.Undescribed.Contains(history.Key))
                target.Undescribed.Enqueue(history.Key);
            Set(history);
        }

        await DescribeNextAsync(target, cancel);
    }

    private void Set(DeploymentHistory history)
    {
        ImmutableInterlocked.AddOrUpdate(ref histories, history.Key, history, (_, _) => history);
        Publish();
    }

    // Again when another target's answer came in between: it may have been shown already, and be hidden now.
    private void Publish()
    {
        ImmutableDictionary<ServiceKey, DeploymentHistory> shown;
        do
        {
            shown = Volatile.Read(ref histories);
            feed.Publish(new DeploymentsSnapshot(shown), time.GetUtcNow());
        }
        while (shown != Volatile.Read(ref histories));
    }

    // One service a round: at the start of a large fleet the older definitions trickle in and the polls of others keep their share of the quota.
    private async Task DescribeNextAsync(TargetReads target, CancellationToken cancel)
    {
        target.Source.Keep(histories.Values.Where(history => history.Key.Target == target.Clients.Target.Name).SelectMany(history => history.Deployments));
        while (target.Undescribed.TryDequeue(out var key))
        {
            if (histories.GetValueOrDefault(key) is not { } history || References(history.Deployments.Take(DescribedDeployments)).Where(reference => !history.Definitions.ContainsKey(reference)).ToList() is not { Count: > 0 } missing)
                continue;
            Set(history with { Definitions = history.Definitions.SetItems(await DescribeAsync(key.Target, missing, cancel)) });
            return;
        }
    }

    private bool IsDue(EcsService service)
    {
        if (!read.TryGetValue(service.Key, out var last) || last.Seen != Signature(service))
            return true;
        var history = histories.GetValueOrDefault(service.Key);
        var age = time.GetUtcNow() - last.At;
        if (history?.Fault is not null)
            return age >= RetryAfter;
        return service.IsDeploying || history?.Newest is { IsFinished: false } || age >= ReconcileAfter;
    }

    private static string Signature(EcsService service) => $"{service.Primary?.Id} {service.Primary?.RolloutState} {service.TaskDefinition}";

    private async Task<(EcsService Service, DeploymentHistory History)> ReadAsync(TargetReads target, EcsService service, CancellationToken cancel)
    {
        var key = service.Key;
        var before = histories.GetValueOrDefault(key) ?? new DeploymentHistory(key, [], ImmutableDictionary<TaskDefinitionRef, TaskDefinitionDetail>.Empty, null, null);
        var answer = await target.Source.ReadAsync(target.Clients, key, cancel);
        if (answer.Value is { Count: 0 } && service.DeploymentController != "ECS")
            return (service, await KnownAsync(service, before with { Deployments = [], ObservedAt = time.GetUtcNow(), Fault = null }, cancel));
        if (answer.Value is not { } deployments)
            return (service, await FallBackAsync(service, before with { Fault = answer.Fault }, cancel));
        var inUse = References(deployments).ToHashSet();
        var newest = await DescribeAsync(key.Target, References(deployments.Take(1)), cancel);
        return (service, before with { Deployments = [.. deployments], Definitions = before.Definitions.RemoveRange(before.Definitions.Keys.Where(reference => !inUse.Contains(reference))).SetItems(newest), ObservedAt = time.GetUtcNow(), Fault = null, KnownDefinitions = [] });
    }

    private static IEnumerable<TaskDefinitionRef> References(IEnumerable<ServiceDeployment> deployments) =>
        deployments.SelectMany(one => one.Sources.Append(one.Target)).Select(revision => revision?.TaskDefinition).OfType<TaskDefinitionRef>().Distinct();

    // Only where the endpoint will not say: after a time-out the history that was read before is worth more.
    private async Task<DeploymentHistory> FallBackAsync(EcsService service, DeploymentHistory before, CancellationToken cancel) =>
        before.Fault?.Kind is FaultKind.Unsupported or FaultKind.Denied or FaultKind.Invalid ? await KnownAsync(service, before, cancel) : before;

    private async Task<DeploymentHistory> KnownAsync(EcsService service, DeploymentHistory before, CancellationToken cancel)
    {
        if (service.TaskDefinition is not { } current)
            return before;
        var list = await definitions.ListAsync(service.Key.Target, current.Family, KnownDefinitions, cancel);
        if (list.Value is not { } references)
            return before;
        var known = await DescribeAsync(service.Key.Target, references, cancel);
        return before with { KnownDefinitions = [.. known.Values.OrderByDescending(detail => detail.Ref.Revision)] };
    }

    private async Task<ImmutableDictionary<TaskDefinitionRef, TaskDefinitionDetail>> DescribeAsync(string target, IEnumerable<TaskDefinitionRef> references, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(references.Select(reference => definitions.ReadAsync(target, reference, cancel)));
        return answers.Select(answer => answer.Value).OfType<TaskDefinitionDetail>().ToImmutableDictionary(detail => detail.Ref);
    }

    private bool Forget(FleetSnapshot snapshot)
    {
        // A target that never answered names no services; its histories are none either.
        var gone = histories.Keys.Except(snapshot.Services.Select(service => service.Key)).Where(key => snapshot.Clusters.Any(cluster => cluster.Target == key.Target && cluster.ObservedAt is not null)).ToList();
        foreach (var key in gone)
        {
            ImmutableInterlocked.TryRemove(ref histories, key, out _);
            read.TryRemove(key, out _);
        }

        return gone.Count > 0;
    }

    /// <summary>What only the one round of a target touches.</summary>
    private sealed record TargetReads(TargetClients Clients, DeploymentSource Source, Queue<ServiceKey> Undescribed);
}
