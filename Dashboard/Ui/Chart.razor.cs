using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Ui;

/// <summary>A time series panel as SVG, complete in the first HTML. Its module shows one crosshair on all charts of the page.</summary>
public sealed partial class Chart : ComponentBase
{
    private Drawn? drawn;
    private bool changed;
    private ChartScale scale = ChartScale.For(null, ChartUnit.Count);
    private ImmutableArray<TimeTick> times = [];
    private ImmutableArray<PlacedMarker> placed = [];
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private string summary = "";

    /// <summary>Of the page, for deep links; also what its texts are named by.</summary>
    [Parameter, EditorRequired] public required string Id { get; set; }
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>Whose values these are, for what leaves the page as a picture.</summary>
    [Parameter] public string? Of { get; set; }
    [Parameter, EditorRequired] public required ImmutableArray<ChartLine> Lines { get; set; }
    [Parameter, EditorRequired] public required TimeSpanUtc Span { get; set; }
    [Parameter] public ChartUnit Unit { get; set; }
    [Parameter] public ImmutableArray<ChartThreshold> Thresholds { get; set; } = [];
    [Parameter] public IReadOnlyList<ChartMarker> Markers { get; set; } = [];

    [CascadingParameter] public ViewerZone? Viewer { get; set; }

    /// <summary>The axis reaches at least this value, as 100 for a share of a reservation; null to fit the data.</summary>
    [Parameter] public double? AtLeast { get; set; }

    /// <summary>What stands in place of a chart without one value.</summary>
    [Parameter] public string? Empty { get; set; }

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private bool HasData => Lines.Any(line => line.Latest(Span) is not null);
    private string StepMs => Number((Lines.FirstOrDefault()?.Period ?? TimeSpan.FromMinutes(1)).TotalMilliseconds);

    protected override void OnParametersSet()
    {
        var now = new Drawn(Title, Lines, Span, Unit, Thresholds, Markers, Viewer?.Zone, AtLeast, Empty);
        changed = !now.IsSameAs(drawn);
        if (!changed)
            return;
        drawn = now;
        zone = Viewer?.Zone ?? TimeZoneInfo.Utc;
        scale = ChartScale.Above(Lines.Select(line => line.Highest(Span)).Concat(Thresholds.Select(threshold => (double?)threshold.Value)).Max(), AtLeast, Unit);
        times = TimeTicks.For(Span, zone);
        placed = MarkerLayout.Place(Markers, Span);
        summary = ChartSummary.Of(Lines, Span, Unit, placed, Thresholds, zone);
    }

    /// <summary>Six charts a page and a tick every few seconds: only one whose series, window or markers changed is drawn again.</summary>
    protected override bool ShouldRender() => changed;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            // The module listens on the document once, however many charts import it, so there is nothing to dispose of.
            await Js.InvokeVoidAsync("import", "./" + Assets["Ui/Chart.razor.js"]);
        }
        catch (JSDisconnectedException)
        {
            // The viewer left while the page was being drawn.
        }
    }

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private sealed record Drawn(string Title, ImmutableArray<ChartLine> Lines, TimeSpanUtc Span, ChartUnit Unit, ImmutableArray<ChartThreshold> Thresholds, IReadOnlyList<ChartMarker> Markers, TimeZoneInfo? Zone, double? AtLeast, string? Empty)
    {
        /// <summary>Lists are compared by their members, and a line's values by reference: a poll that brought nothing new keeps the array.</summary>
        public bool IsSameAs(Drawn? other) =>
            other is not null
            && this with { Lines = other.Lines, Thresholds = other.Thresholds, Markers = other.Markers } == other
            && Lines.SequenceEqual(other.Lines)
            && Thresholds.SequenceEqual(other.Thresholds)
            && Markers.SequenceEqual(other.Markers);
    }
}
