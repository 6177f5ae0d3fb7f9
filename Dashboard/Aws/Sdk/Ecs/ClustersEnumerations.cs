#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS;

public class ClusterSettingName(string value) : ConstantClass(value)
{
    public static readonly ClusterSettingName ContainerInsights = new("containerInsights");

    public static ClusterSettingName FindValue(string value) => FindValue<ClusterSettingName>(value);

    public static implicit operator ClusterSettingName(string value) => FindValue(value);
}

public class ExecuteCommandLogging(string value) : ConstantClass(value)
{
    public static readonly ExecuteCommandLogging DEFAULT = new("DEFAULT");
    public static readonly ExecuteCommandLogging NONE = new("NONE");
    public static readonly ExecuteCommandLogging OVERRIDE = new("OVERRIDE");

    public static ExecuteCommandLogging FindValue(string value) => FindValue<ExecuteCommandLogging>(value);

    public static implicit operator ExecuteCommandLogging(string value) => FindValue(value);
}
