using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogHeadlineTests
{
    [Theory]
    [InlineData("""{"time":"2026-01-31T12:00:00Z","level":"Error","message":"POST /orders responded 500"}""", "POST /orders responded 500")]
    [InlineData("""{"msg":"failed","exception":"System.InvalidOperationException: No rule\n   at Pricing.For()"}""", "failed · System.InvalidOperationException: No rule")]
    [InlineData("""{"request":{"message":"inner"},"msg":"outer"}""", "outer")]
    [InlineData("""{"message":"cut here","exception":"System.Exc""", "cut here")]
    public void A_JSON_line_shows_its_message_and_what_was_thrown(string line, string headline) =>
        Assert.Equal(headline, LogHeadline.Of(line, 300));

    [Theory]
    [InlineData("plain text")]
    [InlineData("{ not json }")]
    [InlineData("""{"level":"info","path":"/"}""")]
    public void A_line_without_a_message_is_shown_as_it_is(string line) =>
        Assert.Equal(line, LogHeadline.Of(line, 300));

    [Fact]
    public void What_hides_in_a_message_becomes_visible() =>
        Assert.Equal("a‹U+202E›b", LogHeadline.Of("{\"message\":\"a\\u202Eb\"}", 300));
}
