using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogQueryTests
{
    [Theory]
    [InlineData("timeout", "timeout")]
    [InlineData("error  timeout", "error timeout")]
    [InlineData("order-id", "\"order-id\"")]
    [InlineData("\"connection reset\"", "\"connection reset\"")]
    [InlineData("-healthcheck", "-healthcheck")]
    [InlineData("error -\"GET /health\"", "error -\"GET /health\"")]
    [InlineData("-order-id", "-\"order-id\"")]
    [InlineData("say\"so", "\"say\\\"so\"")]
    [InlineData(@"C:\temp", "\"C:\\\\temp\"")]
    [InlineData("\"a \\\" b\"", "\"a \\\" b\"")]
    [InlineData("an \"open phrase", "an \"open phrase\"")]
    [InlineData("?ERROR", "\"?ERROR\"")]
    [InlineData("{ $.level = x }", "\"{\" \"$.level\" \"=\" x \"}\"")]
    [InlineData("[a, b]", "\"[a,\" \"b]\"")]
    [InlineData("%regex%", "\"%regex%\"")]
    [InlineData("größe", "\"größe\"")]
    [InlineData("- x", "\"-\" x")]
    [InlineData("a\u0001b", "\"a\u0001b\"")]
    public void Words_become_a_filter_pattern_that_means_the_same(string words, string pattern) =>
        Assert.Equal(pattern, LogQuery.FromWords(words).Pattern);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t")]
    [InlineData("\"\"")]
    public void No_words_match_everything(string? words) => Assert.Null(LogQuery.FromWords(words).Pattern);

    [Fact]
    public void A_pattern_passes_as_it_is() => Assert.Equal("{ $.level = \"error\" }", LogQuery.FromPattern(" { $.level = \"error\" } ").Pattern);

    [Fact]
    public void A_pattern_that_is_too_long_is_refused_here_and_says_by_how_much()
    {
        var query = LogQuery.FromWords(new string('x', 1025));

        Assert.Null(query.Pattern);
        Assert.Equal("The query becomes a filter pattern of 1,025 characters; CloudWatch takes 1,024 at most.", query.Problem);
    }
}
