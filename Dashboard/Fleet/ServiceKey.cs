namespace Dashboard.Fleet;

/// <summary>Which service: the configured target (account and Region), the cluster's name, the service's name. Also its path in URLs.</summary>
public readonly record struct ServiceKey(string Target, string Cluster, string Service)
{
    public override string ToString() => $"{Target}/{Cluster}/{Service}";

    /// <summary>Reads <c>target/cluster/service</c>; null when it is not three non-empty parts.</summary>
    public static ServiceKey? Parse(string? text) =>
        text?.Split('/') is [{ Length: > 0 } target, { Length: > 0 } cluster, { Length: > 0 } service]
            ? new ServiceKey(target, cluster, service)
            : null;
}
