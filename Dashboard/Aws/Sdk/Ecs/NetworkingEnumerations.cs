#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS;

public class AssignPublicIp(string value) : ConstantClass(value)
{
    public static readonly AssignPublicIp DISABLED = new("DISABLED");
    public static readonly AssignPublicIp ENABLED = new("ENABLED");

    public static AssignPublicIp FindValue(string value) => FindValue<AssignPublicIp>(value);

    public static implicit operator AssignPublicIp(string value) => FindValue(value);
}

public class GatewayConnectorHealthCheckProtocol(string value) : ConstantClass(value)
{
    public static readonly GatewayConnectorHealthCheckProtocol HTTP = new("HTTP");
    public static readonly GatewayConnectorHealthCheckProtocol HTTPS = new("HTTPS");

    public static GatewayConnectorHealthCheckProtocol FindValue(string value) => FindValue<GatewayConnectorHealthCheckProtocol>(value);

    public static implicit operator GatewayConnectorHealthCheckProtocol(string value) => FindValue(value);
}
