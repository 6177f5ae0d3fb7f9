using System.Collections.Immutable;
using System.Security.Cryptography;
using Dashboard.Fleet;
using Model = Amazon.ECS.Model;

namespace Dashboard.Deployments;

/// <summary>From the SDK's service revision to what of it a task definition does not hold.</summary>
/// <remarks>
/// Without <c>resolvedConfiguration</c>: which of two target groups serves changes with every blue/green deployment and is nobody's setting.
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevision.html
/// </remarks>
internal static class RevisionConfigurationSource
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static RevisionConfiguration Map(Model.ServiceRevision revision)
    {
        (string, string?)[] settings =
        [
            .. Network(revision.NetworkConfiguration?.AwsvpcConfiguration),
            .. (revision.LoadBalancers ?? []).Select(Setting),
            .. Platform(revision),
            .. Connect(revision.ServiceConnectConfiguration),
            .. (revision.ServiceRegistries ?? []).Select(registry => ($"service registry {registry.RegistryArn}", Parts(End(registry.ContainerName, registry.ContainerPort), Named("port", registry.Port)))),
            .. (revision.VolumeConfigurations ?? []).Select(volume => ($"volume {volume.Name}", (string?)Text(volume.ManagedEBSVolume))),
            .. (revision.VpcLatticeConfigurations ?? []).Select(Setting),
        ];
        var logs = revision.ServiceConnectConfiguration?.LogConfiguration;
        return new(
            settings.Where(setting => !string.IsNullOrEmpty(setting.Item2)).DistinctBy(setting => setting.Item1).ToImmutableSortedDictionary(setting => setting.Item1, setting => setting.Item2!, StringComparer.Ordinal),
            logs is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("Service Connect log configuration", OtherSettings.Digest(logs, Key, _ => { })));
    }

    private static IEnumerable<(string, string?)> Network(Model.AwsVpcConfiguration? network) =>
    [
        ("subnets", List(network?.Subnets)),
        ("security groups", List(network?.SecurityGroups)),
        ("public IP", network?.AssignPublicIp?.Value),
    ];

    private static IEnumerable<(string, string?)> Platform(Model.ServiceRevision revision) =>
    [
        ("launch type", revision.LaunchType?.Value),
        ("capacity providers", List(revision.CapacityProviderStrategy?.Select(item => $"{item.CapacityProvider} (base {item.Base ?? 0}, weight {item.Weight ?? 0})"))),
        ("platform version", revision.PlatformVersion),
        ("platform family", revision.PlatformFamily),
        ("ephemeral storage key", revision.FargateEphemeralStorage?.KmsKeyId),
        ("GuardDuty Runtime Monitoring", revision.GuardDutyEnabled switch { true => "on", false => "off", null => null }),
    ];

    // By target group, so that another container or port of the same one reads as a change and not as two things.
    private static (string, string?) Setting(Model.LoadBalancer balancer) => (
        balancer.TargetGroupArn is { } group ? $"target group {group.Split(":targetgroup/")[^1]}" : $"load balancer {balancer.LoadBalancerName}",
        Parts(
            End(balancer.ContainerName, balancer.ContainerPort),
            Named("alternate target group", balancer.AdvancedConfiguration?.AlternateTargetGroupArn),
            Named("production listener rule", balancer.AdvancedConfiguration?.ProductionListenerRule),
            Named("test listener rule", balancer.AdvancedConfiguration?.TestListenerRule),
            Named("role", balancer.AdvancedConfiguration?.RoleArn)));

    private static (string, string?) Setting(Model.VpcLatticeConfiguration lattice) => (
        $"VPC Lattice target group {lattice.TargetGroupArn}",
        Parts(Named("port", lattice.PortName), Named("role", lattice.RoleArn)));

    private static IEnumerable<(string, string?)> Connect(Model.ServiceConnectConfiguration? connect) => connect is null ? [] :
    [
        ("Service Connect", connect.Enabled == true ? Parts("on", Named("namespace", connect.Namespace)) : "off"),
        .. (connect.Services ?? []).Select(service => ($"Service Connect port {service.PortName}", (string?)Parts(
            Named("discovery name", service.DiscoveryName ?? service.PortName),
            Named("aliases", List(service.ClientAliases?.Select(alias => $"{alias.DnsName}:{alias.Port}"))),
            Named("ingress port", service.IngressPortOverride),
            Named("idle timeout s", service.Timeout?.IdleTimeoutSeconds),
            Named("request timeout s", service.Timeout?.PerRequestTimeoutSeconds),
            Named("TLS authority", service.Tls?.IssuerCertificateAuthority?.AwsPcaAuthorityArn),
            Named("TLS key", service.Tls?.KmsKey),
            Named("TLS role", service.Tls?.RoleArn)))),
    ];

    private static string Text(Model.ServiceManagedEBSVolumeConfiguration? volume) => Parts(
        Named("type", volume?.VolumeType),
        Named("GiB", volume?.SizeInGiB),
        Named("IOPS", volume?.Iops),
        Named("throughput MiB/s", volume?.Throughput),
        Named("file system", volume?.FilesystemType?.Value),
        Named("encrypted", volume?.Encrypted switch { true => "yes", false => "no", null => null }),
        Named("key", volume?.KmsKeyId),
        Named("snapshot", volume?.SnapshotId),
        Named("role", volume?.RoleArn));

    private static string? Named(string name, object? value) => value is null or "" ? null : FormattableString.Invariant($"{name} {value}");

    private static string? End(string? container, int? port) => container is null ? null : FormattableString.Invariant($"{container}:{port}");

    private static string Parts(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(part => part is not null));

    // ECS gives sets in any order.
    private static string? List(IEnumerable<string>? items) => items is null ? null : string.Join(", ", items.Order(StringComparer.Ordinal));
}
