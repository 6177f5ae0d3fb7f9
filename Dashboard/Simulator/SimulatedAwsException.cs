namespace Dashboard.Simulator;

/// <summary>A refusal in AWS's words. <see cref="Code"/> is the wire's <c>__type</c> or error code, as in <c>ClusterNotFoundException</c>.</summary>
public sealed class SimulatedAwsException(string code, string message, int httpStatus = 400) : Exception(message)
{
    public string Code { get; } = code;
    public int HttpStatus { get; } = httpStatus;

    internal static SimulatedAwsException Invalid(string message) => new("InvalidParameterException", message);
    internal static SimulatedAwsException Client(string message) => new("ClientException", message);
    internal static SimulatedAwsException NoCluster() => new("ClusterNotFoundException", "Cluster not found.");
    internal static SimulatedAwsException NoService() => new("ServiceNotFoundException", "Service not found.");
}
