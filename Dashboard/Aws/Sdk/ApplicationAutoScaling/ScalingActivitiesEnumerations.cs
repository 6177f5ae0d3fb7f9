#nullable disable
using Amazon.Runtime;

namespace Amazon.ApplicationAutoScaling;

public class ScalingActivityStatusCode(string value) : ConstantClass(value)
{
    public static readonly ScalingActivityStatusCode Failed = new("Failed");
    public static readonly ScalingActivityStatusCode InProgress = new("InProgress");
    public static readonly ScalingActivityStatusCode Overridden = new("Overridden");
    public static readonly ScalingActivityStatusCode Pending = new("Pending");
    public static readonly ScalingActivityStatusCode Successful = new("Successful");
    public static readonly ScalingActivityStatusCode Unfulfilled = new("Unfulfilled");

    public static ScalingActivityStatusCode FindValue(string value) => FindValue<ScalingActivityStatusCode>(value);

    public static implicit operator ScalingActivityStatusCode(string value) => FindValue(value);
}
