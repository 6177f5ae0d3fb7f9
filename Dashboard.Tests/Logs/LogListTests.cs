using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Bunit;
using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed partial class LogListTests : BunitContext
{
    public LogListTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Logs/LogList.razor.js").Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Only_the_rows_near_the_upper_edge_are_drawn_at_first_and_the_list_is_as_high_as_all()
    {
        var list = Show(lines: 1000);

        Assert.InRange(list.FindAll(".log-row").Count, 24, 60);
        Assert.Equal("line 0", Texts(list)[0]);
        Assert.Equal(1000 * LogList.RowHeight, Height(list));
    }

    [Fact]
    public async Task The_rows_of_the_place_that_was_scrolled_to_are_drawn_with_some_above_and_below()
    {
        var list = Show(lines: 1000);

        await list.InvokeAsync(() => list.Instance.Scrolled(500, 20));

        Assert.Equal(Enumerable.Range(480, 60).Select(line => $"line {line}"), Texts(list));
        Assert.Equal(1000 * LogList.RowHeight, Height(list));
    }

    [Fact]
    public async Task A_list_that_becomes_shorter_than_the_place_shows_its_end()
    {
        var list = Show(lines: 1000);
        await list.InvokeAsync(() => list.Instance.Scrolled(900, 20));

        list.Render(parameters => parameters.Add(part => part.Lines, Lines(100)));

        Assert.Equal("line 99", Texts(list)[^1]);
        Assert.Equal(100 * LogList.RowHeight, Height(list));
    }

    [Theory]
    [InlineData(int.MinValue, int.MinValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(-1, 0)]
    public async Task No_number_that_a_browser_sends_draws_everything_or_nothing(int first, int count)
    {
        var list = Show(lines: 5000);

        await list.InvokeAsync(() => list.Instance.Scrolled(first, count));

        Assert.InRange(list.FindAll(".log-row").Count, 1, 600);
        Assert.Equal(5000 * LogList.RowHeight, Height(list));
    }

    private IRenderedComponent<LogList> Show(int lines) => Render<LogList>(parameters => parameters.Add(part => part.Lines, Lines(lines)));

    private static List<LogLine> Lines(int count) => [.. Enumerable.Range(0, count).Select(line => LogMake.Line(-line, $"line {line}"))];

    private static string[] Texts(IRenderedComponent<LogList> list) => [.. list.FindAll(".log-text").Select(text => text.TextContent.Trim())];

    private static int Height(IRenderedComponent<LogList> list) =>
        list.FindAll(".log-row").Count * LogList.RowHeight + list.FindAll(".log-list > :first-child, .log-list > :last-child").Sum(spacer => int.Parse(Pixels().Match(spacer.GetAttribute("style")!).Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("[0-9]+(?=px)")]
    private static partial Regex Pixels();
}
