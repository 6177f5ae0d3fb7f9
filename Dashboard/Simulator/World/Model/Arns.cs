namespace Dashboard.Simulator;

internal static class Arns
{
    private static ulong Id(ServiceSpec spec, string kind) => Hash.Of(11, $"{kind}/{spec.Region}/{spec.Cluster}/{spec.Name}");

    private static string Ecs(string region, string rest) => $"arn:aws:ecs:{region}:{SimulatedWorld.Account}:{rest}";

    private static string Elb(string region, string rest) => $"arn:aws:elasticloadbalancing:{region}:{SimulatedWorld.Account}:{rest}";

    public static string Cluster(string region, string cluster) => Ecs(region, $"cluster/{cluster}");

    public static string Service(ServiceSpec spec) => Ecs(spec.Region, $"service/{spec.Cluster}/{spec.Name}");

    public static string Task(ServiceSpec spec, string id) => Ecs(spec.Region, $"task/{spec.Cluster}/{id}");

    public static string Run(ServiceSpec spec, string id) => Ecs(spec.Region, $"service-deployment/{spec.Cluster}/{spec.Name}/{id}");

    public static string Revision(ServiceSpec spec, string id) => Ecs(spec.Region, $"service-revision/{spec.Cluster}/{spec.Name}/{id}");

    /// <summary>CloudWatch's dimension, the last part of the ARN.</summary>
    public static string TargetGroupDimension(ServiceSpec spec) => $"targetgroup/{spec.Cluster}-{spec.Name}/{Hash.Hex(Id(spec, "tg"), 16)}";

    public static string LoadBalancerDimension(string region, string name) => $"app/{name}/{Hash.Hex(Hash.Of(13, region + name), 16)}";

    public static string TargetGroup(ServiceSpec spec) => Elb(spec.Region, TargetGroupDimension(spec));

    public static string LoadBalancer(string region, string name) => Elb(region, "loadbalancer/" + LoadBalancerDimension(region, name));

    public static string Alarm(string region, string name) => $"arn:aws:cloudwatch:{region}:{SimulatedWorld.Account}:alarm:{name}";

    public static string LogGroup(string region, string name) => $"arn:aws:logs:{region}:{SimulatedWorld.Account}:log-group:{name}";

    public static string Last(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    public static string Vpc(string region) => "vpc-" + Hash.Hex(Hash.Of(17, region), 17);

    public static IReadOnlyList<string> Subnets(string region) => [.. Enumerable.Range(0, 3).Select(zone => "subnet-" + Hash.Hex(Hash.Of((ulong)(19 + zone), region), 17))];

    /// <summary>What the service was given along with that revision.</summary>
    public static NetworkConfiguration Network(ServiceSpec spec, int revision)
    {
        var other = spec.Story == Story.OtherNetwork && revision >= spec.Revision;
        return new(new AwsvpcConfiguration([.. Subnets(spec.Region).Skip(other ? 1 : 0)], ["sg-" + Hash.Hex(Hash.Of(23, spec.Region + spec.Cluster + (other ? spec.Name : "")), 17)], "DISABLED"));
    }
}
