using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Microsoft.Data.Sqlite;

namespace Dashboard.Rollback;

/// <summary>Looks whether a service runs again what was rolled back from. It asks what the other polls read; only where nothing but configuration tells, it has task definitions read, each once a process.</summary>
public sealed class BadRevisionPoll(BadRevisionStore store, Feed<RollbacksSnapshot> rollbacks, ServiceWatch watch, TaskDefinitionsSource definitions, DeployerSource deployers, Feed<BadRevisionsSnapshot> feed, TimeProvider time, ILogger<BadRevisionPoll> log) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DeployersWithin = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim oneRound = new(1);
    private readonly HashSet<(ServiceKey, string)> recorded = [];
    private readonly Dictionary<(ServiceKey, string), string> deployedBy = [];
    private ImmutableArray<BadRevision>? remembered;
    private RollbacksSnapshot? rememberedOf;

    public async Task RunAsync(CancellationToken cancel)
    {
        await oneRound.WaitAsync(cancel);
        try
        {
            await RoundAsync(await RememberedAsync(cancel), cancel);
        }
        catch (SqliteException error)
        {
            // What was known is still shown; it is tried again at the next round.
            log.LogWarning(error, "What was rolled back from could not be read or recorded");
        }
        finally
        {
            oneRound.Release();
        }
    }

    /// <summary>After something was forgotten: everybody sees it at once.</summary>
    public Task ReloadAsync()
    {
        remembered = null;
        return RunAsync(CancellationToken.None);
    }

    public void Dispose() => oneRound.Dispose();

    // Rollbacks that close are published, so the database is asked only when there is something new in it.
    private async Task<ImmutableArray<BadRevision>> RememberedAsync(CancellationToken cancel)
    {
        var current = rollbacks.Current.Value;
        if (remembered is { } known && ReferenceEquals(rememberedOf, current))
            return known;
        var read = await store.RememberedAsync(cancel);
        (remembered, rememberedOf) = (read, current);
        return read;
    }

    private async Task RoundAsync(ImmutableArray<BadRevision> bad, CancellationToken cancel)
    {
        var warnings = new List<BadRevisionWarning>();
        foreach (var service in bad.GroupBy(one => one.Key))
            if (await LookAsync(service.Key, [.. service], cancel) is { } warning)
                warnings.Add(warning);
        Publish(bad, warnings);
        foreach (var warning in warnings.Where(warning => !recorded.Contains((warning.Bad.Key, warning.DeploymentId))))
        {
            await store.RecordAsync(warning, cancel);
            recorded.Add((warning.Bad.Key, warning.DeploymentId));
        }

        // Nobody waits for a name: the warning is out, and CloudTrail has the call minutes later.
        if (await LearnDeployersAsync(warnings, cancel))
            Publish(bad, [.. warnings.Select(warning => warning with { DeployedBy = warning.DeployedBy ?? deployedBy.GetValueOrDefault((warning.Bad.Key, warning.DeploymentId)) })]);
    }

    /// <returns>Whether a name was found that was not known.</returns>
    private async Task<bool> LearnDeployersAsync(List<BadRevisionWarning> warnings, CancellationToken cancel)
    {
        var before = deployedBy.Count;
        using var limit = new CancellationTokenSource(DeployersWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        foreach (var warning in warnings.Where(warning => warning.DeployedBy is null))
            if (DeploymentOf(warning) is { } deployment && (await deployers.FindAsync(warning.Bad.Key, [deployment], both.Token)).GetValueOrDefault(deployment.Arn) is { } principal)
                deployedBy[(warning.Bad.Key, warning.DeploymentId)] = DeploymentWords.Person(principal)!;
        return deployedBy.Count > before;
    }

    private ServiceDeployment? DeploymentOf(BadRevisionWarning warning) => watch.Of(warning.Bad.Key)?.History?.Deployments
        .FirstOrDefault(one => one.Target?.TaskDefinition == warning.TaskDefinition && (one.CreatedAt - warning.DeployedAt).Duration() < TimeSpan.FromMinutes(1));

    private async Task<BadRevisionWarning?> LookAsync(ServiceKey key, ImmutableArray<BadRevision> bad, CancellationToken cancel)
    {
        if (watch.Of(key) is not { Service.Primary: { TaskDefinition: { } task } primary } now)
            return null;
        var images = RunningImages.Of(now, primary);
        var known = new Dictionary<TaskDefinitionRef, TaskDefinitionDetail?>();
        foreach (var reference in bad.Where(one => BadRevisionRules.NeedsDefinitions(one, task)).SelectMany(one => new[] { one.Bad, one.Good }).Append(task).Distinct())
            known[reference] = (await definitions.ReadAsync(key.Target, reference, cancel)).Value;
        var found = bad.Select(one => (Bad: one, How: BadRevisionRules.Match(one, task, images, known.GetValueOrDefault))).Where(one => one.How is not null).ToList();
        return found.Count == 0 ? null : new BadRevisionWarning(found[0].Bad, [.. found.Select(one => one.Bad.Rollback)], primary.Id, task, known[task]?.Version ?? task.ToString(), found[0].How!, known[task]?.RegisteredBy, primary.CreatedAt) { DeployedBy = DeployedBy(key, primary) };
    }

    // A person may choose it past the warning; CloudTrail would name the dashboard's own role.
    private string? DeployedBy(ServiceKey key, EcsDeployment primary) =>
        rollbacks.Current.Value?.Of(key).FirstOrDefault(rollback => rollback.DeploymentId == primary.Id) is { } ours ? $"{ours.Actor.Name} through this dashboard" : deployedBy.GetValueOrDefault((key, primary.Id));

    // Every publishing renders the pages that watch; most rounds find what the one before found.
    private void Publish(ImmutableArray<BadRevision> bad, IEnumerable<BadRevisionWarning> warnings)
    {
        // One that is being rolled back already is shouted about by its rollback.
        var loud = warnings.Where(warning => rollbacks.Current.Value?.UnderWayOf(warning.Bad.Key) is not { } open || open.From != warning.TaskDefinition);
        var next = new BadRevisionsSnapshot(bad, loud.ToImmutableDictionary(warning => warning.Bad.Key));
        if (feed.Current.Value is { } last && last.Remembered == next.Remembered && Signature(last) == Signature(next))
            return;
        feed.Publish(next, time.GetUtcNow());
    }

    private static string Signature(BadRevisionsSnapshot snapshot) =>
        string.Join('\n', snapshot.Warnings.Values.OrderBy(warning => warning.Bad.Key.ToString(), StringComparer.Ordinal).Select(warning => $"{warning.Bad.Key} {warning.DeploymentId} {warning.How} {warning.Deployer} {string.Join(' ', warning.Rollbacks)}"));
}
