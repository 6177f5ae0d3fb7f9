using System.Text.RegularExpressions;
using Dashboard.Aws;

namespace Dashboard.Tests.Aws;

public sealed partial class SourceIdentityTests
{
    [Theory]
    [InlineData("demo:on-call", "Sam Okafor", "Sam.Okafor=demo-on-call")]
    [InlineData("4f3c2b1a-0000-4000-8000-0123456789ab", "Zoë Łukasz-Müller", "Zoe.ukasz-Muller=4f3c2b1a-0000-4000-8000-0123456789ab")]
    [InlineData("4f3c2b1a-0000-4000-8000-0123456789ab", "山田 太郎", "4f3c2b1a-0000-4000-8000-0123456789ab")]
    [InlineData("4f3c2b1a-0000-4000-8000-0123456789ab", "A name of more characters than are left", "A.name.of.more.characters.t=4f3c2b1a-0000-4000-8000-0123456789ab")]
    [InlineData("1", "aws:root", "_aws-root=1")]
    [InlineData("1", "", "1_")]
    public void A_person_is_named_by_what_AWS_allows(string id, string name, string expected)
    {
        Assert.Equal(expected, SourceIdentity.Of(id, name).Text);
        Assert.Matches(Allowed(), expected);
    }

    [Fact]
    public void Any_name_and_id_make_one_that_AWS_allows() => Assert.All(
        from id in new[] { "", "a", "guest#EXT#@example.com", new string('x', 200), "\u202E\0\n" }
        from name in new[] { "", "...", "O'Brien; drop", new string('é', 100), "🙂", "AWS" }
        select SourceIdentity.Of(id, name).Text, text => Assert.Matches(Allowed(), text));

    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    [GeneratedRegex(@"\A(?![aA][wW][sS])[A-Za-z0-9_+=,.@-]{2,64}\z")]
    private static partial Regex Allowed();
}
