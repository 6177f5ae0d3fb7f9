#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS;

public class AccessType(string value) : ConstantClass(value)
{
    public static readonly AccessType PRIVATE = new("PRIVATE");
    public static readonly AccessType PUBLIC = new("PUBLIC");

    public static AccessType FindValue(string value) => FindValue<AccessType>(value);

    public static implicit operator AccessType(string value) => FindValue(value);
}

public class GatewayRouteStatus(string value) : ConstantClass(value)
{
    public static readonly GatewayRouteStatus ACTIVE = new("ACTIVE");
    public static readonly GatewayRouteStatus CREATE_FAILED = new("CREATE_FAILED");
    public static readonly GatewayRouteStatus CREATE_IN_PROGRESS = new("CREATE_IN_PROGRESS");
    public static readonly GatewayRouteStatus DELETE_FAILED = new("DELETE_FAILED");
    public static readonly GatewayRouteStatus DELETE_IN_PROGRESS = new("DELETE_IN_PROGRESS");
    public static readonly GatewayRouteStatus UPDATE_FAILED = new("UPDATE_FAILED");
    public static readonly GatewayRouteStatus UPDATE_IN_PROGRESS = new("UPDATE_IN_PROGRESS");

    public static GatewayRouteStatus FindValue(string value) => FindValue<GatewayRouteStatus>(value);

    public static implicit operator GatewayRouteStatus(string value) => FindValue(value);
}

public class ManagedResourceStatus(string value) : ConstantClass(value)
{
    public static readonly ManagedResourceStatus ACTIVE = new("ACTIVE");
    public static readonly ManagedResourceStatus DELETED = new("DELETED");
    public static readonly ManagedResourceStatus DEPROVISIONING = new("DEPROVISIONING");
    public static readonly ManagedResourceStatus FAILED = new("FAILED");
    public static readonly ManagedResourceStatus PROVISIONING = new("PROVISIONING");

    public static ManagedResourceStatus FindValue(string value) => FindValue<ManagedResourceStatus>(value);

    public static implicit operator ManagedResourceStatus(string value) => FindValue(value);
}
