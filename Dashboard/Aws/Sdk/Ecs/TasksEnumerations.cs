#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS;

public class Connectivity(string value) : ConstantClass(value)
{
    public static readonly Connectivity CONNECTED = new("CONNECTED");
    public static readonly Connectivity DISCONNECTED = new("DISCONNECTED");

    public static Connectivity FindValue(string value) => FindValue<Connectivity>(value);

    public static implicit operator Connectivity(string value) => FindValue(value);
}

public class DesiredStatus(string value) : ConstantClass(value)
{
    public static readonly DesiredStatus PENDING = new("PENDING");
    public static readonly DesiredStatus RUNNING = new("RUNNING");
    public static readonly DesiredStatus STOPPED = new("STOPPED");

    public static DesiredStatus FindValue(string value) => FindValue<DesiredStatus>(value);

    public static implicit operator DesiredStatus(string value) => FindValue(value);
}

public class HealthStatus(string value) : ConstantClass(value)
{
    public static readonly HealthStatus HEALTHY = new("HEALTHY");
    public static readonly HealthStatus UNHEALTHY = new("UNHEALTHY");
    public static readonly HealthStatus UNKNOWN = new("UNKNOWN");

    public static HealthStatus FindValue(string value) => FindValue<HealthStatus>(value);

    public static implicit operator HealthStatus(string value) => FindValue(value);
}

public class ManagedAgentName(string value) : ConstantClass(value)
{
    public static readonly ManagedAgentName ExecuteCommandAgent = new("ExecuteCommandAgent");

    public static ManagedAgentName FindValue(string value) => FindValue<ManagedAgentName>(value);

    public static implicit operator ManagedAgentName(string value) => FindValue(value);
}

public class TaskStopCode(string value) : ConstantClass(value)
{
    public static readonly TaskStopCode EssentialContainerExited = new("EssentialContainerExited");
    public static readonly TaskStopCode InfrastructureHealth = new("InfrastructureHealth");
    public static readonly TaskStopCode ServiceSchedulerInitiated = new("ServiceSchedulerInitiated");
    public static readonly TaskStopCode SpotInterruption = new("SpotInterruption");
    public static readonly TaskStopCode TaskFailedToStart = new("TaskFailedToStart");
    public static readonly TaskStopCode TerminationNotice = new("TerminationNotice");
    public static readonly TaskStopCode UserInitiated = new("UserInitiated");

    public static TaskStopCode FindValue(string value) => FindValue<TaskStopCode>(value);

    public static implicit operator TaskStopCode(string value) => FindValue(value);
}
