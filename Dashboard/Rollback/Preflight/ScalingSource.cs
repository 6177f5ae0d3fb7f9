using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Dashboard.Aws;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>Between which counts Application Auto Scaling keeps a service.</summary>
/// <remarks>Source: application-autoscaling:DescribeScalableTargets (aws application-autoscaling describe-scalable-targets --service-namespace ecs).</remarks>
public sealed class ScalingSource(AwsClients clients, TimeProvider time)
{
    /// <summary>The most that one call takes.</summary>
    public const int Most = 50;
    private const string Operation = "application-autoscaling:DescribeScalableTargets";
    private readonly Remembered<ScalingFacts> known = new(time, TimeSpan.FromMinutes(10));

    public async Task<ScalingFacts> ReadAsync(ServiceKey key, CancellationToken limit)
    {
        if (known.Find(key.Target, ResourceOf(key)) is null)
            await LearnAsync(key.Target, [key], limit);
        return known.Find(key.Target, ResourceOf(key)) ?? new ScalingFacts(null, null, $"{Operation} did not answer in time");
    }

    /// <summary>Asks for several services in one call, so that a sweep of the fleet costs one call and not fifty.</summary>
    public async Task LearnAsync(string targetName, IEnumerable<ServiceKey> keys, CancellationToken limit)
    {
        var open = keys.Select(ResourceOf).Where(resource => known.Find(targetName, resource) is null).Take(Most).ToArray();
        if (open.Length == 0)
            return;
        var target = clients.For(targetName);
        var request = new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Ecs, ScalableDimension = ScalableDimension.EcsServiceDesiredCount, ResourceIds = [.. open] };
        try
        {
            var answer = await target.AskAsync(Operation, token => target.AutoScaling.DescribeScalableTargetsAsync(request, token), limit);
            var found = (answer.Value?.ScalableTargets ?? []).ToDictionary(one => one.ResourceId);
            foreach (var resource in open)
                known.Keep(targetName, resource, FactsOf(answer.Fault, found.GetValueOrDefault(resource)), answer.Fault is null);
        }
        catch (OperationCanceledException)
        {
            // Nothing is kept, and who asks for one of them says so.
        }
    }

    private static ScalingFacts FactsOf(Fault? fault, ScalableTarget? scaled) =>
        fault is not null ? new ScalingFacts(null, null, LookUps.Because(fault, Operation)) : new ScalingFacts(scaled?.MinCapacity, scaled?.MaxCapacity, null);

    private static string ResourceOf(ServiceKey key) => $"service/{key.Cluster}/{key.Service}";
}
