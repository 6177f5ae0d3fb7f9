using Dashboard.Logs;
using Dashboard.Logs.Patterns;

namespace Dashboard.Tests.Logs;

public sealed class MaskedExampleTests
{
    [Theory]
    [InlineData("login of mia@example.com failed, token=abc123", "login of <email> failed, token=<secret>")]
    [InlineData("{\"level\":\"Error\",\"message\":\"order 17 failed\",\"exception\":\"Boom: password=hunter2\\n   at X\"}", "order 17 failed · Boom: password=<secret>")]
    public void A_line_alone_keeps_its_values_and_loses_its_secrets(string line, string shown) => Assert.Equal(shown, MaskedExample.OfLine(line));

    [Theory]
    [InlineData("ERROR user 4711 at 10.0.3.9 waited 312ms", "user <number> at <ip> waited <duration>")]
    [InlineData("ERROR mail to ann.example@shop.example bounced", "mail to <email> bounced")]
    [InlineData("ERROR login with password=hunter failed", "password=<secret> failed")]
    [InlineData("ERROR login with password 'correct horse' failed", "password '<secret>")]
    [InlineData("ERROR header Authorization: Bearer abcdefgh was refused", "Bearer <token> was refused")]
    [InlineData("ERROR api_key=abcdef, next", "api_key=<secret>, next")]
    [InlineData("ERROR blob QWxhZGRpbjpvcGVuIHNlc2FtZQ== is bad", "blob <")]
    public void What_varies_or_is_secret_is_named_by_its_kind(string line, string masked)
    {
        var shown = Of(line, line, line);

        Assert.Contains(masked, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(["4711", "10.0.3.9", "312", "ann.example", "hunter", "correct horse", "abcdef", "QWxh"], secret => shown.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void A_word_that_varies_is_masked_too()
    {
        string[] people = ["anna", "bela", "carl", "dora", "emil", "fred", "gina", "hugo"];

        var shown = Of([.. people.Concat(people).Select(person => $"2026-01-31T12:00:00Z ERROR refused the order of customer {person} for good")]);

        Assert.DoesNotContain(people, person => shown.Contains(person, StringComparison.Ordinal));
        Assert.Contains("refused the order of customer <", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_JSON_the_message_and_the_exception_are_shown()
    {
        var shown = Of([.. Enumerable.Range(100, 20).Select(number =>
            $$"""{"time":"2026-01-31T12:00:{{number - 100:D2}}.123Z","level":"Error","durationMs":{{number}},"message":"POST /checkout/{{number}}/confirm responded 500","exception":"System.InvalidOperationException: Currency 'CHF' has no rounding rule\n   at A.B() in /src/A.cs:line {{number}}","ok":true}""")]);

        Assert.Equal("POST <path> responded <number> · System.InvalidOperationException: Currency 'CHF' has no rounding rule", shown);
        Assert.Equal("\"System.InvalidOperationException\" \"has no rounding rule\" \"responded\"", MaskedExample.Query(shown));
    }

    [Fact]
    public void The_query_finds_the_line_that_the_example_is_of()
    {
        const string Line = "2026-01-31T12:00:00Z ERROR Connection to 10.0.3.9:5432 closed by peer after 17 queries";
        var query = LogQuery.FromWords(MaskedExample.Query(Of(Line, Line)));

        Assert.Null(query.Problem);
        Assert.All(query.Terms, term => Assert.True(term.Allows(Line)));
        Assert.NotEmpty(query.Terms);
    }

    [Fact]
    public void What_has_no_words_of_its_own_has_no_query() => Assert.Equal("", MaskedExample.Query("<number> <ip> ok"));

    [Fact]
    public void Of_several_lines_frames_tell_nothing_apart()
    {
        Assert.Equal("ERROR failed · java.lang.IllegalStateException: gone · Caused by: java.io.IOException: cut", SinceText.Of("ERROR failed\njava.lang.IllegalStateException: gone\n\tat com.example.A.b(A.java:17)\nCaused by: java.io.IOException: cut\n\t... 3 more\n"));
        Assert.Null(SinceText.Of("\tat com.example.A.b(A.java:17)"));
        Assert.Null(SinceText.Of("  "));
        Assert.Equal("info: A[1] · => RequestId:7 · fine", SinceText.Of("info: A[1]\n      => RequestId:7\n      fine"));
    }

    [Fact]
    public void The_name_of_an_exception_alone_is_an_error() => Assert.Multiple(
        () => Assert.Equal(LogSeverity.Error, SinceText.LevelOf("MemoryError: Unable to allocate")),
        () => Assert.Equal(LogSeverity.Info, SinceText.LevelOf("2026-01-31 INFO no Error: here")),
        () => Assert.Equal(LogSeverity.None, SinceText.LevelOf("resized a picture")));

    private static string Of(params string[] lines)
    {
        // Of one kind of line nobody could tell what every line begins with.
        var miner = PatternMiner.For([.. lines, "ERROR alone", "ERROR in the middle of it", "INFO well", "WARN soon full", "INFO all is well", "ERROR why not"]);
        foreach (var line in lines)
            miner.Add(line);
        return MaskedExample.Of(Assert.Single(miner.Patterns().All));
    }
}
