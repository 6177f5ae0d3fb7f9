using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;

namespace Dashboard.Tests;

/// <summary>Valid records to start a test from; a test changes what it is about by <c>with</c>.</summary>
internal static partial class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static ServiceKey Key(string service = "checkout", string cluster = "shop", string target = "production") => new(target, cluster, service);

    public static TaskDefinitionRef Ref(string service = "checkout", int revision = 43) => new(service, revision);

    /// <summary>A steady service with two of two tasks, one COMPLETED deployment and one load balancer of its own.</summary>
    public static EcsService Service(string service = "checkout", string cluster = "shop", string target = "production", int revision = 43, int desired = 2, DateTimeOffset? at = null) =>
        new(Key(service, cluster, target), $"arn:aws:ecs:eu-west-1:111122223333:service/{cluster}/{service}")
        {
            Desired = desired,
            Running = desired,
            TaskDefinition = Ref(service, revision),
            Definition = Definition(service, revision),
            Deployments = [Primary(service, revision, desired, at)],
            LoadBalancers = [LoadBalancer(service)],
            Targets = Targets(desired, desired, at),
            ObservedAt = at ?? Noon,
        };

    public static EcsDeployment Primary(string service = "checkout", int revision = 43, int desired = 2, DateTimeOffset? at = null, string rollout = "COMPLETED") =>
        new($"ecs-svc/{revision:D19}", "PRIMARY", Ref(service, revision), rollout, null, desired, desired, 0, 0, (at ?? Noon).AddDays(-2), (at ?? Noon).AddDays(-2));

    public static ServiceLoadBalancer LoadBalancer(string service = "checkout", bool? alone = true) =>
        new($"arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/{service}/0123456789abcdef", $"targetgroup/{service}/0123456789abcdef", $"app/{service}/fedcba9876543210", service, 8080, alone);

    public static TargetHealth Targets(int healthy, int total, DateTimeOffset? at = null) =>
        new(healthy, total, total > healthy ? ImmutableSortedDictionary<string, int>.Empty.Add("Target.ResponseCodeMismatch", total - healthy) : ImmutableSortedDictionary<string, int>.Empty, at ?? Noon);

    public static TaskDefinitionDetail Definition(string service = "checkout", int revision = 43, string? version = null) =>
        new(Ref(service, revision), $"arn:aws:ecs:eu-west-1:111122223333:task-definition/{service}:{revision}", "ACTIVE",
            [Container(service, $"111122223333.dkr.ecr.eu-west-1.amazonaws.com/{service}:{version ?? $"v1.0.{revision}"}")],
            "arn:aws:sts::111122223333:assumed-role/ci-deploy/github", Noon.AddDays(-2), 512, 1024);

    public static ContainerDefinition Container(string name, string image) =>
        new(name, image, Essential: true, ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty) { Ports = [8080] };

    public static ClusterReading Cluster(params EcsService[] services) =>
        new(services.Length == 0 ? "production" : services[0].Key.Target, services.Length == 0 ? "shop" : services[0].Key.Cluster, [.. services], services.Length == 0 ? Noon : services[0].ObservedAt, null);

    /// <summary>The services, gathered into a reading per cluster.</summary>
    public static FleetSnapshot Snapshot(params EcsService[] services) =>
        new([.. services.GroupBy(service => (service.Key.Target, service.Key.Cluster)).Select(group => Cluster([.. group]))]);

    public static EcsTask Task(string id = "0a1b2c", string service = "checkout", int revision = 43, DateTimeOffset? startedAt = null, string health = "HEALTHY") =>
        new(id, Key(service), Ref(service, revision), "RUNNING", "RUNNING", health, $"ecs-svc/{revision:D19}", "eu-west-1a", startedAt ?? Noon.AddHours(-3), startedAt ?? Noon.AddHours(-3), null, null, null,
            [new TaskContainer(service, $"{service}:v1.0.{revision}", "sha256:00", "RUNNING", health, null, null)]);

    public static EcsTask StoppedTask(string id, DateTimeOffset stoppedAt, string service = "checkout", int exitCode = 137, string reason = "OutOfMemoryError: Container killed due to memory usage") =>
        Task(id, service) with
        {
            LastStatus = "STOPPED",
            DesiredStatus = "STOPPED",
            StoppedAt = stoppedAt,
            StopCode = "EssentialContainerExited",
            StoppedReason = "Essential container in task exited",
            Containers = [new TaskContainer(service, $"{service}:v1", "sha256:00", "STOPPED", "UNKNOWN", exitCode, reason)],
        };

    public static BlackBoxSnapshot Stops(params EcsTask[] tasks) =>
        new(tasks.Select(global::Dashboard.Alarms.BlackBox.StoppedTask.Of).OfType<global::Dashboard.Alarms.BlackBox.StoppedTask>().GroupBy(stop => stop.Service).ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray()), 1) { KnownSince = Noon.AddHours(-24) };

    public static TasksSnapshot Tasks(params EcsTask[] tasks) =>
        new(tasks.GroupBy(task => task.Service).ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray()));

    /// <summary>A SUCCESSFUL deployment that took two minutes.</summary>
    public static ServiceDeployment Deployment(string service = "checkout", int revision = 43, DateTimeOffset? startedAt = null, string status = "SUCCESSFUL")
    {
        var started = startedAt ?? Noon.AddDays(-2);
        var arn = $"arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop/{service}/d{revision}";
        return new ServiceDeployment(arn, $"d{revision}", status)
        {
            CreatedAt = started,
            StartedAt = started,
            FinishedAt = status is "PENDING" or "IN_PROGRESS" ? null : started.AddMinutes(2),
            Target = Revision(service, revision),
            CircuitBreakerStatus = "MONITORING_COMPLETE",
            FailureCount = 0,
            FailureThreshold = 3,
        };
    }

    public static ServiceRevision Revision(string service = "checkout", int revision = 43) =>
        new($"arn:aws:ecs:eu-west-1:111122223333:service-revision/shop/{service}/{revision}", Ref(service, revision), [new RevisionImage(service, $"{service}:v1.0.{revision}", $"sha256:{revision:D64}")], Noon.AddDays(-2));

    public static DeploymentHistory History(ServiceKey key, params ServiceDeployment[] deployments) =>
        new(key, [.. deployments], deployments.SelectMany(deployment => deployment.Sources.Append(deployment.Target)).Select(revision => revision?.TaskDefinition).OfType<TaskDefinitionRef>().Distinct()
            .ToImmutableDictionary(known => known, known => Definition(known.Family, known.Revision)), Noon, null);

    public static DeploymentsSnapshot Deployments(params DeploymentHistory[] histories) =>
        new(histories.ToImmutableDictionary(history => history.Key));

    public static Series Series(DateTimeOffset start, params double?[] minutes) => new(start, TimeSpan.FromMinutes(1), [.. minutes]);

    /// <summary>One-minute series that end just before <paramref name="end"/>, one value a minute, all metrics on one grid.</summary>
    public static ServiceSeries Metrics(DateTimeOffset end, double?[] errorPercent, double requests = 600, double p95Seconds = 0.1, double cpu = 30)
    {
        var start = end.AddMinutes(-errorPercent.Length);
        Series Flat(double value) => new(start, TimeSpan.FromMinutes(1), [.. errorPercent.Select(_ => (double?)value)]);
        var errors = new Series(start, TimeSpan.FromMinutes(1), [.. errorPercent.Select(percent => percent / 100 * requests)]);
        return new ServiceSeries(
            ImmutableDictionary<ServiceMetric, Series>.Empty
                .Add(ServiceMetric.Requests, Flat(requests)).Add(ServiceMetric.TargetErrors, errors)
                .Add(ServiceMetric.ResponseP95, Flat(p95Seconds)).Add(ServiceMetric.CpuPercent, Flat(cpu)).Add(ServiceMetric.MemoryPercent, Flat(40)),
            new Series(start, TimeSpan.FromMinutes(1), [.. errorPercent]), null);
    }

    /// <summary>An hour of minutes at one value.</summary>
    public static double?[] Hour(double? percent) => [.. Enumerable.Repeat(percent, 60)];

    public static CloudWatchAlarm Alarm(ServiceKey key, string state = "ALARM", string metric = "CPUUtilization") =>
        new(key.Target, $"{key.Service}-{metric}", $"arn:aws:cloudwatch:eu-west-1:111122223333:alarm:{key.Service}-{metric}", "Metric", state, Noon.AddMinutes(-9), "Threshold Crossed", key, metric);

    public static Fault Fault(FaultKind kind = FaultKind.Unreachable, DateTimeOffset? at = null) =>
        new(kind, "The endpoint did not answer within 10 s.", at ?? Noon) { Operation = "ecs:DescribeServices" };
}
