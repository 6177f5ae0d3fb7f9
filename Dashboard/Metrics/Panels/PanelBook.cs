using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>Makes the panels of a service from what was read, in the order in which a person looks.</summary>
/// <param name="tasks">For how old and how complete the exits are.</param>
/// <param name="exits">Null while they were not read.</param>
public sealed class PanelBook(EcsService service, PanelsRead read, Reading<TasksSnapshot> tasks, TaskExits? exits, DateTimeOffset now, ExitCounts? exitsBefore = null)
{
    private const string KeptFor = "ECS remembers a stopped task for an hour, and this panel for a day after the dashboard saw it.";
    private static readonly ChartThreshold CpuLimit = new(80, "80 %");

    // Without its dimensions nothing was asked, which is not the same as nothing.
    private readonly string noRequests = service.KnownLoadBalancers < service.LoadBalancers.Length ? "Which load balancer it is behind is not known yet." : "No requests in this range.";
    private readonly ServiceSeries main = read.Main.Value ?? new ServiceSeries(ImmutableDictionary<ServiceMetric, Series>.Empty, Series.Empty, null);
    private readonly DetailSeries details = read.Details.Value ?? DetailSeries.Empty;
    private readonly PastSeries? past = read.Past?.Value;

    /// <summary>The service's own, as of its alarms.</summary>
    public ImmutableArray<MetricThreshold> Thresholds { get; init; } = [];

    /// <summary>Error rate from which a service counts as failing, percent.</summary>
    public double ErrorThresholdPercent { get; init; } = 5;

    /// <summary>Null when it is not scaled automatically, or while that is not known.</summary>
    public ScalingLimits? Limits { get; init; }

    /// <summary>Why the limits are not known; null when they are.</summary>
    public Fault? LimitsFault { get; init; }

    public ExitCounts Exits { get; } = ExitCounts.Of(exits, read.Grid, tasks.ObservedAt, exitsBefore);

    public ImmutableArray<ServicePanel> Panels =>
    [
        Cpu(), Memory(),
        .. service.LoadBalancers.IsEmpty ? [] : new[] { Errors(), ResponseTime(), Requests(), Responses(), Targets(), Zones() }.OfType<ServicePanel>(),
        Tasks(), Restarts(),
        .. details.Insights is InsightsLevel.On or InsightsLevel.Enhanced ? new[] { Network(), Disk() } : [],
        .. details.Insights is InsightsLevel.Enhanced ? [TaskCpu()] : Array.Empty<ServicePanel>(),
    ];

    /// <summary>What there is no panel of, and what to do about it; null when there are all.</summary>
    public string? InsightsNote => details switch
    {
        { Insights: null, InsightsFault: { } fault } => $"Whether the cluster has Container Insights could not be read, so network, disk and per-task CPU are missing. {fault.Message}",
        { Insights: InsightsLevel.Off } => $"Container Insights is off in this cluster, so CloudWatch has no network, disk or per-task CPU of it. To turn it on: {TurnOn}",
        { Insights: InsightsLevel.On } => $"Per-task CPU needs Container Insights with enhanced observability. To turn it on: {TurnOn}",
        _ => null,
    };

    private string TurnOn => $"aws ecs update-cluster-settings --cluster {service.Key.Cluster} --settings name=containerInsights,value=enhanced";

    private ServicePanel Cpu() => new("cpu", "CPU", ChartUnit.Percent,
        [main[ServiceMetric.CpuPercent].Line("average"), details[DetailMetric.CpuMaximum].Line("maximum", 4), .. Past(past?.Main[ServiceMetric.CpuPercent], 1)])
    {
        AtLeast = 100,
        Thresholds = MetricThreshold.Lines(Thresholds, ServiceMetric.CpuPercent, ChartUnit.Percent, own: CpuLimit),
        Facts = Reservation.OfCpu(service),
        Fault = details.FaultOf(DetailMetric.CpuMaximum),
    };

    private ServicePanel Memory() => new("memory", "Memory", ChartUnit.Percent,
        [main[ServiceMetric.MemoryPercent].Line("average"), details[DetailMetric.MemoryMaximum].Line("maximum", 4), .. Past(past?.Main[ServiceMetric.MemoryPercent], 1)])
    {
        AtLeast = 100,
        Thresholds = LinesOf(ServiceMetric.MemoryPercent, ChartUnit.Percent),
        Facts = Reservation.OfMemory(service),
        Fault = details.FaultOf(DetailMetric.MemoryMaximum),
    };

    private ServicePanel Errors()
    {
        var (target, balancer) = DerivedSeries.SplitErrors(main);
        var parts = main.LoadBalancerErrorsApart is null ? new[] { target.Line("of targets"), balancer.Line("of the load balancer", 4) } : [];
        return new ServicePanel("error-rate", "Error rate", ChartUnit.Percent, [main.ErrorPercent.Line("Error rate", 2), .. parts, .. Past(past?.Main.ErrorPercent, 2)])
        {
            Thresholds = [new(ErrorThresholdPercent, Format.Percent(ErrorThresholdPercent))],
            Empty = noRequests,
            Facts = main.LoadBalancerErrorsApart is { } apart
                ? [$"The load balancer, shared with other services, answered {Format.Count(apart.Values.Sum() ?? 0)} requests itself with 5xx in this range; they are no part of this rate."]
                : [],
        };
    }

    private ServicePanel ResponseTime() => new("response-time", "Response time", ChartUnit.Milliseconds,
        [
            main[ServiceMetric.ResponseP50].Line("p50", 1, 1000),
            details[DetailMetric.ResponseP90].Line("p90", 3, 1000),
            main[ServiceMetric.ResponseP95].Line("p95", 2, 1000),
            main[ServiceMetric.ResponseP99].Line("p99", 4, 1000),
            .. past is null ? [] : new[] { past.Line(past.Main[ServiceMetric.ResponseP95], 2, 1000) with { Name = $"p95 {past.Comparison.Name}" } },
        ])
    {
        Thresholds = LinesOf(ServiceMetric.ResponseP95, ChartUnit.Milliseconds, 1000),
        Empty = noRequests,
        Fault = details.FaultOf(DetailMetric.ResponseP90),
    };

    private ServicePanel Requests() => new("requests", "Requests per minute", ChartUnit.Count, [main.RequestsPerMinute.Line("Requests"), .. Past(past?.Main.RequestsPerMinute, 1)]) { Empty = noRequests };

    private ServicePanel Responses() => new("responses", "Responses of the targets per minute", ChartUnit.Count,
        [
            Status(details[DetailMetric.Status2xx]).Line("2xx", 3),
            Status(details[DetailMetric.Status3xx]).Line("3xx"),
            Status(details[DetailMetric.Status4xx]).Line("4xx", 4),
            Status(main[ServiceMetric.TargetErrors]).Line("5xx", 2),
            .. past is null ? [] : new[] { past.Line(DerivedSeries.PerMinute(past.Details[DetailMetric.Status2xx], now), 3) with { Name = $"2xx {past.Comparison.Name}" } },
        ])
    {
        Empty = noRequests,
        Fault = details.FaultOf(DetailMetric.Status2xx, DetailMetric.Status3xx, DetailMetric.Status4xx),
    };

    private ServicePanel Targets() => new("targets", "Targets", ChartUnit.Count,
        [main[ServiceMetric.HealthyTargets].Line("healthy", 3), main[ServiceMetric.UnhealthyTargets].Line("unhealthy", 2), .. Past(past?.Main[ServiceMetric.HealthyTargets], 3)])
    {
        Thresholds = LinesOf(ServiceMetric.HealthyTargets, ChartUnit.Count),
    };

    private ServicePanel? Zones()
    {
        var zones = details.Parts(DetailMetric.HealthyInZone).ToList();
        var lines = zones.Select((zone, index) => details[DetailMetric.HealthyInZone, zone].Line(zone, 1 + index % 4));
        var unhealthy = zones.Select((zone, index) => details[DetailMetric.UnhealthyInZone, zone].Line($"{zone} unhealthy", 1 + (index + 2) % 4)).Where(line => line.Highest(read.Span) > 0);
        var fault = details.FaultOf(DetailMetric.HealthyInZone, DetailMetric.UnhealthyInZone);
        return zones.Count == 0 && fault is null ? null : new ServicePanel("zones", "Healthy targets by zone", ChartUnit.Count, [.. lines, .. unhealthy]) { Fault = fault };
    }

    private ServicePanel Tasks() => WithScaling(details.Insights is InsightsLevel.On or InsightsLevel.Enhanced
        ? new ServicePanel("running", "Tasks", ChartUnit.Count,
            [details[DetailMetric.InsightsRunning].Line("running", 3), details[DetailMetric.InsightsPending].Line("pending", 4), details[DetailMetric.InsightsDesired].Line("desired"), .. Past(past?.Details[DetailMetric.RunningTasks], 3, perMinute: true)])
            {
                Fault = details.FaultOf(DetailMetric.InsightsRunning, DetailMetric.InsightsPending, DetailMetric.InsightsDesired),
            }
        : new ServicePanel("running", "Tasks", ChartUnit.Count, [DerivedSeries.PerMinute(details[DetailMetric.RunningTasks], now).Line("running", 3), .. Past(past?.Details[DetailMetric.RunningTasks], 3, perMinute: true)])
        {
            Facts = [$"Desired now: {service.Desired}, pending now: {service.Pending}. Over time CloudWatch has both only with Container Insights."],
            Fault = details.FaultOf(DetailMetric.RunningTasks),
        });

    private ServicePanel WithScaling(ServicePanel panel) => panel with
    {
        Facts = [.. panel.Facts, .. ScalingWords.Of(service, Limits, LimitsFault, read.Scaling)],
        Thresholds = Limits is { } limits && limits.Maximum > limits.Minimum ? [new(limits.Maximum, $"maximum {limits.Maximum}")] : [],
    };

    private ServicePanel Restarts() => new("restarts", "Tasks that stopped by themselves", ChartUnit.Count, [Exits.All.Line("all"), Exits.OutOfMemory.Line("out of memory", 2)])
    {
        Empty = exits is null || tasks.ObservedAt is null ? "The stopped tasks were not read yet." : $"Nothing is counted of this range. {KeptFor}",
        Facts = exits is { KnownSince: var since } && read.Grid.StartAt < since - read.Grid.Period && read.Grid.EndAt > since ? [$"Before the line begins nothing is counted. {KeptFor}"] : [],
        Fault = tasks.Value?.FaultOf(service.Key) ?? tasks.Fault,
    };

    private ServicePanel Network() => new("network", "Network per task", ChartUnit.BytesPerSecond,
        [details[DetailMetric.NetworkReceived].Line("received"), details[DetailMetric.NetworkSent].Line("sent", 2), .. Past(past?.Details[DetailMetric.NetworkReceived], 1)])
    {
        Facts = ["The mean of the tasks."],
        Fault = details.FaultOf(DetailMetric.NetworkReceived, DetailMetric.NetworkSent),
    };

    private ServicePanel Disk() => new("disk", "Disk per task, since its start", ChartUnit.Bytes,
        [details[DetailMetric.StorageRead].Line("read"), details[DetailMetric.StorageWritten].Line("written", 2), .. Past(past?.Details[DetailMetric.StorageRead], 1)])
    {
        Facts = ["The mean of the tasks. Container Insights counts the bytes from the start of each, so new tasks make it fall."],
        Fault = details.FaultOf(DetailMetric.StorageRead, DetailMetric.StorageWritten),
    };

    // More lines than there are colours cannot be told apart; the busiest ones matter.
    private ServicePanel TaskCpu()
    {
        var all = details.Parts(DetailMetric.TaskCpu).Select(task => (Task: task, Series: details[DetailMetric.TaskCpu, task])).ToList();
        var busiest = all.OrderByDescending(one => one.Series.Latest?.Value ?? -1).ThenBy(one => one.Task, StringComparer.Ordinal).Take(4);
        return new ServicePanel("task-cpu", "CPU by task", ChartUnit.Percent, [.. busiest.Select((one, index) => one.Series.Line(one.Task.Length > 8 ? one.Task[..8] : one.Task, 1 + index))])
        {
            AtLeast = 100,
            Empty = "CloudWatch has no values of the tasks that run now for this range.",
            Facts = all.Count < service.Running ? [$"The 4 busiest of {all.Count} tasks. {service.Running} run; CloudWatch is asked for no more than {DetailQueries.MostTasks}."]
                : all.Count > 4 ? [$"The 4 busiest of {all.Count} running tasks."] : [],
            Fault = details.FaultOf(DetailMetric.TaskCpu),
        };
    }

    private Series Status(Series count) => DerivedSeries.PerMinute(DerivedSeries.WithZeros(count, main[ServiceMetric.Requests]), now);

    private ImmutableArray<ChartThreshold> LinesOf(ServiceMetric metric, ChartUnit unit, double factor = 1) => MetricThreshold.Lines(Thresholds, metric, unit, factor);

    private IEnumerable<ChartLine> Past(Series? series, int color, bool perMinute = false) =>
        past is null || series is null ? [] : [past.Line(perMinute ? DerivedSeries.PerMinute(series, now) : series, color)];
}
