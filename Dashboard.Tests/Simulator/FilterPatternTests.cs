using Dashboard.Simulator.Wire;

namespace Dashboard.Tests.Simulator;

public sealed class FilterPatternTests
{
    private const string Json = """{"level":"ERROR","status":503,"path":"/api/pay","user":{"id":"u1"},"tags":["a","b"],"ok":false,"gone":null}""";

    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("ERROR", "an ERROR here", true)]
    [InlineData("ERROR", "an error here", false)]
    [InlineData("ERROR payment", "payment ERROR", true)]
    [InlineData("ERROR payment", "ERROR only", false)]
    [InlineData("\"card declined\"", "the card declined", true)]
    [InlineData("\"card declined\"", "declined card", false)]
    [InlineData("ERROR -timeout", "ERROR timeout", false)]
    [InlineData("ERROR -timeout", "ERROR refused", true)]
    [InlineData("?ERROR ?WARN", "WARN", true)]
    [InlineData("?ERROR ?WARN", "INFO", false)]
    [InlineData("%[45][0-9]{2}%", "status 503", true)]
    [InlineData("%[45][0-9]{2}%", "status 203", false)]
    public void Terms_phrases_exclusions_alternatives_and_regexes_match(string pattern, string message, bool matches) =>
        Assert.Equal(matches, FilterPattern.Parse(pattern).Matches(message));

    [Theory]
    [InlineData("{ $.level = \"ERROR\" }", true)]
    [InlineData("{ $.level = ERROR && $.status >= 500 }", true)]
    [InlineData("{ $.level = \"ERROR\" && $.status < 500 }", false)]
    [InlineData("{ ($.status = 404 || $.status = 503) && $.path = \"/api/*\" }", true)]
    [InlineData("{ $.user.id = \"u1\" }", true)]
    [InlineData("{ $.tags[1] = \"b\" }", true)]
    [InlineData("{ $[\"path\"] = %^/api% }", true)]
    [InlineData("{ $.level != \"ERROR\" }", false)]
    [InlineData("{ $.ok IS FALSE }", true)]
    [InlineData("{ $.gone IS NULL }", true)]
    [InlineData("{ $.missing NOT EXISTS }", true)]
    [InlineData("{ $.missing = 1 }", false)]
    public void A_JSON_condition_looks_into_the_event(string pattern, bool matches)
    {
        Assert.Equal(matches, FilterPattern.Parse(pattern).Matches(Json));
        Assert.False(FilterPattern.Parse(pattern).Matches("not JSON"));
    }

    [Theory]
    [InlineData("user-id")]
    [InlineData("\"never closed")]
    [InlineData("{ $.level = ")]
    [InlineData("{ level = 1 }")]
    [InlineData("{ $.a = 1 } extra")]
    [InlineData("%[%")]
    [InlineData("-")]
    public void A_pattern_that_CloudWatch_cannot_read_is_an_InvalidParameterException(string pattern) =>
        Assert.Equal("InvalidParameterException", Assert.Throws<WireFault>(() => FilterPattern.Parse(pattern)).Code);
}
