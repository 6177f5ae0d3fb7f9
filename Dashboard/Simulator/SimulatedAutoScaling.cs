namespace Dashboard.Simulator;

/// <summary>Application Auto Scaling in one Region: the services that take requests scale, the others do not.</summary>
public sealed class SimulatedAutoScaling
{
    private readonly RegionState region;

    internal SimulatedAutoScaling(RegionState region) => this.region = region;

    public IReadOnlyList<ScalableTarget> DescribeScalableTargets(IReadOnlyList<string>? resourceIds = null)
    {
        var all = region.Specs.Where(spec => spec.LoadBalancer is not null && spec.Desired > 2).Select(Of);
        return resourceIds is { Count: > 0 } ? [.. all.Where(target => resourceIds.Contains(target.ResourceId))] : [.. all];
    }

    private ScalableTarget Of(ServiceSpec spec) => new($"service/{spec.Cluster}/{spec.Name}", Math.Max(2, spec.Desired - 1), spec.Desired * 3)
    {
        CreationTime = region.Clock.Start - TimeSpan.FromDays(200),
        ScalableTargetARN = $"arn:aws:application-autoscaling:{spec.Region}:{SimulatedWorld.Account}:scalable-target/{Hash.Hex(Hash.Of(89, spec.Name), 26)}",
    };
}

/// <summary>The shape of DescribeScalableTargets.</summary>
public sealed record ScalableTarget(string ResourceId, int MinCapacity, int MaxCapacity)
{
    public string ServiceNamespace { get; init; } = "ecs";
    public string ScalableDimension { get; init; } = "ecs:service:DesiredCount";
    public string RoleARN { get; init; } = $"arn:aws:iam::{SimulatedWorld.Account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService";
    public DateTimeOffset CreationTime { get; init; }
    public string? ScalableTargetARN { get; init; }
    public SuspendedState SuspendedState { get; init; } = new(false, false, false);
}

public sealed record SuspendedState(bool DynamicScalingInSuspended, bool DynamicScalingOutSuspended, bool ScheduledScalingSuspended);
