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
        Assert.Equal(LogQueryParser.Parse(words).Terms, query.Rest);
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
        Assert.Null(query.Fault!.At);
        Assert.Equal("The query becomes a filter pattern of 1,025 characters; CloudWatch takes 1,024 at most.", query.Problem);
    }

    [Theory]
    [InlineData("level:error", "?err ?Err ?ERR ?fail ?Fail ?FAIL ?severe ?Severe ?SEVERE ?exception ?Exception ?EXCEPTION ?traceback ?Traceback ?TRACEBACK ?panic ?Panic ?PANIC ?\"\\\":50\" ?\"\\\": 50\" ?E0 ?E1 ?\"\\\" 5\" ?\"\\\":5\"", "level error")]
    [InlineData("timeouts level:error", "?timeouts ?Timeouts ?TIMEOUTS", "“timeouts”, level error")]
    [InlineData("user:alice", "?alice ?Alice ?ALICE", "field user = “alice”")]
    [InlineData("status>=500", "?status ?Status ?STATUS", "field status >= 500")]
    [InlineData("$.status>=500", "{ ($.status >= 500) }", "JSON field status >= 500")]
    [InlineData("$.status>=500 $.level:Error timeout", "{ ($.status >= 500) && ($.level = \"error\" || $.level = \"Error\" || $.level = \"ERROR\") }", "JSON field status >= 500, JSON field level = “Error”, “timeout”")]
    [InlineData("$.http.status:404", "{ ($.http.status = 404 || $.http.status = \"404\") }", "JSON field http.status = 404")]
    [InlineData(@"/took \d+ms/", null, @"/took \d+ms/")]
    [InlineData(@"/took\s\d{3,}ms/", @"%took\s\d{3,}ms%", @"/took\s\d{3,}ms/")]
    [InlineData("/(a|b)/ order", "?order ?Order ?ORDER", "/(a|b)/, “order”")]
    [InlineData("-level:info -/x/ -user:bob", null, "not level info, not /x/, not field user = “bob”")]
    [InlineData("-level:info -slow", "-slow -Slow -SLOW", "not level info, not “slow”")]
    [InlineData("level>=warn -\"GET /health\"", null, null)]
    public void CloudWatch_gets_what_lets_the_fewest_lines_through_and_the_whole_query_is_checked_here(string words, string? pattern, string? here)
    {
        var query = LogQuery.FromWords(words);

        Assert.Null(query.Problem);
        if (here is null)
        {
            Assert.StartsWith("?warn ?Warn ?WARN", query.Pattern, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(pattern, query.Pattern);
        Assert.Equal(here, query.CheckedHere);
    }

    [Theory]
    [InlineData("timeout", "@message like /(?i)timeout/")]
    [InlineData("-\"GET /health\"", @"@message not like /(?i)GET \/health/")]
    [InlineData("a.b", @"@message like /(?i)a\.b/")]
    [InlineData(@"/x\/y/", @"@message like /x\/y/")]
    [InlineData("-/x/", "@message not like /x/")]
    [InlineData("status>=500", "status >= 500 or @message like /(?i)status=/")]
    [InlineData("user-id<7", @"`user-id` < 7 or @message like /(?i)user\-id=/")]
    [InlineData("$.status>=500", "status >= 500")]
    [InlineData("user:alice", "@message like /(?i)alice/")]
    [InlineData("-user:alice", null)]
    [InlineData("-level:info", null)]
    public void Insights_gets_a_filter_that_loses_no_line(string words, string? condition) =>
        Assert.Equal(condition, LogInsightsFilter.Condition(LogQuery.FromWords(words).Terms.Single()));

    [Fact]
    public void An_Insights_query_gives_the_newest_lines_of_the_streams_that_are_meant() => Assert.Equal(
        "fields @timestamp, @message, @logStream, @log, @ingestionTime\n| filter @logStream like /^a\\/b/\n| filter @message like /(?i)x/\n| sort @timestamp desc\n| limit 10000",
        LogInsightsFilter.Query(LogQuery.FromWords("x -level:info").Terms, @"@logStream like /^a\/b/"));
}
