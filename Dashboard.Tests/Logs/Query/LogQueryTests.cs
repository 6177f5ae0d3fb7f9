using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogQueryTests
{
    [Theory]
    [InlineData("timeout", "?timeout ?Timeout ?TIMEOUT")]
    [InlineData("ERROR", "?error ?Error ?ERROR")]
    [InlineData("NullReferenceException", "?nullreferenceexception ?Nullreferenceexception ?NULLREFERENCEEXCEPTION ?NullReferenceException")]
    [InlineData("503", "503")]
    [InlineData("order-id", "?\"order-id\" ?\"Order-id\" ?\"ORDER-ID\"")]
    [InlineData("/health", "?\"/health\" ?\"/Health\" ?\"/HEALTH\"")]
    [InlineData("say\"so", "?\"say\\\"so\" ?\"Say\\\"so\" ?\"SAY\\\"SO\"")]
    [InlineData(@"C:\1", "?\"c:\\\\1\" ?\"C:\\\\1\"")]
    [InlineData("?1", "\"?1\"")]
    [InlineData("%1%", "\"%1%\"")]
    [InlineData("größe", "?\"größe\" ?\"Größe\" ?\"GRÖßE\"")]
    [InlineData("1\u0001", "\"1\u0001\"")]
    public void One_word_is_asked_for_in_the_usual_spellings_and_CloudWatch_decides_alone(string word, string pattern)
    {
        var query = LogQuery.FromWords(word);

        Assert.Equal(pattern, query.Pattern);
        Assert.Empty(query.Rest);
    }

    [Theory]
    [InlineData("error timeout", "?timeout ?Timeout ?TIMEOUT")]
    [InlineData("\"reset of connection\"", "?connection ?Connection ?CONNECTION")]
    [InlineData("an \"open phrase", "?phrase ?Phrase ?PHRASE")]
    [InlineData("\"a \\\" b\"", "?a ?A")]
    [InlineData("error -\"GET /healthcheck\"", "?error ?Error ?ERROR")]
    [InlineData("{ $.level = 1 }", "?\"$.level\" ?\"$.Level\" ?\"$.LEVEL\"")]
    [InlineData("- 50", "50")]
    [InlineData("-slow", "-slow -Slow -SLOW")]
    [InlineData("-GET -\"a b\"", "-get -Get -GET -\"a b\" -\"A b\" -\"A B\"")]
    public void Of_several_CloudWatch_gets_the_longest_and_the_rest_is_decided_here(string words, string pattern)
    {
        var query = LogQuery.FromWords(words);

        Assert.Equal(pattern, query.Pattern);
        Assert.Equal(LogTerm.Parse(words), query.Rest);
        Assert.NotEmpty(query.Rest);
    }

    [Theory]
    [InlineData("connection refused", true)]
    [InlineData("\"connection REFUSED\"", true)]
    [InlineData("\"refused connection\"", false)]
    [InlineData("connection -retry", true)]
    [InlineData("connection -Refused", false)]
    [InlineData("connection timeout", false)]
    public void The_rest_means_all_of_the_words_none_of_the_excluded_and_any_case(string words, bool matches) =>
        Assert.Equal(matches, LogQuery.FromWords(words).Matches("ERROR Connection Refused by peer"));

    [Fact]
    public void A_word_whose_spellings_are_too_long_is_sent_as_typed() =>
        Assert.Equal(new string('x', 500), LogQuery.FromWords(new string('x', 500)).Pattern);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t")]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    public void No_words_match_everything(string? words) => Assert.Null(LogQuery.FromWords(words).Pattern);

    [Fact]
    public void A_pattern_passes_as_it_is_and_nothing_is_decided_here()
    {
        var query = LogQuery.FromPattern(" { $.level = \"error\" } ");

        Assert.Equal("{ $.level = \"error\" }", query.Pattern);
        Assert.Empty(query.Rest);
    }

    [Fact]
    public void A_pattern_that_is_too_long_is_refused_here_and_says_by_how_much()
    {
        var query = LogQuery.FromWords(new string('x', 1025));

        Assert.Null(query.Pattern);
        Assert.Equal("The query becomes a filter pattern of 1,025 characters; CloudWatch takes 1,024 at most.", query.Problem);
    }
}
