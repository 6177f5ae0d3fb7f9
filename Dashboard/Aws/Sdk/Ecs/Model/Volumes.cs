#nullable disable

namespace Amazon.ECS.Model;

public partial class Volume
{
    public string Name { get; set; }
    public HostVolumeProperties Host { get; set; }
    public DockerVolumeConfiguration DockerVolumeConfiguration { get; set; }
    public EFSVolumeConfiguration EfsVolumeConfiguration { get; set; }
    public S3FilesVolumeConfiguration S3filesVolumeConfiguration { get; set; }
    public FSxWindowsFileServerVolumeConfiguration FsxWindowsFileServerVolumeConfiguration { get; set; }
    public bool? ConfiguredAtLaunch { get; set; }
}

public partial class HostVolumeProperties
{
    public string SourcePath { get; set; }
}

public partial class DockerVolumeConfiguration
{
    public Scope Scope { get; set; }
    public bool? Autoprovision { get; set; }
    public string Driver { get; set; }
    public Dictionary<string, string> DriverOpts { get; set; }
    public Dictionary<string, string> Labels { get; set; }
}

public partial class EFSVolumeConfiguration
{
    public string FileSystemId { get; set; }
    public string RootDirectory { get; set; }
    public EFSTransitEncryption TransitEncryption { get; set; }
    public int? TransitEncryptionPort { get; set; }
    public EFSAuthorizationConfig AuthorizationConfig { get; set; }
}

public partial class EFSAuthorizationConfig
{
    public string AccessPointId { get; set; }
    public EFSAuthorizationConfigIAM Iam { get; set; }
}

public partial class S3FilesVolumeConfiguration
{
    public string FileSystemArn { get; set; }
    public string RootDirectory { get; set; }
    public int? TransitEncryptionPort { get; set; }
    public string AccessPointArn { get; set; }
}

public partial class FSxWindowsFileServerVolumeConfiguration
{
    public string FileSystemId { get; set; }
    public string RootDirectory { get; set; }
    public FSxWindowsFileServerAuthorizationConfig AuthorizationConfig { get; set; }
}

public partial class FSxWindowsFileServerAuthorizationConfig
{
    public string CredentialsParameter { get; set; }
    public string Domain { get; set; }
}

public partial class ServiceVolumeConfiguration
{
    public string Name { get; set; }
    public ServiceManagedEBSVolumeConfiguration ManagedEBSVolume { get; set; }
}

public partial class ServiceManagedEBSVolumeConfiguration
{
    public string RoleArn { get; set; }
    public bool? Encrypted { get; set; }
    public string KmsKeyId { get; set; }
    public string VolumeType { get; set; }
    public int? SizeInGiB { get; set; }
    public string SnapshotId { get; set; }
    public int? VolumeInitializationRate { get; set; }
    public int? Iops { get; set; }
    public int? Throughput { get; set; }
    public List<EBSTagSpecification> TagSpecifications { get; set; }
    public TaskFilesystemType FilesystemType { get; set; }
}

public partial class EBSTagSpecification
{
    public EBSResourceType ResourceType { get; set; }
    public List<Tag> Tags { get; set; }
    public PropagateTags PropagateTags { get; set; }
}

public partial class TaskEphemeralStorage
{
    public int? SizeInGiB { get; set; }
    public string KmsKeyId { get; set; }
}
