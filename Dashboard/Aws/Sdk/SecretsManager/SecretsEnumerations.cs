#nullable disable
using Amazon.Runtime;

namespace Amazon.SecretsManager;

public class StatusType(string value) : ConstantClass(value)
{
    public static readonly StatusType Failed = new("Failed");
    public static readonly StatusType InProgress = new("InProgress");
    public static readonly StatusType InSync = new("InSync");

    public static StatusType FindValue(string value) => FindValue<StatusType>(value);

    public static implicit operator StatusType(string value) => FindValue(value);
}
