using System.Collections.Immutable;
using Bunit;
using Dashboard.Ui;

namespace Dashboard.Tests.Ui;

public sealed class ChartTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<double?> Values = [10, 20, null, 40];

    public ChartTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    private IRenderedComponent<Chart> Show(ImmutableArray<double?> values, params ChartMarker[] markers) =>
        Render<Chart>(parameters => parameters
            .Add(chart => chart.Id, "cpu")
            .Add(chart => chart.Title, "CPU")
            .Add(chart => chart.Lines, [new ChartLine("CPU", Noon, TimeSpan.FromMinutes(1), values)])
            .Add(chart => chart.Span, new TimeSpanUtc(Noon, Noon.AddHours(1)))
            .Add(chart => chart.Thresholds, [new ChartThreshold(80, "80 %")])
            .Add(chart => chart.Markers, markers));

    [Fact]
    public void The_first_html_has_the_line_its_latest_value_the_threshold_and_the_marker()
    {
        var chart = Show(Values, new ChartMarker(Noon.AddMinutes(2), "v1.4.3", "deployment"));

        Assert.StartsWith("M0 ", chart.Find("path").GetAttribute("d"), StringComparison.Ordinal);
        Assert.Equal("40 %", chart.Find(".latest").TextContent);
        Assert.Equal("80 %", chart.Find(".threshold text").TextContent);
        Assert.Equal("v1.4.3", chart.Find(".marker text").TextContent);
    }

    [Fact]
    public void It_says_in_words_what_it_draws()
    {
        var words = Show(Values, new ChartMarker(Noon.AddMinutes(2), "v1.4.3", "deployment")).Find("desc").TextContent;

        Assert.Equal("CPU: 40 % at 31 Jan 12:03, between 10 % and 40 % since 31 Jan 12:00. Threshold 80 %. 31 Jan 12:02 v1.4.3.", words);
    }

    [Fact]
    public void A_chart_without_a_value_says_so_instead_of_drawing_an_axis()
    {
        var chart = Show([null, null]);

        Assert.Empty(chart.FindAll("svg"));
        Assert.Contains("No data", chart.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void It_does_not_render_again_while_its_series_is_the_same()
    {
        var chart = Show(Values);
        var before = chart.RenderCount;

        chart.Render(parameters => parameters.Add(it => it.Lines, [new ChartLine("CPU", Noon, TimeSpan.FromMinutes(1), Values)]));
        Assert.Equal(before, chart.RenderCount);

        chart.Render(parameters => parameters.Add(it => it.Lines, [new ChartLine("CPU", Noon, TimeSpan.FromMinutes(1), [.. Values])]));
        Assert.Equal(before + 1, chart.RenderCount);
    }

    [Fact]
    public void A_label_from_data_is_text_and_never_markup() =>
        Assert.Contains("&lt;b&gt;", Show(Values, new ChartMarker(Noon.AddMinutes(2), "<b>", "deployment")).Markup, StringComparison.Ordinal);
}
