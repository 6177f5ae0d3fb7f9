using Amazon.ECS.Model;
using Dashboard.Aws;
using Dashboard.Fleet;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Rollback.Preflight;

/// <summary>How many running tasks of a service are protected from being stopped by a deployment.</summary>
/// <remarks>Source: ecs:GetTaskProtection (aws ecs get-task-protection).</remarks>
public sealed class ProtectionSource(AwsClients clients, TimeProvider time)
{
    private const string Operation = "ecs:GetTaskProtection";
    private const int MostTasks = 100;
    private readonly Remembered<ProtectionFacts> known = new(time, TimeSpan.FromMinutes(1));

    public async Task<ProtectionFacts> ReadAsync(ServiceKey key, IEnumerable<EcsTask> tasks, CancellationToken limit)
    {
        if (known.Find(key.Target, key.ToString()) is { } kept)
            return kept;
        var ids = tasks.Where(task => !task.IsStopped).Select(task => task.Id).ToArray();
        try
        {
            var read = await Task.WhenAll(ids.Chunk(MostTasks).Select(chunk => AskAsync(clients.For(key.Target), key.Cluster, chunk, limit)));
            var facts = read.FirstOrDefault(one => one.Fault is not null) ?? new ProtectionFacts(read.Sum(one => one.Protected), read.Max(one => one.Until), null);
            return known.Keep(key.Target, key.ToString(), facts, facts.Fault is null);
        }
        catch (OperationCanceledException)
        {
            return new ProtectionFacts(0, null, $"{Operation} did not answer in time");
        }
    }

    // A task that stopped meanwhile stands among the failures: it protects nothing.
    private static async Task<ProtectionFacts> AskAsync(TargetClients target, string cluster, string[] ids, CancellationToken limit)
    {
        var answer = await target.AskAsync(Operation, token => target.Ecs.GetTaskProtectionAsync(new GetTaskProtectionRequest { Cluster = cluster, Tasks = [.. ids] }, token), limit);
        if (answer.Value is not { } found)
            return new ProtectionFacts(0, null, LookUps.Because(answer.Fault!, Operation));
        var guarded = (found.ProtectedTasks ?? []).Where(task => task.ProtectionEnabled == true).ToArray();
        return new ProtectionFacts(guarded.Length, ServiceMappingSource.Utc(guarded.Max(task => task.ExpirationDate)), null);
    }
}
