namespace Dashboard.Simulator;

/// <summary>Application Auto Scaling in one Region: the services that take requests scale, the others do not.</summary>
public sealed class SimulatedAutoScaling
{
    private static readonly TimeSpan ActivitiesKept = TimeSpan.FromDays(42);
    private readonly RegionState region;

    internal SimulatedAutoScaling(RegionState region) => this.region = region;

    public IReadOnlyList<ScalableTarget> DescribeScalableTargets(IReadOnlyList<string>? resourceIds = null)
    {
        var all = region.Specs.Where(spec => spec.LoadBalancer is not null && spec.Desired > 2).Select(Of);
        return resourceIds is { Count: > 0 } ? [.. all.Where(target => resourceIds.Contains(target.ResourceId))] : [.. all];
    }

    /// <summary>Of the last six weeks, newest first.</summary>
    public IReadOnlyList<ScalingActivity> DescribeScalingActivities(string? resourceId = null)
    {
        var now = region.Clock.Now;
        return [.. region.Specs.Where(spec => spec.AutoScale is not null && (resourceId is null || resourceId == ResourceOf(spec)))
            .SelectMany(spec => Activities(region.Service(spec), now))
            .Where(activity => activity.StartTime > now - ActivitiesKept)
            .OrderByDescending(activity => activity.StartTime)];
    }

    private static List<ScalingActivity> Activities(SimService service, DateTimeOffset now)
    {
        lock (service.Gate)
        {
            service.ReachTo(now);
            return [.. service.Tracking!.Activities.Select(activity => activity.At(now))];
        }
    }

    private static string ResourceOf(ServiceSpec spec) => $"service/{spec.Cluster}/{spec.Name}";

    private ScalableTarget Of(ServiceSpec spec) => new(ResourceOf(spec), spec.AutoScale?.Minimum ?? Math.Max(2, spec.Desired - 1), spec.AutoScale?.Maximum ?? spec.Desired * 3)
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

/// <summary>The shape of DescribeScalingActivities.</summary>
public sealed record ScalingActivity(string ActivityId, string ResourceId, string Description, string Cause, DateTimeOffset StartTime)
{
    private static readonly TimeSpan Takes = TimeSpan.FromSeconds(40);

    public string ServiceNamespace { get; init; } = "ecs";
    public string ScalableDimension { get; init; } = "ecs:service:DesiredCount";
    public string StatusCode { get; init; } = "InProgress";
    public string? StatusMessage { get; init; }
    public DateTimeOffset? EndTime { get; init; }

    internal static ScalingActivity Of(SimService service, int count, string alarm, DateTimeOffset at)
    {
        var resource = $"service/{service.Spec.Cluster}/{service.Spec.Name}";
        return new(Hash.Guid(Hash.Of(service.Chance, (ulong)at.ToUnixTimeSeconds())), resource, $"Setting desired count to {count}.",
            $"monitor alarm TargetTracking-{resource}-Alarm{alarm}-{Hash.Guid(Hash.Of(service.Chance, alarm))} in state ALARM triggered policy {service.Spec.Name}-cpu", at);
    }

    internal ScalingActivity At(DateTimeOffset now) => now < StartTime + Takes ? this
        : this with { StatusCode = "Successful", EndTime = StartTime + Takes, StatusMessage = $"Successfully set desired count to {Description[(Description.LastIndexOf(' ') + 1)..].TrimEnd('.')}. Change successfully fulfilled by ecs." };
}

public sealed record SuspendedState(bool DynamicScalingInSuspended, bool DynamicScalingOutSuspended, bool ScheduledScalingSuspended);
