using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogFieldsTests
{
    [Fact]
    public void A_JSON_line_gives_its_leaves_by_path()
    {
        var fields = LogFields.Of("""{"level":"error","request":{"method":"GET","headers":[{"name":"a"},{"name":"b"}]},"status":500,"ok":false,"none":null,"text":"two\nlines"}""");

        Assert.Equal(LogForm.Json, fields.Form);
        Assert.True(fields.IsComplete);
        Assert.Equal(
            [("level", "error"), ("request.method", "GET"), ("request.headers[0].name", "a"), ("request.headers[1].name", "b"), ("status", "500"), ("ok", "false"), ("none", "null"), ("text", "two\nlines")],
            fields.All.Select(field => (field.Path, field.Value)));
        Assert.Equal("\"status\":500", fields.All[4].AsLogged);
    }

    [Fact]
    public void A_field_is_searched_for_as_the_line_writes_it() =>
        Assert.Equal(["\"a\" : \"x\\\"y\"", null, "\"c\": 2"], LogFields.Of("""{"a" : "x\"y", "b": [1], "c": 2}""").All.Select(field => field.AsLogged));

    [Theory]
    [InlineData("ts=1 level=warn msg=\"two words, \\\"quoted\\\"\" dur=12ms", LogForm.Logfmt, "ts=1|level=warn|msg=two words, \"quoted\"|dur=12ms")]
    [InlineData("2026-01-31 INFO Order placed traceId=abc took=12ms", LogForm.Plain, "traceId=abc|took=12ms")]
    [InlineData("done (request_id=42, user=ann) [shard=3]", LogForm.Plain, "request_id=42|user=ann|shard=3")]
    [InlineData("GET /p?q=1&r=2 200", LogForm.Plain, "")]
    [InlineData("a == b, 1=2", LogForm.Plain, "")]
    public void Pairs_of_text_are_fields(string line, LogForm form, string pairs)
    {
        var fields = LogFields.Of(line);

        Assert.Equal(form, fields.Form);
        Assert.Equal(pairs, string.Join('|', fields.All.Select(field => $"{field.Path}={field.Value}")));
    }

    [Fact]
    public void A_line_that_breaks_off_gives_what_stands_before_and_says_so()
    {
        var fields = LogFields.Of("""{"level":"error","msg":"cut of""");

        Assert.Equal(["level"], fields.All.Select(field => field.Path));
        Assert.False(fields.IsComplete);
    }

    [Fact]
    public void Two_hundred_fields_are_enough()
    {
        var fields = LogFields.Of("{" + string.Join(',', Enumerable.Range(0, 1_000).Select(number => $"\"f{number}\":{number}")) + "}");

        Assert.Equal(LogFields.Most, fields.All.Length);
        Assert.False(fields.IsComplete);
    }
}
