using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Ui;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics.Panels;

public sealed class PanelShelfTests
{
    private static readonly SeriesGrid Hour = new(Noon.AddHours(-1), TimeSpan.FromMinutes(1), 60);
    private readonly PanelShelf shelf = new(new FakeTimeProvider(Noon));

    [Fact]
    public void While_a_change_goes_round_those_before_and_after_it_each_have_theirs_made_once()
    {
        var (before, after) = (shelf.Of(Inputs(40), null), shelf.Of(Inputs(60), null));

        Assert.NotSame(before, after);
        Assert.Same(before, shelf.Of(Inputs(40), null));
        Assert.Same(after, shelf.Of(Inputs(60), null));
    }

    [Fact]
    public void A_panel_in_which_nothing_is_new_stays_equal_and_keeps_its_lines()
    {
        var (before, after) = (shelf.Of(Inputs(40), null), shelf.Of(Inputs(60), null));

        Assert.Equal(Panel(before, "memory"), Panel(after, "memory"));
        Assert.NotEqual(Panel(before, "cpu"), Panel(after, "cpu"));
    }

    [Fact]
    public void Another_range_and_another_comparison_have_panels_of_their_own()
    {
        var inputs = Inputs(40);

        Assert.NotSame(shelf.Of(inputs, null), shelf.Of(inputs, Comparison.All[0]));
        Assert.NotSame(shelf.Of(inputs, null), shelf.Of(inputs with { Read = inputs.Read with { Grid = Hour with { Count = 30 } } }, null));
    }

    [Fact]
    public void Exits_and_markers_that_are_read_anew_and_say_the_same_make_nothing_new()
    {
        var exits = new TaskExits([new(Noon.AddMinutes(-10), true)], Noon.AddHours(-2));
        var set = shelf.Of(Inputs(40) with { Exits = exits }, null);

        Assert.Same(set, shelf.Of(Inputs(40) with { Exits = new TaskExits([new(Noon.AddMinutes(-10), true)], Noon.AddHours(-2)) }, null));
        Assert.NotSame(set, shelf.Of(Inputs(40) with { Exits = exits with { KnownSince = Noon.AddHours(-1) } }, null));
        Assert.NotSame(set, shelf.Of(Inputs(40) with { Exits = exits with { All = [new(Noon.AddMinutes(-10), false)] } }, null));
    }

    private static ServicePanel Panel(PanelSet set, string id) => set.Panels.Single(panel => panel.Id == id);

    // The same objects each time, as feeds hand them to every viewer.
    private static readonly EcsService Shared = Service();
    private static readonly Dictionary<double, Reading<ServiceSeries>> Main = new[] { 40.0, 60 }.ToDictionary(cpu => cpu, cpu => new Reading<ServiceSeries>(Series(cpu), Noon, null));
    private static readonly ChartMarker[] None = [];

    private static PanelInputs Inputs(double cpu) => new(Shared, new PanelsRead(Hour, Main[cpu], Reading<DetailSeries>.Loading, null), Reading<TasksSnapshot>.Loading, null, [], 5, None);
}
