using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogFieldQueryTests
{
    private const string Line = """{"level":"Error","path":"C:\\temp","status":500,"long":"LONG"}""";

    [Theory]
    [InlineData(0, false, "\"\\\"level\\\":\\\"Error\\\"\"")]
    [InlineData(2, true, "-\"\\\"status\\\":500\"")]
    public void A_value_becomes_a_phrase_of_the_query(int number, bool isExcluded, string text) =>
        Assert.Equal("words " + text, Text(LogFieldQuery.Url(LogView.Empty with { Text = "words" }, LogFields.Of(Line).All[number], isExcluded)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_query_finds_the_line_it_was_made_of_or_leaves_it_out(bool isExcluded)
    {
        foreach (var line in new[] { Line, "ts=1 level=warn msg=\"two \\\"words\\\"\"", "INFO order placed traceId=abc" })
            foreach (var field in LogFields.Of(line).All)
                Assert.Equal(!isExcluded, Array.TrueForAll([.. LogQueryParser.Parse(Text(LogFieldQuery.Url(LogView.Empty, field, isExcluded))).Terms], term => term.Allows(line)));
    }

    [Fact]
    public void What_words_cannot_say_has_no_address()
    {
        Assert.Null(LogFieldQuery.Url(LogView.Empty with { Text = "{ $.level = * }", Syntax = LogSyntax.Pattern }, LogFields.Of(Line).All[0], false));
        Assert.Null(LogFieldQuery.Url(LogView.Empty, LogFields.Of("{\"a\":\"" + new string('x', 500) + "\"}").All[0], false));
        Assert.Null(LogFieldQuery.Url(LogView.Empty, new LogField("a", "", null), false));
    }

    private static string Text(string? url) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url![url!.IndexOf('?', StringComparison.Ordinal)..])["q"].ToString();
}
