using System.Collections.Immutable;
using System.Text.Json;
using Bunit;
using Dashboard.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Dashboard.Tests.Ui;

public sealed class ChartTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<double?> Values = [10, 20, null, 40];

    public ChartTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddScoped<ChartAdvances>();
    }

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

        Assert.Equal("Since 31 Jan 12:00, newest at 31 Jan 12:03. CPU: 40 %, between 10 % and 40 %. Threshold 80 %. 31 Jan 12:02 v1.4.3.", words);
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

        chart.Render(parameters => parameters.Add(it => it.Lines, [new ChartLine("CPU", Noon, TimeSpan.FromMinutes(1), [10, 20, null, 400])]));
        Assert.Equal(before + 1, chart.RenderCount);
    }

    [Fact]
    public void A_value_more_goes_to_the_script_and_nothing_is_drawn()
    {
        var module = Module();
        var chart = Show(Values);
        var before = chart.RenderCount;

        Next(chart, [10, 20, null, 40, 60]);

        Assert.True(SpinWait.SpinUntil(() => module.Invocations["advance"].Count == 1, TimeSpan.FromSeconds(20)));
        var told = module.Invocations["advance"].Single();
        Assert.Equal([Noon.AddHours(1).ToUnixTimeMilliseconds(), Noon.AddMinutes(1).ToUnixTimeMilliseconds(), Noon.AddMinutes(61).ToUnixTimeMilliseconds()], told.Arguments.Take(3));
        Assert.Equal("""[["cpu",[[3,4000]],["60 %"],[3,"12:01,",8,"12:04.",10,"60",13,"20",16,"60"],[[1769864400000,"13:00",false]]]]""", JsonSerializer.Serialize(told.Arguments[3]));
        Assert.Equal(before, chart.RenderCount);
    }

    [Fact]
    public void A_browser_that_does_not_show_what_came_before_gets_the_chart_whole()
    {
        Module("cpu");
        var chart = Show(Values);

        Next(chart, [10, 20, null, 40, 60]);

        chart.WaitForAssertion(() => Assert.Equal("60 %", chart.Find(".latest").TextContent));
    }

    [Fact]
    public void A_script_that_fails_gets_the_chart_whole()
    {
        var module = JSInterop.SetupModule(_ => true);
        module.Setup<string[]?>("advance", _ => true).SetException(new JSException("broken"));
        var chart = Show(Values);

        Next(chart, [10, 20, null, 40, 60]);

        chart.WaitForAssertion(() => Assert.Equal("60 %", chart.Find(".latest").TextContent));
    }

    [Fact]
    public void What_comes_after_a_failure_that_nobody_expected_is_told_all_the_same()
    {
        var module = JSInterop.SetupModule(_ => true);
        module.Setup<string[]?>("advance", _ => true).SetException(new NotSupportedException("unexpected"));
        var chart = Show(Values);

        Next(chart, [10, 20, null, 40, 60]);
        Assert.True(SpinWait.SpinUntil(() => module.Invocations["advance"].Count == 1, TimeSpan.FromSeconds(20)));
        var newest = 60;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                newest = newest == 60 ? 61 : 60;
                Next(chart, [10, 20, null, 40, newest]);
                return module.Invocations["advance"].Count > 1;
            },
            TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_higher_axis_a_new_marker_or_another_line_is_drawn_whole()
    {
        var module = Module();
        var chart = Show(Values);

        Next(chart, [10, 20, null, 400]);
        chart.WaitForAssertion(() => Assert.Equal("400.0 %", chart.Find(".latest").TextContent));
        chart.Render(parameters => parameters.Add(it => it.Markers, [new ChartMarker(Noon.AddMinutes(5), "v1.4.3", "deployment")]));
        chart.WaitForAssertion(() => Assert.NotNull(chart.Find(".marker")));
        chart.Render(parameters => parameters.Add(it => it.Lines, [new ChartLine("Memory", Noon, TimeSpan.FromMinutes(1), [10, 20, null, 400])]));
        chart.WaitForAssertion(() => Assert.Equal("Memory", chart.Find("path").GetAttribute("data-name")));

        Assert.Empty(module.Invocations["advance"]);
    }

    private BunitJSModuleInterop Module(params string[] lost)
    {
        var module = JSInterop.SetupModule(_ => true);
        module.Setup<string[]?>("advance", _ => true).SetResult(lost);
        return module;
    }

    private static void Next(IRenderedComponent<Chart> chart, ImmutableArray<double?> values) => chart.Render(parameters => parameters
        .Add(it => it.Lines, [new ChartLine("CPU", Noon, TimeSpan.FromMinutes(1), values)])
        .Add(it => it.Span, new TimeSpanUtc(Noon.AddMinutes(1), Noon.AddMinutes(61))));

    [Fact]
    public void A_label_from_data_is_text_and_never_markup() =>
        Assert.Contains("&lt;b&gt;", Show(Values, new ChartMarker(Noon.AddMinutes(2), "<b>", "deployment")).Markup, StringComparison.Ordinal);
}
