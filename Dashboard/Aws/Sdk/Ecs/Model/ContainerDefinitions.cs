#nullable disable

namespace Amazon.ECS.Model;

public partial class ContainerDefinition
{
    public string Name { get; set; }
    public string Image { get; set; }
    public RepositoryCredentials RepositoryCredentials { get; set; }
    public int? Cpu { get; set; }
    public int? Memory { get; set; }
    public int? MemoryReservation { get; set; }
    public List<string> Links { get; set; }
    public List<PortMapping> PortMappings { get; set; }
    public bool? Essential { get; set; }
    public ContainerRestartPolicy RestartPolicy { get; set; }
    public List<string> EntryPoint { get; set; }
    public List<string> Command { get; set; }
    public List<KeyValuePair> Environment { get; set; }
    public List<EnvironmentFile> EnvironmentFiles { get; set; }
    public List<MountPoint> MountPoints { get; set; }
    public List<VolumeFrom> VolumesFrom { get; set; }
    public LinuxParameters LinuxParameters { get; set; }
    public List<Secret> Secrets { get; set; }
    public List<ContainerDependency> DependsOn { get; set; }
    public int? StartTimeout { get; set; }
    public int? StopTimeout { get; set; }
    public VersionConsistency VersionConsistency { get; set; }
    public string Hostname { get; set; }
    public string User { get; set; }
    public string WorkingDirectory { get; set; }
    public bool? DisableNetworking { get; set; }
    public bool? Privileged { get; set; }
    public bool? ReadonlyRootFilesystem { get; set; }
    public List<string> DnsServers { get; set; }
    public List<string> DnsSearchDomains { get; set; }
    public List<HostEntry> ExtraHosts { get; set; }
    public List<string> DockerSecurityOptions { get; set; }
    public bool? Interactive { get; set; }
    public bool? PseudoTerminal { get; set; }
    public Dictionary<string, string> DockerLabels { get; set; }
    public List<Ulimit> Ulimits { get; set; }
    public LogConfiguration LogConfiguration { get; set; }
    public HealthCheck HealthCheck { get; set; }
    public List<SystemControl> SystemControls { get; set; }
    public List<ResourceRequirement> ResourceRequirements { get; set; }
    public FirelensConfiguration FirelensConfiguration { get; set; }
    public List<string> CredentialSpecs { get; set; }
}

public partial class RepositoryCredentials
{
    public string CredentialsParameter { get; set; }
}

public partial class PortMapping
{
    public int? ContainerPort { get; set; }
    public int? HostPort { get; set; }
    public TransportProtocol Protocol { get; set; }
    public string Name { get; set; }
    public ApplicationProtocol AppProtocol { get; set; }
    public string ContainerPortRange { get; set; }
}

public partial class ContainerRestartPolicy
{
    public bool? Enabled { get; set; }
    public List<int> IgnoredExitCodes { get; set; }
    public int? RestartAttemptPeriod { get; set; }
}

public partial class EnvironmentFile
{
    public string Value { get; set; }
    public EnvironmentFileType Type { get; set; }
}

public partial class MountPoint
{
    public string SourceVolume { get; set; }
    public string ContainerPath { get; set; }
    public bool? ReadOnly { get; set; }
}

public partial class VolumeFrom
{
    public string SourceContainer { get; set; }
    public bool? ReadOnly { get; set; }
}

public partial class LinuxParameters
{
    public KernelCapabilities Capabilities { get; set; }
    public List<Device> Devices { get; set; }
    public bool? InitProcessEnabled { get; set; }
    public int? SharedMemorySize { get; set; }
    public List<Tmpfs> Tmpfs { get; set; }
    public int? MaxSwap { get; set; }
    public int? Swappiness { get; set; }
}

public partial class KernelCapabilities
{
    public List<string> Add { get; set; }
    public List<string> Drop { get; set; }
}

public partial class Device
{
    public string HostPath { get; set; }
    public string ContainerPath { get; set; }
    public List<string> Permissions { get; set; }
}

public partial class Tmpfs
{
    public string ContainerPath { get; set; }
    public int? Size { get; set; }
    public List<string> MountOptions { get; set; }
}

public partial class Secret
{
    public string Name { get; set; }
    public string ValueFrom { get; set; }
}

public partial class ContainerDependency
{
    public string ContainerName { get; set; }
    public ContainerCondition Condition { get; set; }
}

public partial class HostEntry
{
    public string Hostname { get; set; }
    public string IpAddress { get; set; }
}

public partial class Ulimit
{
    public UlimitName Name { get; set; }
    public int? SoftLimit { get; set; }
    public int? HardLimit { get; set; }
}

public partial class LogConfiguration
{
    public LogDriver LogDriver { get; set; }
    public Dictionary<string, string> Options { get; set; }
    public List<Secret> SecretOptions { get; set; }
}

public partial class HealthCheck
{
    public List<string> Command { get; set; }
    public int? Interval { get; set; }
    public int? Timeout { get; set; }
    public int? Retries { get; set; }
    public int? StartPeriod { get; set; }
}

public partial class SystemControl
{
    public string Namespace { get; set; }
    public string Value { get; set; }
}

public partial class ResourceRequirement
{
    public ResourceType Type { get; set; }
    public string Value { get; set; }
    public SharingStrategy SharingStrategy { get; set; }
}

public partial class SharingStrategy
{
    public NvidiaMpsAllocation NvidiaMps { get; set; }
}

public partial class NvidiaMpsAllocation
{
    public int? Memory { get; set; }
    public int? MaxComputePercent { get; set; }
}

public partial class FirelensConfiguration
{
    public FirelensConfigurationType Type { get; set; }
    public Dictionary<string, string> Options { get; set; }
}
