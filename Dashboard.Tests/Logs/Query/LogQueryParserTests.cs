using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogQueryParserTests
{
    [Theory]
    [InlineData("a \"b c\" -d", "“a” | “b c” | not “d”")]
    [InlineData("level:error", "level error")]
    [InlineData("LEVEL:Warning", "level warn")]
    [InlineData("severity:err", "level error")]
    [InlineData("level>=warn", "level warn or worse")]
    [InlineData("level:>=warn", "level warn or worse")]
    [InlineData("level<warn", "level trace to info")]
    [InlineData("-level:debug", "not level debug")]
    [InlineData("level:50", "field level = 50")]
    [InlineData("user:alice", "field user = “alice”")]
    [InlineData("user:\"alice smith\"", "field user = “alice smith”")]
    [InlineData("-http.status:404", "not field http.status = 404")]
    [InlineData("status>=500", "field status >= 500")]
    [InlineData("took<0.5", "field took < 0.5")]
    [InlineData("$.status>500", "JSON field status > 500")]
    [InlineData("/a b/ c", "/a b/ | “c”")]
    [InlineData(@"-/a\/b/", @"not /a\/b/")]
    [InlineData("/health", "“/health”")]
    [InlineData("/api/v1/orders /ready", "“/api/v1/orders” | “/ready”")]
    [InlineData("//", "“//”")]
    [InlineData(@"C:\1", @"“C:\1”")]
    [InlineData("12:30:00", "“12:30:00”")]
    [InlineData("java.lang.Error:", "“java.lang.Error:”")]
    [InlineData("a->b x>y", "“a->b” | “x>y”")]
    [InlineData("- --", "“-” | not “-”")]
    [InlineData("user=alice", "“user=alice”")]
    [InlineData("status>=\"500x\"", "“status>=\"500x\"”")]
    public void What_is_typed_is_read_as_it_is_meant(string typed, string terms)
    {
        var (read, problem) = LogQueryParser.Parse(typed);

        Assert.Null(problem);
        Assert.Equal(terms, string.Join(" | ", read.Select(term => (term.IsExcluded ? "not " : "") + term.Said)));
    }

    [Theory]
    [InlineData("x level:loud", 8, "“loud” is not a level; there are trace, debug, info, warn, error and fatal.")]
    [InlineData("level>fatal", 6, "No level is above fatal.")]
    [InlineData("x status>=abc", 10, "status>= compares numbers, and “abc” is none. Put it in quotes to find it as text.")]
    [InlineData("x /a(b/", 5, "The expression /a(b/ is wrong at its character 3: Not enough )'s.")]
    [InlineData("x -/a**/", 6, "The expression /a**/ is wrong at its character 3: Nested quantifier '*'.")]
    [InlineData(@"/(a)\1/", 1, @"The expression /(a)\1/ looks ahead, looks behind or refers back, which cannot be searched for in bounded time.")]
    [InlineData("/((a{99}){99}){99}/", 1, "The expression /((a{99}){99}){99}/ explodes: its repetitions multiply to more states than can be searched for. Make them smaller.")]
    public void What_cannot_be_meant_has_one_sentence_and_its_position(string typed, int at, string sentence)
    {
        var (terms, problem) = LogQueryParser.Parse(typed);

        Assert.Empty(terms);
        Assert.Equal((sentence, (int?)at), (problem!.Text, problem.At));
    }

    [Theory]
    [InlineData("level:error", "{\"level\":\"error\",\"msg\":\"x\"}", true)]
    [InlineData("level:error", "{\"level\":50}", true)]
    [InlineData("level:error", "INFO no error here", false)]
    [InlineData("level>=warn", "ts=1 level=fatal msg=x", true)]
    [InlineData("status>=500", "{\"status\":503}", true)]
    [InlineData("status>=500", "{\"status\":\"503\"}", true)]
    [InlineData("status>=500", "{\"status\":404}", false)]
    [InlineData("status>=500", "level=info status=502 took=3", true)]
    [InlineData("status>=500", "level=info httpstatus=502", false)]
    [InlineData("status>=500", "the status is 502", false)]
    [InlineData("$.status>=500", "status=502", false)]
    [InlineData("http.status:502", "{\"http\":{\"status\":502}}", true)]
    [InlineData("http.status:502", "{\"http.status\":502}", true)]
    [InlineData("path:/api/*", "{\"path\":\"/api/orders\"}", true)]
    [InlineData("path:/api/*", "path=\"/api/orders\" x", true)]
    [InlineData("path:/api/*", "path=/web", false)]
    [InlineData("user:*", "user=", true)]
    [InlineData("-user:*", "nobody", true)]
    [InlineData("host:8080", "connect to HOST:8080", true)]
    [InlineData("msg:\"say \\\"a\\\"\"", "msg=\"say \\\"a\\\"\"", true)]
    [InlineData("/a[0-9]+/", "xa12", true)]
    [InlineData("/A/", "a", false)]
    [InlineData("/(?i)A/", "a", true)]
    public void A_term_holds_for_the_lines_that_are_meant(string typed, string line, bool holds)
    {
        var query = LogQuery.FromWords(typed);

        Assert.Equal(holds, query.Matches(line));
    }

    [Fact]
    public void An_expression_gets_a_tenth_of_a_second_a_line_and_does_not_backtrack()
    {
        var term = Assert.IsType<RegexTerm>(LogQueryParser.Parse("/(a+)+b/").Terms.Single());

        Assert.Equal((RegexOptions.NonBacktracking, TimeSpan.FromMilliseconds(100)), (term.Compiled.Options & RegexOptions.NonBacktracking, term.Compiled.MatchTimeout));
        Assert.False(term.Allows(new string('a', 50_000)));
    }

    [Fact]
    public void No_input_breaks_the_parser_the_translators_or_the_check()
    {
        const string Pieces = "abE05 -\"\\/:<>=$.*()[]{}|?+^%\t\n@_,é\ud83d\ude00\u202e&'`";
        var random = new Random(20260131);
        string[] starts = ["", "level:", "status>=", "$.a.b:", "/", "-/", "user:\"", "level>", "$."];
        for (var round = 0; round < 20_000; round++)
        {
            var typed = new StringBuilder(starts[random.Next(starts.Length)]);
            for (var length = random.Next(24); length > 0; length--)
                typed.Append(Pieces[random.Next(Pieces.Length)]);

            var query = LogQuery.FromWords(typed.ToString());

            if (query.Fault is { } problem)
                Assert.InRange(problem.At ?? 0, 0, typed.Length);
            else
                AssertSound(query, typed.ToString());
        }
    }

    // What CloudWatch is asked may let more through than the query, never less.
    private static void AssertSound(LogQuery query, string typed)
    {
        var pattern = Dashboard.Simulator.Wire.FilterPattern.Parse(query.Pattern);
        _ = LogInsightsFilter.Query(query.Terms);
        _ = query.CheckedHere + query.Question;
        foreach (var line in (string[])[typed, "ERROR ab 05", "{\"ab\":{\"b\":5},\"status\":503,\"level\":\"error\"}", "status=503 user=ab level=warn"])
            if (query.Terms.All(term => term.Allows(line)) && !typed.Any(character => character > '~') && !typed.Contains('/', StringComparison.Ordinal) && !typed.Contains("$.", StringComparison.Ordinal))
                Assert.True(pattern.Matches(line), $"{typed} finds {line}, but {query.Pattern} does not let it through");
    }
}
