using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui;

/// <summary>A time series panel as SVG, complete in the first HTML. Its module shows one crosshair on all charts of the page.</summary>
public sealed partial class Chart : ComponentBase
{
    private ChartDrawing drawn = default!;
    private ChartDrawing? told;
    private bool changed, isShown, isOdd;

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

    [Inject] private ChartAdvances Advances { get; set; } = default!;

    protected override void OnParametersSet()
    {
        var now = new ChartInputs(Id, Of, Title, Lines, Span, Unit, Thresholds, Markers, Viewer?.Zone ?? TimeZoneInfo.Utc, AtLeast, Empty);
        if (drawn?.IsOf(now) == true)
            return;
        drawn = ChartDrawing.From(now);
        if (!isShown || changed || drawn.After(told!) is null || !Advances.Add(this))
            DrawWhole();
    }

    /// <summary>A dozen charts a page and a tick every few seconds: only one that did not simply go on is drawn again.</summary>
    protected override bool ShouldRender() => changed;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        (isShown, changed) = (true, false);
        if (firstRender)
            await Advances.LoadAsync("./" + Assets["Ui/Chart.razor.js"]);
    }

    /// <summary>From what the browser has, or was sent, to what there is now; null when that is nothing, or was drawn whole in the meantime.</summary>
    internal ChartAdvance? Step()
    {
        if (ReferenceEquals(told, drawn))
            return null;
        var step = drawn.After(told!);
        if (step is null)
            Redraw();
        told = drawn;
        return step is { IsEmpty: true } ? null : step;
    }

    /// <summary>The browser did not show what an advance was to follow.</summary>
    internal void Redraw()
    {
        DrawWhole();
        StateHasChanged();
    }

    private void DrawWhole() => (told, changed, isOdd) = (drawn, true, !isOdd);
}
