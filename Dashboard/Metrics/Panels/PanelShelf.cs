using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>All that a service's panels are made of.</summary>
/// <param name="Exits">Null while they were not read.</param>
public sealed record PanelInputs(EcsService Service, PanelsRead Read, Reading<TasksSnapshot> Tasks, TaskExits? Exits, ImmutableArray<MetricThreshold> Thresholds, double ErrorThresholdPercent, IReadOnlyList<ChartMarker> Markers)
{
    /// <summary>Null when it is not scaled automatically, or while that is not known.</summary>
    public ScalingLimits? Limits { get; init; }
    public Fault? LimitsFault { get; init; }
}

/// <param name="Markers">Those of the inputs and the scaling activities.</param>
public sealed record PanelSet(ImmutableArray<ServicePanel> Panels, IReadOnlyList<ChartMarker> Markers, string? InsightsNote)
{
    public static PanelSet Empty { get; } = new([], [], null);
}

/// <summary>The panels of a service, made once for all viewers who look at the same range of it.</summary>
public sealed class PanelShelf(TimeProvider time)
{
    // Ranges are the viewers' choice, so what is kept for them is bounded.
    private const int Most = 512;

    // While a change goes round some viewers still have what was before it, and must not have it made anew each time in between.
    private const int MostAtOnce = 4;
    private readonly ConcurrentDictionary<(ServiceKey, TimeSpan Length, Comparison?), Made> made = new();

    public PanelSet Of(PanelInputs inputs, Comparison? comparison)
    {
        if (made.Count > Most)
            made.Clear();
        var place = made.GetOrAdd((inputs.Service.Key, inputs.Read.Span.Length, comparison), static _ => new Made());
        lock (place)
        {
            if (place.Sets.Find(one => one.Inputs == inputs).Set is { } known)
                return known;
            var before = place.Sets is [.., var newest] ? newest.Set : null;
            var book = new PanelBook(inputs.Service, inputs.Read, inputs.Tasks, inputs.Exits, time.GetUtcNow(), place.Exits)
            {
                Thresholds = inputs.Thresholds, ErrorThresholdPercent = inputs.ErrorThresholdPercent, Limits = inputs.Limits, LimitsFault = inputs.LimitsFault,
            };
            place.Exits = book.Exits;
            var markers = (IReadOnlyList<ChartMarker>)[.. inputs.Markers, .. (inputs.Read.Scaling?.Value?.All ?? []).Select(Marker)];
            if (before is not null && before.Markers.SequenceEqual(markers))
                markers = before.Markers;
            var set = new PanelSet(Keep(book.Panels, before), markers, inputs.Read.Details.IsLoading ? null : book.InsightsNote);
            if (place.Sets.Count == MostAtOnce)
                place.Sets.RemoveAt(0);
            place.Sets.Add((inputs, set));
            return set;
        }
    }

    // A panel in which nothing is new stays the old one, and so does whatever was drawn of it.
    private static ImmutableArray<ServicePanel> Keep(ImmutableArray<ServicePanel> panels, PanelSet? before) =>
        before is null ? panels : panels.Select(panel => before.Panels.FirstOrDefault(old => old.Id == panel.Id) is { } old ? Keep(panel, old) : panel).ToImmutableArray().KeptFrom(before.Panels);

    private static ServicePanel Keep(ServicePanel panel, ServicePanel old) => panel with
    {
        Lines = panel.Lines.KeptFrom(old.Lines), Facts = panel.Facts.KeptFrom(old.Facts), Thresholds = panel.Thresholds.KeptFrom(old.Thresholds),
    };

    private static ChartMarker Marker(ScalingActivity activity) => new(activity.At, activity.Words, activity.Problem is null ? "scaling" : "failed") { IsMinor = true };

    private sealed class Made
    {
        public ExitCounts? Exits { get; set; }

        /// <summary>The newest last.</summary>
        public List<(PanelInputs Inputs, PanelSet Set)> Sets { get; } = [];
    }
}
