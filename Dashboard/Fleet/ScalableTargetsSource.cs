using System.Collections.Immutable;
using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Dashboard.Aws;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Fleet;

/// <summary>Asks Application Auto Scaling for the limits of all ECS services of each target: a call for fifty of them, however many people look.</summary>
public sealed class ScalableTargetsSource(AwsClients aws, Feed<FleetSnapshot> fleet, Feed<ScalingSnapshot> feed, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private const string Operation = "application-autoscaling:DescribeScalableTargets";

    // A policy that is missing does not come back by itself within a minute.
    private static readonly TimeSpan AfterDenial = TimeSpan.FromMinutes(10);

    /// <summary>aws application-autoscaling describe-scalable-targets --service-namespace ecs. What cannot be read stays as it was.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        var before = feed.Current.Value;
        var limits = ImmutableDictionary.CreateBuilder<ServiceKey, ScalingLimits>();
        var faults = ImmutableDictionary.CreateBuilder<string, Fault>();
        foreach (var target in (fleet.Current.Value?.Clusters ?? []).Select(cluster => cluster.Target).Distinct())
        {
            var (found, fault) = before?.Faults.GetValueOrDefault(target) is { Kind: FaultKind.Denied } denied && time.GetUtcNow() - denied.At < AfterDenial ? (null, denied) : await ReadAsync(aws.For(target), cancel);
            limits.AddRange(found ?? (before?.ByService ?? []).Where(one => one.Key.Target == target));
            if (fault is not null)
                faults[target] = fault;
        }

        feed.Publish(new ScalingSnapshot(limits.ToImmutable(), faults.ToImmutable()), time.GetUtcNow(), faults.Values.FirstOrDefault());
    }

    private static async Task<(Dictionary<ServiceKey, ScalingLimits>? Found, Fault? Fault)> ReadAsync(TargetClients target, CancellationToken cancel)
    {
        var found = new Dictionary<ServiceKey, ScalingLimits>();
        string? next = null;
        do
        {
            var request = new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Ecs, ScalableDimension = ScalableDimension.EcsServiceDesiredCount, NextToken = next };
            var (page, fault) = await target.AskAsync(Operation, token => target.AutoScaling.DescribeScalableTargetsAsync(request, token), cancel);
            if (fault is not null)
                return (null, fault);
            foreach (var one in page!.ScalableTargets ?? [])
                if (KeyOf(target.Target.Name, one.ResourceId) is { } key && one is { MinCapacity: { } least, MaxCapacity: { } most })
                    found[key] = new ScalingLimits(least, most, one.SuspendedState?.DynamicScalingOutSuspended == true);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return (found, null);
    }

    /// <summary>From service/cluster/name.</summary>
    private static ServiceKey? KeyOf(string target, string? resource) => resource?.Split('/') is ["service", var cluster, var name] ? new ServiceKey(target, cluster, name) : null;
}
