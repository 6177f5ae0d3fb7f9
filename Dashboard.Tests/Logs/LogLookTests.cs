using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogLookTests
{
    [Theory]
    [InlineData("31", "ansi-1", null)]
    [InlineData("1;91", "ansi-bold ansi-9", null)]
    [InlineData("3;4;34", "ansi-italic ansi-underline ansi-4", null)]
    [InlineData("44", "ansi-ground-4", null)]
    [InlineData("31;103", "ansi-ground-11", null)]
    [InlineData("7", "ansi-inverse", null)]
    [InlineData("7;32", "ansi-ground-2", null)]
    [InlineData("38;5;9", "ansi-9", null)]
    [InlineData("38;5;196", "ansi-own", "--ansi:#ff0000")]
    [InlineData("38;5;244", "ansi-own", "--ansi:#808080")]
    [InlineData("38;2;1;2;255", "ansi-own", "--ansi:#0102ff")]
    [InlineData("38:2:1:2:255", "ansi-own", "--ansi:#0102ff")]
    [InlineData("48;5;231", null, "background:#ffffff;color:#000")]
    [InlineData("48;2;0;0;9", null, "background:#000009;color:#fff")]
    public void A_colour_is_a_class_of_the_theme_or_three_bytes(string parameters, string? @class, string? style)
    {
        var look = default(LogLook).After(parameters);

        Assert.Equal((@class, style), (look.Class, look.Style));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("22;23;24;27;39;49")]
    public void A_reset_takes_all_of_it_back(string reset) => Assert.Equal(default, default(LogLook).After("1;3;4;7;31;44").After(reset));

    [Theory]
    [InlineData("38;5;256")]
    [InlineData("38;2;300;0;0")]
    [InlineData("38;5")]
    [InlineData("38")]
    [InlineData("8")]
    [InlineData("99999999999")]
    public void What_is_no_colour_changes_nothing(string parameters) => Assert.Equal(default, default(LogLook).After(parameters));

    [Fact]
    public void Words_cannot_hide_in_the_colour_of_their_ground()
    {
        Assert.Equal("ansi-ground-1", default(LogLook).After("31;41").Class);
        Assert.Equal("background:#ffffff;color:#000", default(LogLook).After("38;2;255;255;255;48;2;255;255;255").Style);
    }

    [Fact]
    public void A_line_falls_into_stretches_of_one_look()
    {
        var runs = LogText.Runs("plain \u001b[31mred\u001b[1m bold\u001b[0m plain");

        Assert.Equal(["plain ", "red", " bold", " plain"], runs.Select(run => run.Text));
        Assert.Equal([null, "ansi-1", "ansi-bold ansi-1", null], runs.Select(run => run.Look.Class));
    }
}
