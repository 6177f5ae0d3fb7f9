using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b[38;5;196mred", "red")]
    [InlineData("\u001b]8;;https://evil.example\u0007link", "‹U+001B›]8;;https://evil.example‹U+0007›link")]
    [InlineData("\u001b[2Jcleared", "‹U+001B›[2Jcleared")]
    [InlineData("a\u0000b", "a‹U+0000›b")]
    [InlineData("user\u202egpj.exe", "user‹U+202E›gpj.exe")]
    [InlineData("zero\u200bwidth\ufeff", "zero‹U+200B›width‹U+FEFF›")]
    [InlineData("\u009b31m", "‹U+009B›31m")]
    [InlineData("line\u2028sep", "line‹U+2028›sep")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("whole 😀 pair, größe", "whole 😀 pair, größe")]
    [InlineData("tag \U000E0041", "tag ‹U+E0041›")]
    [InlineData("\u001b[", "‹U+001B›[")]
    public void What_would_act_or_hide_becomes_visible(string text, string shown) => Assert.Equal(shown, LogText.Visible(text));

    [Fact]
    public void A_line_break_stays_in_a_whole_line_and_is_a_sign_in_a_row()
    {
        Assert.Equal("a\nb\tc", LogText.Visible("a\r\nb\tc"));
        Assert.Equal("a⏎b c", LogText.OneLine("a\r\nb\tc\n", 100));
        Assert.Equal("over‹U+000D›written", LogText.OneLine("over\rwritten", 100));
    }

    [Fact]
    public void A_row_of_a_megabyte_is_cut()
    {
        var shown = LogText.OneLine(new string('x', 1_000_000), 400);

        Assert.Equal(401, shown.Length);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("half \ufffd pair", LogText.Visible("half \ud83d pair"));

    [Fact]
    public void A_cut_splits_no_surrogate_pair() => Assert.Equal("a", LogText.Head("a😀", 2));

    [Fact]
    public void Json_is_indented_and_anything_else_is_not()
    {
        Assert.Equal("{\n  \"a\": \"<b>é\"\n}", LogText.PrettyJson("""{"a":"<b>é"}""")!.ReplaceLineEndings("\n"));
        Assert.Null(LogText.PrettyJson("{not json"));
        Assert.Null(LogText.PrettyJson("plain"));
        Assert.Null(LogText.PrettyJson(new string('[', 5_000)));
    }
}
