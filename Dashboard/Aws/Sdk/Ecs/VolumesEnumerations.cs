#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS;

public class EBSResourceType(string value) : ConstantClass(value)
{
    public static readonly EBSResourceType Volume = new("volume");

    public static EBSResourceType FindValue(string value) => FindValue<EBSResourceType>(value);

    public static implicit operator EBSResourceType(string value) => FindValue(value);
}

public class EFSAuthorizationConfigIAM(string value) : ConstantClass(value)
{
    public static readonly EFSAuthorizationConfigIAM DISABLED = new("DISABLED");
    public static readonly EFSAuthorizationConfigIAM ENABLED = new("ENABLED");

    public static EFSAuthorizationConfigIAM FindValue(string value) => FindValue<EFSAuthorizationConfigIAM>(value);

    public static implicit operator EFSAuthorizationConfigIAM(string value) => FindValue(value);
}

public class EFSTransitEncryption(string value) : ConstantClass(value)
{
    public static readonly EFSTransitEncryption DISABLED = new("DISABLED");
    public static readonly EFSTransitEncryption ENABLED = new("ENABLED");

    public static EFSTransitEncryption FindValue(string value) => FindValue<EFSTransitEncryption>(value);

    public static implicit operator EFSTransitEncryption(string value) => FindValue(value);
}

public class PropagateTags(string value) : ConstantClass(value)
{
    public static readonly PropagateTags NONE = new("NONE");
    public static readonly PropagateTags SERVICE = new("SERVICE");
    public static readonly PropagateTags TASK_DEFINITION = new("TASK_DEFINITION");

    public static PropagateTags FindValue(string value) => FindValue<PropagateTags>(value);

    public static implicit operator PropagateTags(string value) => FindValue(value);
}

public class Scope(string value) : ConstantClass(value)
{
    public static readonly Scope Shared = new("shared");
    public static readonly Scope Task = new("task");

    public static Scope FindValue(string value) => FindValue<Scope>(value);

    public static implicit operator Scope(string value) => FindValue(value);
}

public class TaskFilesystemType(string value) : ConstantClass(value)
{
    public static readonly TaskFilesystemType Ext3 = new("ext3");
    public static readonly TaskFilesystemType Ext4 = new("ext4");
    public static readonly TaskFilesystemType Ntfs = new("ntfs");
    public static readonly TaskFilesystemType Xfs = new("xfs");

    public static TaskFilesystemType FindValue(string value) => FindValue<TaskFilesystemType>(value);

    public static implicit operator TaskFilesystemType(string value) => FindValue(value);
}
