#nullable disable
using Amazon.Runtime;

namespace Amazon.ECS;

public class ApplicationProtocol(string value) : ConstantClass(value)
{
    public static readonly ApplicationProtocol Grpc = new("grpc");
    public static readonly ApplicationProtocol Http = new("http");
    public static readonly ApplicationProtocol Http2 = new("http2");

    public static ApplicationProtocol FindValue(string value) => FindValue<ApplicationProtocol>(value);

    public static implicit operator ApplicationProtocol(string value) => FindValue(value);
}

public class ContainerCondition(string value) : ConstantClass(value)
{
    public static readonly ContainerCondition COMPLETE = new("COMPLETE");
    public static readonly ContainerCondition HEALTHY = new("HEALTHY");
    public static readonly ContainerCondition START = new("START");
    public static readonly ContainerCondition SUCCESS = new("SUCCESS");

    public static ContainerCondition FindValue(string value) => FindValue<ContainerCondition>(value);

    public static implicit operator ContainerCondition(string value) => FindValue(value);
}

public class EnvironmentFileType(string value) : ConstantClass(value)
{
    public static readonly EnvironmentFileType S3 = new("s3");

    public static EnvironmentFileType FindValue(string value) => FindValue<EnvironmentFileType>(value);

    public static implicit operator EnvironmentFileType(string value) => FindValue(value);
}

public class FirelensConfigurationType(string value) : ConstantClass(value)
{
    public static readonly FirelensConfigurationType Fluentbit = new("fluentbit");
    public static readonly FirelensConfigurationType Fluentd = new("fluentd");

    public static FirelensConfigurationType FindValue(string value) => FindValue<FirelensConfigurationType>(value);

    public static implicit operator FirelensConfigurationType(string value) => FindValue(value);
}

public class LogDriver(string value) : ConstantClass(value)
{
    public static readonly LogDriver Awsfirelens = new("awsfirelens");
    public static readonly LogDriver Awslogs = new("awslogs");
    public static readonly LogDriver Fluentd = new("fluentd");
    public static readonly LogDriver Gelf = new("gelf");
    public static readonly LogDriver Journald = new("journald");
    public static readonly LogDriver JsonFile = new("json-file");
    public static readonly LogDriver Splunk = new("splunk");
    public static readonly LogDriver Syslog = new("syslog");

    public static LogDriver FindValue(string value) => FindValue<LogDriver>(value);

    public static implicit operator LogDriver(string value) => FindValue(value);
}

public class ResourceType(string value) : ConstantClass(value)
{
    public static readonly ResourceType GPU = new("GPU");
    public static readonly ResourceType InferenceAccelerator = new("InferenceAccelerator");
    public static readonly ResourceType NeuronDevice = new("NeuronDevice");

    public static ResourceType FindValue(string value) => FindValue<ResourceType>(value);

    public static implicit operator ResourceType(string value) => FindValue(value);
}

public class TransportProtocol(string value) : ConstantClass(value)
{
    public static readonly TransportProtocol Tcp = new("tcp");
    public static readonly TransportProtocol Udp = new("udp");

    public static TransportProtocol FindValue(string value) => FindValue<TransportProtocol>(value);

    public static implicit operator TransportProtocol(string value) => FindValue(value);
}

public class UlimitName(string value) : ConstantClass(value)
{
    public static readonly UlimitName Core = new("core");
    public static readonly UlimitName Cpu = new("cpu");
    public static readonly UlimitName Data = new("data");
    public static readonly UlimitName Fsize = new("fsize");
    public static readonly UlimitName Locks = new("locks");
    public static readonly UlimitName Memlock = new("memlock");
    public static readonly UlimitName Msgqueue = new("msgqueue");
    public static readonly UlimitName Nice = new("nice");
    public static readonly UlimitName Nofile = new("nofile");
    public static readonly UlimitName Nproc = new("nproc");
    public static readonly UlimitName Rss = new("rss");
    public static readonly UlimitName Rtprio = new("rtprio");
    public static readonly UlimitName Rttime = new("rttime");
    public static readonly UlimitName Sigpending = new("sigpending");
    public static readonly UlimitName Stack = new("stack");

    public static UlimitName FindValue(string value) => FindValue<UlimitName>(value);

    public static implicit operator UlimitName(string value) => FindValue(value);
}

public class VersionConsistency(string value) : ConstantClass(value)
{
    public static readonly VersionConsistency Disabled = new("disabled");
    public static readonly VersionConsistency Enabled = new("enabled");

    public static VersionConsistency FindValue(string value) => FindValue<VersionConsistency>(value);

    public static implicit operator VersionConsistency(string value) => FindValue(value);
}
