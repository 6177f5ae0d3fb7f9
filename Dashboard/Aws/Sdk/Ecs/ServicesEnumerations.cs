#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS;

public class AvailabilityZoneRebalancing(string value) : ConstantClass(value)
{
    public static readonly AvailabilityZoneRebalancing DISABLED = new("DISABLED");
    public static readonly AvailabilityZoneRebalancing ENABLED = new("ENABLED");

    public static AvailabilityZoneRebalancing FindValue(string value) => FindValue<AvailabilityZoneRebalancing>(value);

    public static implicit operator AvailabilityZoneRebalancing(string value) => FindValue(value);
}

public class DeploymentRolloutState(string value) : ConstantClass(value)
{
    public static readonly DeploymentRolloutState COMPLETED = new("COMPLETED");
    public static readonly DeploymentRolloutState FAILED = new("FAILED");
    public static readonly DeploymentRolloutState IN_PROGRESS = new("IN_PROGRESS");

    public static DeploymentRolloutState FindValue(string value) => FindValue<DeploymentRolloutState>(value);

    public static implicit operator DeploymentRolloutState(string value) => FindValue(value);
}

public class LaunchType(string value) : ConstantClass(value)
{
    public static readonly LaunchType EC2 = new("EC2");
    public static readonly LaunchType EXTERNAL = new("EXTERNAL");
    public static readonly LaunchType FARGATE = new("FARGATE");
    public static readonly LaunchType MANAGED_INSTANCES = new("MANAGED_INSTANCES");

    public static LaunchType FindValue(string value) => FindValue<LaunchType>(value);

    public static implicit operator LaunchType(string value) => FindValue(value);
}

public class PlacementConstraintType(string value) : ConstantClass(value)
{
    public static readonly PlacementConstraintType DistinctInstance = new("distinctInstance");
    public static readonly PlacementConstraintType MemberOf = new("memberOf");

    public static PlacementConstraintType FindValue(string value) => FindValue<PlacementConstraintType>(value);

    public static implicit operator PlacementConstraintType(string value) => FindValue(value);
}

public class PlacementStrategyType(string value) : ConstantClass(value)
{
    public static readonly PlacementStrategyType Binpack = new("binpack");
    public static readonly PlacementStrategyType Random = new("random");
    public static readonly PlacementStrategyType Spread = new("spread");

    public static PlacementStrategyType FindValue(string value) => FindValue<PlacementStrategyType>(value);

    public static implicit operator PlacementStrategyType(string value) => FindValue(value);
}

public class ResourceManagementType(string value) : ConstantClass(value)
{
    public static readonly ResourceManagementType CUSTOMER = new("CUSTOMER");
    public static readonly ResourceManagementType ECS = new("ECS");

    public static ResourceManagementType FindValue(string value) => FindValue<ResourceManagementType>(value);

    public static implicit operator ResourceManagementType(string value) => FindValue(value);
}

public class ScaleUnit(string value) : ConstantClass(value)
{
    public static readonly ScaleUnit PERCENT = new("PERCENT");

    public static ScaleUnit FindValue(string value) => FindValue<ScaleUnit>(value);

    public static implicit operator ScaleUnit(string value) => FindValue(value);
}

public class SchedulingStrategy(string value) : ConstantClass(value)
{
    public static readonly SchedulingStrategy DAEMON = new("DAEMON");
    public static readonly SchedulingStrategy REPLICA = new("REPLICA");

    public static SchedulingStrategy FindValue(string value) => FindValue<SchedulingStrategy>(value);

    public static implicit operator SchedulingStrategy(string value) => FindValue(value);
}

public class StabilityStatus(string value) : ConstantClass(value)
{
    public static readonly StabilityStatus STABILIZING = new("STABILIZING");
    public static readonly StabilityStatus STEADY_STATE = new("STEADY_STATE");

    public static StabilityStatus FindValue(string value) => FindValue<StabilityStatus>(value);

    public static implicit operator StabilityStatus(string value) => FindValue(value);
}
