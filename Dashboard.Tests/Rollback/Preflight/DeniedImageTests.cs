using Dashboard.Deployments;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;

namespace Dashboard.Tests.Rollback.Preflight;

public sealed class DeniedImageTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("checkout:v1.4.1", true)]
    [InlineData("checkout:v1.4.*", true)]
    [InlineData("*:v1.4.1", true)]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:v1.4.1", true)]
    [InlineData("*/checkout:v1.4.1", true)]
    [InlineData(Digest, true)]
    [InlineData("checkout:v1.4", false)]
    [InlineData("out:v1.4.1", false)]
    [InlineData("checkout:v1x4x1", false)]
    [InlineData("sha256:1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    public void An_entry_is_a_digest_or_a_repository_and_a_tag_with_stars(string entry, bool matches)
    {
        Assert.True(DeniedImage.IsValid(entry));
        Assert.Equal(matches, DeniedImage.Matches(entry, new RevisionImage("checkout", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:v1.4.1", Digest)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("checkout")]
    [InlineData("sha256:12")]
    [InlineData("check out:v1")]
    public void What_would_match_nothing_is_refused_at_the_start(string entry) =>
        Assert.Contains("Rollback:DeniedImages:0", Assert.Single(new RollbackOptions { DeniedImages = { entry } }.Problems()), StringComparison.Ordinal);
}
