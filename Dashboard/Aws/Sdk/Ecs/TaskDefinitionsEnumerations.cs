#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS;

public class CPUArchitecture(string value) : ConstantClass(value)
{
    public static readonly CPUArchitecture ARM64 = new("ARM64");
    public static readonly CPUArchitecture X86_64 = new("X86_64");

    public static CPUArchitecture FindValue(string value) => FindValue<CPUArchitecture>(value);

    public static implicit operator CPUArchitecture(string value) => FindValue(value);
}

public class IpcMode(string value) : ConstantClass(value)
{
    public static readonly IpcMode Host = new("host");
    public static readonly IpcMode None = new("none");
    public static readonly IpcMode Task = new("task");

    public static IpcMode FindValue(string value) => FindValue<IpcMode>(value);

    public static implicit operator IpcMode(string value) => FindValue(value);
}

public class NetworkMode(string value) : ConstantClass(value)
{
    public static readonly NetworkMode Awsvpc = new("awsvpc");
    public static readonly NetworkMode Bridge = new("bridge");
    public static readonly NetworkMode Host = new("host");
    public static readonly NetworkMode None = new("none");

    public static NetworkMode FindValue(string value) => FindValue<NetworkMode>(value);

    public static implicit operator NetworkMode(string value) => FindValue(value);
}

public class OSFamily(string value) : ConstantClass(value)
{
    public static readonly OSFamily LINUX = new("LINUX");
    public static readonly OSFamily WINDOWS_SERVER_2004_CORE = new("WINDOWS_SERVER_2004_CORE");
    public static readonly OSFamily WINDOWS_SERVER_2016_FULL = new("WINDOWS_SERVER_2016_FULL");
    public static readonly OSFamily WINDOWS_SERVER_2019_CORE = new("WINDOWS_SERVER_2019_CORE");
    public static readonly OSFamily WINDOWS_SERVER_2019_FULL = new("WINDOWS_SERVER_2019_FULL");
    public static readonly OSFamily WINDOWS_SERVER_2022_CORE = new("WINDOWS_SERVER_2022_CORE");
    public static readonly OSFamily WINDOWS_SERVER_2022_FULL = new("WINDOWS_SERVER_2022_FULL");
    public static readonly OSFamily WINDOWS_SERVER_2025_CORE = new("WINDOWS_SERVER_2025_CORE");
    public static readonly OSFamily WINDOWS_SERVER_2025_FULL = new("WINDOWS_SERVER_2025_FULL");
    public static readonly OSFamily WINDOWS_SERVER_20H2_CORE = new("WINDOWS_SERVER_20H2_CORE");

    public static OSFamily FindValue(string value) => FindValue<OSFamily>(value);

    public static implicit operator OSFamily(string value) => FindValue(value);
}

public class PidMode(string value) : ConstantClass(value)
{
    public static readonly PidMode Host = new("host");
    public static readonly PidMode Task = new("task");

    public static PidMode FindValue(string value) => FindValue<PidMode>(value);

    public static implicit operator PidMode(string value) => FindValue(value);
}

public class ProxyConfigurationType(string value) : ConstantClass(value)
{
    public static readonly ProxyConfigurationType APPMESH = new("APPMESH");

    public static ProxyConfigurationType FindValue(string value) => FindValue<ProxyConfigurationType>(value);

    public static implicit operator ProxyConfigurationType(string value) => FindValue(value);
}

public class SortOrder(string value) : ConstantClass(value)
{
    public static readonly SortOrder ASC = new("ASC");
    public static readonly SortOrder DESC = new("DESC");

    public static SortOrder FindValue(string value) => FindValue<SortOrder>(value);

    public static implicit operator SortOrder(string value) => FindValue(value);
}

public class TargetType(string value) : ConstantClass(value)
{
    public static readonly TargetType ContainerInstance = new("container-instance");

    public static TargetType FindValue(string value) => FindValue<TargetType>(value);

    public static implicit operator TargetType(string value) => FindValue(value);
}

public class TaskDefinitionPlacementConstraintType(string value) : ConstantClass(value)
{
    public static readonly TaskDefinitionPlacementConstraintType MemberOf = new("memberOf");

    public static TaskDefinitionPlacementConstraintType FindValue(string value) => FindValue<TaskDefinitionPlacementConstraintType>(value);

    public static implicit operator TaskDefinitionPlacementConstraintType(string value) => FindValue(value);
}

public class TaskDefinitionStatus(string value) : ConstantClass(value)
{
    public static readonly TaskDefinitionStatus ACTIVE = new("ACTIVE");
    public static readonly TaskDefinitionStatus DELETE_IN_PROGRESS = new("DELETE_IN_PROGRESS");
    public static readonly TaskDefinitionStatus INACTIVE = new("INACTIVE");

    public static TaskDefinitionStatus FindValue(string value) => FindValue<TaskDefinitionStatus>(value);

    public static implicit operator TaskDefinitionStatus(string value) => FindValue(value);
}
