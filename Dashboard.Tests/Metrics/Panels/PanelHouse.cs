using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Shell;
using Dashboard.Tests.Fleet;
using Dashboard.Ui;
using InjectedFault = Dashboard.Simulator.InjectedFault;

namespace Dashboard.Tests.Metrics.Panels;

/// <summary>The panels of the simulated AWS's services, read over HTTP.</summary>
internal sealed class PanelHouse : IAsyncDisposable
{
    private readonly SimulatedFleet fleet;
    private readonly Feed<ContainerInsights> insights = new();
    private readonly Feed<ScalingSnapshot> scaling = new();

    private PanelHouse(SimulatedFleet fleet)
    {
        this.fleet = fleet;
        Source = new MetricSource(fleet.Clients, fleet.Time);
        Details = new ServiceDetails(fleet.Fleet, fleet.Tasks, insights, Source, fleet.Time);
        Reader = new PanelReader(new ServiceMetrics(fleet.Fleet, Store, Source, fleet.Time), Details, new ServicePast(fleet.Fleet, insights, Source, fleet.Time), scaling, new ScalingActivitiesSource(fleet.Clients, fleet.Time), fleet.Time);
    }

    public SimulatedAws Aws => fleet.Aws;
    public SimulatedFleet Fleet => fleet;
    public MetricStore Store { get; } = new();
    public MetricSource Source { get; }
    public ServiceDetails Details { get; }
    public PanelReader Reader { get; }

    /// <summary>Metrics that were asked of GetMetricData so far: what AWS charges.</summary>
    public long MetricsAsked => fleet.Meter.Read().Rows.Sum(row => row.Tally.Metrics);

    public static async Task<PanelHouse> StartAsync(InjectedFault? fault = null)
    {
        var fleet = await SimulatedFleet.StartAsync();
        if (fault is not null)
            fleet.Aws.Faults.Add(fault);
        await fleet.SweepAsync();
        await fleet.ReadTasksAsync();
        var house = new PanelHouse(fleet);
        await new ContainerInsightsSource(fleet.Clients, fleet.Fleet, house.insights, fleet.Time).RunAsync(TestContext.Current.CancellationToken);
        await new ScalableTargetsSource(fleet.Clients, fleet.Fleet, house.scaling, fleet.Time).RunAsync(TestContext.Current.CancellationToken);
        return house;
    }

    public TimeSpanUtc LastHour => new(fleet.Time.GetUtcNow().AddHours(-1), fleet.Time.GetUtcNow());

    public async Task<PanelBook> ReadAsync(string service, string cluster = "shop", Comparison? comparison = null, TimeSpanUtc? range = null)
    {
        var read = await Reader.ReadAsync(Make.Key(service, cluster), range ?? LastHour, comparison, TimeSpan.FromMinutes(1));
        return new PanelBook(fleet.Service(service, cluster), read, fleet.Tasks.Current, Exits(service, cluster), fleet.Time.GetUtcNow())
        {
            Limits = scaling.Current.Value!.Of(Make.Key(service, cluster)),
            LimitsFault = scaling.Current.Value.Faults.GetValueOrDefault("production"),
        };
    }

    private TaskExits Exits(string service, string cluster) => ServiceExits.Of(Make.Stops([.. fleet.Tasks.Current.Value!.Of(Make.Key(service, cluster))]), Make.Key(service, cluster))!;

    public ValueTask DisposeAsync() => fleet.DisposeAsync();
}
