#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS;

public class DeploymentControllerType(string value) : ConstantClass(value)
{
    public static readonly DeploymentControllerType CODE_DEPLOY = new("CODE_DEPLOY");
    public static readonly DeploymentControllerType ECS = new("ECS");
    public static readonly DeploymentControllerType EXTERNAL = new("EXTERNAL");

    public static DeploymentControllerType FindValue(string value) => FindValue<DeploymentControllerType>(value);

    public static implicit operator DeploymentControllerType(string value) => FindValue(value);
}

public class DeploymentLifecycleHookAction(string value) : ConstantClass(value)
{
    public static readonly DeploymentLifecycleHookAction CONTINUE = new("CONTINUE");
    public static readonly DeploymentLifecycleHookAction ROLLBACK = new("ROLLBACK");

    public static DeploymentLifecycleHookAction FindValue(string value) => FindValue<DeploymentLifecycleHookAction>(value);

    public static implicit operator DeploymentLifecycleHookAction(string value) => FindValue(value);
}

public class DeploymentLifecycleHookTargetType(string value) : ConstantClass(value)
{
    public static readonly DeploymentLifecycleHookTargetType AWS_LAMBDA = new("AWS_LAMBDA");
    public static readonly DeploymentLifecycleHookTargetType PAUSE = new("PAUSE");

    public static DeploymentLifecycleHookTargetType FindValue(string value) => FindValue<DeploymentLifecycleHookTargetType>(value);

    public static implicit operator DeploymentLifecycleHookTargetType(string value) => FindValue(value);
}

public class DeploymentStrategy(string value) : ConstantClass(value)
{
    public static readonly DeploymentStrategy BLUE_GREEN = new("BLUE_GREEN");
    public static readonly DeploymentStrategy CANARY = new("CANARY");
    public static readonly DeploymentStrategy LINEAR = new("LINEAR");
    public static readonly DeploymentStrategy ROLLING = new("ROLLING");

    public static DeploymentStrategy FindValue(string value) => FindValue<DeploymentStrategy>(value);

    public static implicit operator DeploymentStrategy(string value) => FindValue(value);
}

public class ServiceRevisionCleanup(string value) : ConstantClass(value)
{
    public static readonly ServiceRevisionCleanup BLOCKING = new("BLOCKING");
    public static readonly ServiceRevisionCleanup DEFERRED = new("DEFERRED");

    public static ServiceRevisionCleanup FindValue(string value) => FindValue<ServiceRevisionCleanup>(value);

    public static implicit operator ServiceRevisionCleanup(string value) => FindValue(value);
}

public class ThresholdType(string value) : ConstantClass(value)
{
    public static readonly ThresholdType BOUNDED_PERCENT = new("BOUNDED_PERCENT");
    public static readonly ThresholdType COUNT = new("COUNT");
    public static readonly ThresholdType UNBOUNDED_PERCENT = new("UNBOUNDED_PERCENT");

    public static ThresholdType FindValue(string value) => FindValue<ThresholdType>(value);

    public static implicit operator ThresholdType(string value) => FindValue(value);
}
