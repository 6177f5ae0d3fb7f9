using Dashboard.Logs.Saved;

namespace Dashboard.Tests.Logs.Saved;

public sealed class SavedSearchNameTests
{
    [Theory]
    [InlineData("Errors of checkout", "Errors of checkout")]
    [InlineData("  two \t words\n", "two words")]
    [InlineData("E\u0301te\u0301 <b>☂</b> 😀", "Été <b>☂</b> 😀")]
    public void A_name_is_kept_as_plain_text_on_one_line(string typed, string kept) => Assert.Equal((kept, null), SavedSearchName.Read(typed));

    [Theory]
    [InlineData(null, "Give it a name.")]
    [InlineData(" \u00a0 ", "Give it a name.")]
    [InlineData("evil \u202Etxt", "A name is plain text; this one holds the invisible character U+202E.")]
    [InlineData("a\u200Bb", "A name is plain text; this one holds the invisible character U+200B.")]
    [InlineData("bell\u0007", "A name is plain text; this one holds the invisible character U+0007.")]
    public void A_name_that_is_empty_or_hides_something_is_refused_with_a_sentence(string? typed, string sentence) => Assert.Equal(sentence, SavedSearchName.Read(typed).Problem);

    // Written so, because an attribute cannot hold half of a pair.
    [Fact]
    public void Half_of_a_surrogate_pair_is_no_text() => Assert.NotNull(SavedSearchName.Read("half " + (char)0xD83D).Problem);

    [Fact]
    public void Eighty_characters_are_the_most()
    {
        Assert.Null(SavedSearchName.Read(new string('x', 80)).Problem);
        Assert.Equal("A name has 80 characters at most; this one has 81.", SavedSearchName.Read(new string('x', 81)).Problem);
    }
}
