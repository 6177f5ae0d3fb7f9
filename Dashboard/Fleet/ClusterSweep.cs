using System.Collections.Immutable;
using Dashboard.Aws;

namespace Dashboard.Fleet;

/// <summary>What is known of one cluster between sweeps. Used by one sweep at a time.</summary>
internal sealed class ClusterSweep(TargetClients target, string cluster, ServicesSource source, Attention attention, TimeProvider time)
{
    private static readonly TimeSpan ListEvery = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, EcsService> services = [];
    private readonly Dictionary<string, DateTimeOffset> triedAt = [];
    private DateTimeOffset? listedAt;
    private DateTimeOffset? observedAt;
    private Fault? listFault;
    private Fault? fault;

    public string Cluster => cluster;

    /// <summary>What is known now, with what its task definitions and target groups add.</summary>
    public ClusterReading Read(Func<EcsService, EcsService> complete) =>
        new(target.Target.Name, cluster, [.. services.Values.OrderBy(service => service.Key.Service, StringComparer.Ordinal).Select(complete)], observedAt, fault ?? listFault);

    public IEnumerable<EcsService> Services => services.Values;

    /// <summary>All that are to be described, in turns.</summary>
    public IEnumerable<string> Names => triedAt.Keys;

    /// <summary>When it was last asked for, with success or without, UTC; the beginning of time for what never was.</summary>
    public DateTimeOffset TriedAt(string name) => triedAt[name];

    public bool IsUrgent(string name) => services.TryGetValue(name, out var known) && (attention.IsOn(known.Key) || known.IsDeploying || known.Running != known.Desired || known.Fault is not null);

    /// <summary>Asks which services there are, once a minute.</summary>
    public Task FindAsync(CancellationToken cancel) => time.GetUtcNow() - listedAt < ListEvery ? Task.CompletedTask : ListAsync(cancel);

    public async Task DescribeAsync(IEnumerable<string> due, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(due.Chunk(ServicesSource.DescribeLimit).Select(async names => (Names: names, Answer: await source.DescribeAsync(target, cluster, names, cancel))));
        fault = null;
        foreach (var (names, answer) in answers)
            Keep(names, answer);
        if (answers.Length == 0 && listFault is null)
            observedAt = time.GetUtcNow();
    }

    private async Task ListAsync(CancellationToken cancel)
    {
        var answer = await ServicesSource.ListServicesAsync(target, cluster, cancel);
        listFault = answer.Fault;
        if (answer.Value is not { } names)
            return;
        listedAt = time.GetUtcNow();
        foreach (var name in names)
            triedAt.TryAdd(name, DateTimeOffset.MinValue);
        foreach (var gone in triedAt.Keys.Except(names).ToList())
            Forget(gone);
    }

    private void Keep(string[] names, Answer<IReadOnlyList<ServiceAnswer>> answer)
    {
        if (answer.Value is not { } described)
        {
            fault = answer.Fault;
            foreach (var name in names)
                Mark(name, answer.Fault);
            return;
        }

        observedAt = time.GetUtcNow();
        foreach (var one in described)
        {
            if (one.Service is { } service)
                (services[one.Name], triedAt[one.Name]) = (service, observedAt.Value);
            else if (one.IsGone)
                Forget(one.Name);
            else
                Mark(one.Name, one.Fault);
        }
    }

    private void Mark(string name, Fault? why)
    {
        triedAt[name] = time.GetUtcNow();
        if (services.TryGetValue(name, out var known))
            services[name] = known with { Fault = why };
        else
            fault ??= why;
    }

    private void Forget(string name)
    {
        services.Remove(name);
        triedAt.Remove(name);
    }
}
