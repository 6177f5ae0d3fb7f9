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

    // Three calls a service: 40 of them each five seconds stay near the quota's refill of 20 a second only while a large fleet is read first.
    private const int ServicesPerRound = 40;
    private const int KnownDefinitions = 10;

    // What a person chooses among; older definitions are named by family:revision alone.
    private const int DescribedDeployments = 10;
    private readonly DeploymentSource source = new();
    private readonly Dictionary<ServiceKey, (string Seen, DateTimeOffset At)> read = [];
    private readonly Queue<ServiceKey> undescribed = new();
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

        var services = snapshot.Services.ToList();
        var due = Rotation.Next(services.Where(IsDue), ServicesPerRound, service => service.IsDeploying, service => read.TryGetValue(service.Key, out var last) ? last.At : null);
        if (Forget(snapshot, services) || feed.Current.IsLoading && due.Count == 0)
            Publish();

        // What was deployed last is asked about first and shown as soon as it is read: at 3 a.m. the suspect is among the newest.
        await foreach (var answer in Task.WhenEach(due.OrderByDescending(service => service.Primary?.CreatedAt).Select(service => ReadAsync(service, cancel))).WithCancellation(cancel))
        {
            var (service, history) = await answer;
            read[service.Key] = (Signature(service), time.GetUtcNow());
            Set(history);
        }

        await DescribeNextAsync(cancel);
    }

    private void Set(DeploymentHistory history)
    {
        histories = histories.SetItem(history.Key, history);
        if (!undescribed.Contains(history.Key))
            undescribed.Enqueue(history.Key);
        Publish();
    }

    private void Publish() => feed.Publish(new DeploymentsSnapshot(histories), time.GetUtcNow());

    // One service a round: at the start of a large fleet the older definitions trickle in and the polls of others keep their share of the quota.
    private async Task DescribeNextAsync(CancellationToken cancel)
    {
        source.Keep(histories.Values.SelectMany(history => history.Deployments));
        while (undescribed.TryDequeue(out var key))
        {
            if (histories.GetValueOrDefault(key) is not { } history || References(history.Deployments.Take(DescribedDeployments)).Where(reference => !history.Definitions.ContainsKey(reference)).ToList() is not { Count: > 0 } missing)
                continue;
            histories = histories.SetItem(key, history with { Definitions = history.Definitions.SetItems(await DescribeAsync(key.Target, missing, cancel)) });
            Publish();
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

    private async Task<(EcsService Service, DeploymentHistory History)> ReadAsync(EcsService service, CancellationToken cancel)
    {
        var key = service.Key;
        var before = histories.GetValueOrDefault(key) ?? new DeploymentHistory(key, [], ImmutableDictionary<TaskDefinitionRef, TaskDefinitionDetail>.Empty, null, null);
        var answer = await source.ReadAsync(clients.For(key.Target), key, cancel);
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

    private bool Forget(FleetSnapshot snapshot, List<EcsService> services)
    {
        // A target that never answered names no services; its histories are none either.
        var gone = histories.Keys.Except(services.Select(service => service.Key)).Where(key => snapshot.Clusters.Any(cluster => cluster.Target == key.Target && cluster.ObservedAt is not null)).ToList();
        histories = histories.RemoveRange(gone);
        foreach (var key in gone)
            read.Remove(key);
        return gone.Count > 0;
    }
}
