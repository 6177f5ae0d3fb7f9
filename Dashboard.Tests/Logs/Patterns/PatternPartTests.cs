using Dashboard.Logs.Patterns;

namespace Dashboard.Tests.Logs.Patterns;

public sealed class PatternPartTests
{
    [Fact]
    public void A_template_is_text_and_the_kinds_of_its_values() => Assert.Equal(
        [new PatternPart("GET ", false), new PatternPart("path", true), new PatternPart(" took ", false), new PatternPart("duration", true)],
        PatternPart.Of("GET <path> took <duration>"));

    [Fact]
    public void What_only_looks_like_a_value_is_text() => Assert.Equal([new PatternPart("<b> is <no kind>", false)], PatternPart.Of("<b> is <no kind>"));

    [Theory]
    [InlineData("POST <path> responded <number> · System.InvalidOperationException: Currency 'CHF' has no rounding rule", "\"System.InvalidOperationException: Currency\" \"has no rounding rule\"")]
    [InlineData("Basket <number> priced", "\"Basket\" \"priced\"")]
    [InlineData("<ip> - <number> \"ok\"", "")]
    [InlineData("<value>", "")]
    public void Its_longest_words_find_its_lines_again(string template, string query) => Assert.Equal(query, PatternPart.Query(PatternPart.Of(template)));
}
