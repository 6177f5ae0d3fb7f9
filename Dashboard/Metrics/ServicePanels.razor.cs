using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Metrics;

/// <summary>The panels of one service on one time axis.</summary>
public sealed partial class ServicePanels : LiveComponent
{
    private static readonly TimeSpan PrerenderPatience = TimeSpan.FromSeconds(2);
    private static readonly ChartThreshold CpuLimit = new(80, "80 %");
    private Reading<ServiceSeries> reading = Reading<ServiceSeries>.Loading;
    private EcsService? service;
    private TimeSpanUtc span;
    private TimeSpan period = TimeSpan.FromMinutes(1);
    private (ServiceKey Key, TimeRange Range)? shown;

    [Parameter, EditorRequired] public required ServiceKey Key { get; set; }
    [Parameter, EditorRequired] public required TimeRange Range { get; set; }
    [Parameter] public IReadOnlyList<ChartMarker> Markers { get; set; } = [];

    /// <summary>Error rate from which a service counts as failing, percent.</summary>
    [Parameter] public double ErrorThresholdPercent { get; set; } = 5;

    /// <summary>The service's own, as of its alarms.</summary>
    [Parameter] public ImmutableArray<MetricThreshold> Thresholds { get; set; } = [];
    [CascadingParameter] public ViewerZone? Zone { get; set; }

    private TimeSpan Overdue => period < TimeSpan.FromMinutes(2) ? TimeSpan.FromMinutes(1) : period;

    private ImmutableArray<ChartThreshold> ErrorLimit => [new(ErrorThresholdPercent, Format.Percent(ErrorThresholdPercent))];

    private ImmutableArray<ChartThreshold> CpuLimits => MetricThreshold.Lines(Thresholds, ServiceMetric.CpuPercent, ChartUnit.Percent, own: CpuLimit);

    private ImmutableArray<ChartThreshold> Limits(ServiceMetric metric, ChartUnit unit, double factor = 1) => MetricThreshold.Lines(Thresholds, metric, unit, factor);

    protected override void OnInitialized()
    {
        Watch(Newest);
        Watch(Fleet);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Key, Range))
            return;
        shown = (Key, Range);
        reading = Reading<ServiceSeries>.Loading;
        await ReadAsync();
    }

    protected override Task OnFeedChangedAsync()
    {
        // A fixed range has its answer; only what was not there yet is asked again.
        return Range.IsLive || reading.Value is null ? ReadAsync() : Task.CompletedTask;
    }

    private async Task ReadAsync()
    {
        var asked = shown;
        var now = Now;
        var range = Range.Resolve(now);
        try
        {
            var answer = await Metrics.ReadAsync(Key, range).WaitAsync(PrerenderPatience, Time);
            if (asked != shown)
                return;
            var grid = SeriesGrid.Covering(range, MetricPeriod.For(range, now));
            (reading, period, span) = (answer, grid.Period, new TimeSpanUtc(grid.StartAt, grid.EndAt));
        }
        catch (TimeoutException)
        {
            // The answer goes on being read for all; the next change of the feed finds it.
        }

        service = Fleet.Current.Value?.Find(Key);
    }

    private static DateTimeOffset? DataTo(ServiceSeries series) => series.Metrics.Values.Max(metric => metric.Latest?.At);

    private static ImmutableArray<ChartLine> Cpu(ServiceSeries series) => [series[ServiceMetric.CpuPercent].Line("CPU")];

    private static ImmutableArray<ChartLine> Memory(ServiceSeries series) => [series[ServiceMetric.MemoryPercent].Line("Memory")];

    private static ImmutableArray<ChartLine> Errors(ServiceSeries series) => [series.ErrorPercent.Line("Error rate", 2)];

    private static ImmutableArray<ChartLine> Requests(ServiceSeries series) => [series.RequestsPerMinute.Line("Requests")];

    private static ImmutableArray<ChartLine> ResponseTimes(ServiceSeries series) =>
    [
        series[ServiceMetric.ResponseP50].Line("p50", 1, 1000),
        series[ServiceMetric.ResponseP95].Line("p95", 2, 1000),
        series[ServiceMetric.ResponseP99].Line("p99", 4, 1000),
    ];

    private static ImmutableArray<ChartLine> Targets(ServiceSeries series) =>
        [series[ServiceMetric.HealthyTargets].Line("healthy", 3), series[ServiceMetric.UnhealthyTargets].Line("unhealthy", 2)];
}
