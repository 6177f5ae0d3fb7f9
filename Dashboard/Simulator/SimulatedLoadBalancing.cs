namespace Dashboard.Simulator;

/// <summary>Elastic Load Balancing v2 in one Region. Lists are complete; endpoints page them.</summary>
public sealed class SimulatedLoadBalancing
{
    private readonly RegionState region;

    internal SimulatedLoadBalancing(RegionState region) => this.region = region;

    /// <exception cref="SimulatedAwsException">TargetGroupNotFound, LoadBalancerNotFound.</exception>
    public IReadOnlyList<TargetGroup> DescribeTargetGroups(IReadOnlyList<string>? arns = null, IReadOnlyList<string>? names = null, string? loadBalancerArn = null)
    {
        var all = Served.Where(spec => loadBalancerArn is null || LoadBalancerOf(spec) == loadBalancerArn).Select(Group).ToList();
        if (arns is { Count: > 0 })
            return [.. arns.Select(arn => all.Find(group => group.TargetGroupArn == arn) ?? throw NoGroup())];
        if (names is { Count: > 0 })
            return [.. names.Select(name => all.Find(group => group.TargetGroupName == name) ?? throw NoGroup())];
        return loadBalancerArn is not null && all.Count == 0 ? throw NoLoadBalancer() : all;
    }

    /// <exception cref="SimulatedAwsException">TargetGroupNotFound.</exception>
    public IReadOnlyList<TargetHealthDescription> DescribeTargetHealth(string targetGroupArn)
    {
        var spec = Served.FirstOrDefault(spec => Arns.TargetGroup(spec) == targetGroupArn) ?? throw NoGroup();
        var (service, now) = (region.Service(spec), region.Clock.Now);
        lock (service.Gate)
        {
            service.ReachTo(now);
            return [.. service.Tasks.Where(task => task.RegisteredAt <= now && now < task.StoppedAt).Select(task => Target(spec, task, now))];
        }
    }

    /// <exception cref="SimulatedAwsException">LoadBalancerNotFound.</exception>
    public IReadOnlyList<ApplicationLoadBalancer> DescribeLoadBalancers(IReadOnlyList<string>? arns = null, IReadOnlyList<string>? names = null)
    {
        var all = Served.Select(spec => spec.LoadBalancer!).Distinct(StringComparer.Ordinal).Select(Balancer).ToList();
        if (arns is { Count: > 0 })
            return [.. arns.Select(arn => all.Find(balancer => balancer.LoadBalancerArn == arn) ?? throw NoLoadBalancer())];
        if (names is { Count: > 0 })
            return [.. names.Select(name => all.Find(balancer => balancer.LoadBalancerName == name) ?? throw NoLoadBalancer())];
        return all;
    }

    private IEnumerable<ServiceSpec> Served => region.Specs.Where(spec => spec.LoadBalancer is not null);

    private static SimulatedAwsException NoGroup() => new("TargetGroupNotFound", "One or more target groups not found");

    private static SimulatedAwsException NoLoadBalancer() => new("LoadBalancerNotFound", "One or more load balancers not found");

    private static string LoadBalancerOf(ServiceSpec spec) => Arns.LoadBalancer(spec.Region, spec.LoadBalancer!);

    private TargetGroup Group(ServiceSpec spec) => new(Arns.TargetGroup(spec), $"{spec.Cluster}-{spec.Name}")
    {
        Port = spec.Port,
        VpcId = Arns.Vpc(region.Name),
        LoadBalancerArns = [LoadBalancerOf(spec)],
    };

    private ApplicationLoadBalancer Balancer(string name) => new(Arns.LoadBalancer(region.Name, name), name)
    {
        DnsName = $"{name}-{Hash.Of(29, name) % 2_000_000_000}.{region.Name}.elb.amazonaws.com",
        CreatedTime = region.Clock.Start - TimeSpan.FromDays(500),
        VpcId = Arns.Vpc(region.Name),
        AvailabilityZones = [.. Arns.Subnets(region.Name).Select((subnet, zone) => ($"{region.Name}{(char)('a' + zone)}", subnet))],
        SecurityGroups = ["sg-" + Hash.Hex(Hash.Of(31, name), 17)],
    };

    private static TargetHealthDescription Target(ServiceSpec spec, SimTask task, DateTimeOffset now)
    {
        var (state, reason, description) =
            task.StopAt <= now ? ("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress")
            : task.HealthyAt <= now ? ("healthy", null, null)
            : task.End is { Unhealthy: true } && task.RegisteredAt + (task.StopAt - task.RegisteredAt) / 2 <= now ? ("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [503]")
            : now < task.RegisteredAt + TimeSpan.FromSeconds(2) ? ("initial", "Elb.RegistrationInProgress", "Target registration is in progress")
            : ("initial", (string?)"Elb.InitialHealthChecking", (string?)"Initial health checks in progress");
        return new TargetHealthDescription(TaskView.Address(task), spec.Port, TaskView.Zone(spec, task), spec.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), state, reason, description);
    }
}
