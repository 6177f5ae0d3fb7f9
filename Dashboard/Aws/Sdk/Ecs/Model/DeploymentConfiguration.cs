#nullable disable
using Amazon.Runtime.Documents;

namespace Amazon.ECS.Model;

public partial class DeploymentConfiguration
{
    public DeploymentCircuitBreaker DeploymentCircuitBreaker { get; set; }
    public int? MaximumPercent { get; set; }
    public int? MinimumHealthyPercent { get; set; }
    public DeploymentAlarms Alarms { get; set; }
    public DeploymentStrategy Strategy { get; set; }
    public int? BakeTimeInMinutes { get; set; }
    public List<DeploymentLifecycleHook> LifecycleHooks { get; set; }
    public LinearConfiguration LinearConfiguration { get; set; }
    public CanaryConfiguration CanaryConfiguration { get; set; }
    public DeploymentEarlySuccessCriteria EarlySuccessCriteria { get; set; }
}

public partial class DeploymentCircuitBreaker
{
    public bool? Enable { get; set; }
    public bool? Rollback { get; set; }
    public bool? ResetOnHealthyTask { get; set; }
    public ThresholdConfiguration ThresholdConfiguration { get; set; }
}

public partial class ThresholdConfiguration
{
    public ThresholdType Type { get; set; }
    public float? Value { get; set; }
}

public partial class DeploymentAlarms
{
    public List<string> AlarmNames { get; set; }
    public bool? Rollback { get; set; }
    public bool? Enable { get; set; }
}

public partial class DeploymentLifecycleHook
{
    public DeploymentLifecycleHookTargetType TargetType { get; set; }
    public string HookTargetArn { get; set; }
    public string RoleArn { get; set; }
    public List<string> LifecycleStages { get; set; }
    public Document HookDetails { get; set; }
    public DeploymentLifecycleHookTimeoutConfiguration TimeoutConfiguration { get; set; }
}

public partial class DeploymentLifecycleHookTimeoutConfiguration
{
    public int? TimeoutInMinutes { get; set; }
    public DeploymentLifecycleHookAction Action { get; set; }
}

public partial class LinearConfiguration
{
    public double? StepPercent { get; set; }
    public int? StepBakeTimeInMinutes { get; set; }
}

public partial class CanaryConfiguration
{
    public double? CanaryPercent { get; set; }
    public int? CanaryBakeTimeInMinutes { get; set; }
}

public partial class DeploymentEarlySuccessCriteria
{
    public bool? Enable { get; set; }
    public int? HealthyPercent { get; set; }
    public ServiceRevisionCleanup SourceServiceRevisionCleanup { get; set; }
}

public partial class DeploymentController
{
    public DeploymentControllerType Type { get; set; }
}
