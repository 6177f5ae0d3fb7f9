using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

public sealed class PinnedImageTests
{
    [Theory]
    [InlineData("shop/checkout:v1", "sha256:aa", "shop/checkout@sha256:aa")]
    [InlineData("localhost:5000/checkout", "sha256:aa", "localhost:5000/checkout@sha256:aa")]
    [InlineData("localhost:5000/checkout:v1", "sha256:aa", "localhost:5000/checkout@sha256:aa")]
    [InlineData("checkout", "sha256:aa", "checkout@sha256:aa")]
    [InlineData("checkout@sha256:bb", "sha256:aa", "checkout@sha256:bb")]
    [InlineData("checkout@sha256:bb", null, "checkout@sha256:bb")]
    [InlineData("checkout:v1", null, null)]
    public void An_image_is_named_by_the_digest_that_served(string image, string? digest, string? pinned) =>
        Assert.Equal(pinned, PinnedImage.Of(image, digest));
}
