#nullable disable
using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2;

public class EnablePrefixForIpv6SourceNatEnum(string value) : ConstantClass(value)
{
    public static readonly EnablePrefixForIpv6SourceNatEnum Off = new("off");
    public static readonly EnablePrefixForIpv6SourceNatEnum On = new("on");

    public static EnablePrefixForIpv6SourceNatEnum FindValue(string value) => FindValue<EnablePrefixForIpv6SourceNatEnum>(value);

    public static implicit operator EnablePrefixForIpv6SourceNatEnum(string value) => FindValue(value);
}

public class IpAddressType(string value) : ConstantClass(value)
{
    public static readonly IpAddressType Dualstack = new("dualstack");
    public static readonly IpAddressType DualstackWithoutPublicIpv4 = new("dualstack-without-public-ipv4");
    public static readonly IpAddressType Ipv4 = new("ipv4");

    public static IpAddressType FindValue(string value) => FindValue<IpAddressType>(value);

    public static implicit operator IpAddressType(string value) => FindValue(value);
}

public class LoadBalancerSchemeEnum(string value) : ConstantClass(value)
{
    public static readonly LoadBalancerSchemeEnum Internal = new("internal");
    public static readonly LoadBalancerSchemeEnum InternetFacing = new("internet-facing");

    public static LoadBalancerSchemeEnum FindValue(string value) => FindValue<LoadBalancerSchemeEnum>(value);

    public static implicit operator LoadBalancerSchemeEnum(string value) => FindValue(value);
}

public class LoadBalancerStateEnum(string value) : ConstantClass(value)
{
    public static readonly LoadBalancerStateEnum Active = new("active");
    public static readonly LoadBalancerStateEnum Active_impaired = new("active_impaired");
    public static readonly LoadBalancerStateEnum Failed = new("failed");
    public static readonly LoadBalancerStateEnum Provisioning = new("provisioning");

    public static LoadBalancerStateEnum FindValue(string value) => FindValue<LoadBalancerStateEnum>(value);

    public static implicit operator LoadBalancerStateEnum(string value) => FindValue(value);
}

public class LoadBalancerTypeEnum(string value) : ConstantClass(value)
{
    public static readonly LoadBalancerTypeEnum Application = new("application");
    public static readonly LoadBalancerTypeEnum Gateway = new("gateway");
    public static readonly LoadBalancerTypeEnum Network = new("network");

    public static LoadBalancerTypeEnum FindValue(string value) => FindValue<LoadBalancerTypeEnum>(value);

    public static implicit operator LoadBalancerTypeEnum(string value) => FindValue(value);
}
