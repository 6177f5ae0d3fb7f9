using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Metrics.Panels;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Metrics;

/// <summary>The panels of one service on one time axis.</summary>
public sealed partial class ServicePanels : LiveComponent
{
    private static readonly TimeSpan PrerenderPatience = TimeSpan.FromSeconds(2);
    private PanelsRead? read;
    private EcsService? service;
    private (ServiceKey, TimeRange)? readFor;
    private PanelSet set = PanelSet.Empty;
    private ScalingLimits? limits;
    private Comparison? comparison;
    private string? compareProblem;
    private (ServiceKey Key, TimeRange Range, Comparison? Comparison)? shown;

    [Parameter, EditorRequired] public required ServiceKey Key { get; set; }
    [Parameter, EditorRequired] public required TimeRange Range { get; set; }
    [Parameter] public IReadOnlyList<ChartMarker> Markers { get; set; } = [];

    /// <summary>Null while they were not read.</summary>
    [Parameter] public TaskExits? Exits { get; set; }

    /// <summary>As in <c>?compare=</c>: 1d or 7d; null for none.</summary>
    [Parameter] public string? Compare { get; set; }

    /// <summary>As in <c>?panel=</c>: the one that has the screen for itself; null for none.</summary>
    [Parameter] public string? Panel { get; set; }

    /// <summary>Error rate from which a service counts as failing, percent.</summary>
    [Parameter] public double ErrorThresholdPercent { get; set; } = 5;

    /// <summary>The service's own, as of its alarms.</summary>
    [Parameter] public ImmutableArray<MetricThreshold> Thresholds { get; set; } = [];
    [CascadingParameter] public ViewerZone? Zone { get; set; }

    private Reading<ServiceSeries> Main => read?.Main ?? Reading<ServiceSeries>.Loading;

    private TimeSpanUtc Span => read?.Span ?? Range.Resolve(Now);

    private TimeSpan Period => read?.Grid.Period ?? TimeSpan.FromMinutes(1);

    private TimeSpan Overdue => Period < TimeSpan.FromMinutes(2) ? TimeSpan.FromMinutes(1) : Period;

    private string? PanelProblem => Panel is not { Length: > 0 } asked || read is null or { IsWaiting: true } || set.Panels.Any(panel => panel.Id == asked) ? null
        : $"{Key.Service} has no panel “{(asked.Length <= 40 ? asked : asked[..40] + "…")}”. It has {string.Join(", ", set.Panels.Select(panel => panel.Id))}.";

    protected override object? Drawn => (
        (Key, Range, Panel, comparison, compareProblem, Navigation.Uri),
        (set, Span, Period, Newest: Main.Value is { } series ? DataTo(series) : null, Main.IsLoading, IsOverdue: Range.IsLive && Main.IsStale(Now, Overdue), Main.Fault),
        (read?.Past?.Fault, read?.Details, read?.IsWaiting),
        (service?.Running, service?.Desired, service?.Pending, service?.LoadBalancers.IsEmpty, service?.Targets?.Healthy, service?.Targets?.Total, limits));

    protected override void OnInitialized()
    {
        Watch(Newest);
        Watch(Fleet);
        Watch(Tasks);
        Watch(Scaled);
    }

    protected override async Task OnParametersSetAsync()
    {
        (comparison, compareProblem) = Comparison.Parse(Compare);
        if (shown == (Key, Range, comparison))
        {
            Arrange();
            return;
        }

        if (shown?.Key != Key)
            (read, set) = (null, PanelSet.Empty);
        shown = (Key, Range, comparison);
        await ReadAsync();
    }

    protected override async Task OnFeedChangedAsync()
    {
        // A fixed range has its answer; only what was not there yet is asked again.
        if (Range.IsLive || read is null or { IsWaiting: true } or { Main.Value: null })
            await ReadAsync();
        else
            Arrange();
    }

    private async Task ReadAsync()
    {
        var asked = shown;
        var answer = await Reader.ReadAsync(Key, Range.Resolve(Now), comparison, PrerenderPatience);
        if (asked != shown)
            return;

        // What is late this time was there a moment ago. Of another range nothing is kept, but it stays on screen until the new one is here, so that nobody loses their place.
        read = read is null || readFor != (Key, Range) ? answer : answer with
        {
            Main = answer.Main.IsLoading ? read.Main : answer.Main,
            Details = answer.Details.IsLoading ? read.Details : answer.Details,
            Past = answer.Past is { IsLoading: true } && read.Past?.Value?.Comparison == comparison ? read.Past : answer.Past,
            Scaling = answer.Scaling is { IsLoading: true } ? read.Scaling : answer.Scaling,
        };
        readFor = (Key, Range);
        Arrange();
    }

    private void Arrange()
    {
        service = Fleet.Current.Value?.Find(Key) ?? (service?.Key == Key ? service : null);
        if (service is null || read is null)
            return;
        limits = Scaled.Current.Value?.Of(Key);
        set = Shelf.Of(new PanelInputs(service, read, Tasks.Current, Exits, Thresholds, ErrorThresholdPercent, Markers) { Limits = limits, LimitsFault = Scaled.Current.Value?.Faults.GetValueOrDefault(Key.Target) }, comparison);
    }

    private static DateTimeOffset? DataTo(ServiceSeries series) => series.Metrics.Values.Max(metric => metric.Latest?.At);

    private string Wider(TimeSpanUtc span)
    {
        var half = span.Length / 2;
        var to = span.To + half < Now ? span.To + half : Now;
        var (from, end) = (DateTimeOffset.FromUnixTimeSeconds((to - 2 * span.Length).ToUnixTimeSeconds()), DateTimeOffset.FromUnixTimeSeconds(to.ToUnixTimeSeconds()));
        var range = new TimeRange { Name = "custom", Fixed = new TimeSpanUtc(from, end) };
        return Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["range"] = null, ["from"] = range.FromText, ["to"] = range.ToText });
    }
}
