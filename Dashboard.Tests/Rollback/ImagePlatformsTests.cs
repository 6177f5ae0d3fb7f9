using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

public sealed class ImagePlatformsTests
{
    [Theory]
    [InlineData("""{"manifests":[{"platform":{"os":"linux","architecture":"arm64"}},{"platform":{"os":"linux","architecture":"amd64"}},{"platform":{"os":"unknown","architecture":"unknown"}}]}""", "linux/arm64 linux/amd64")]
    [InlineData("""{"manifests":[{},{"platform":null},{"platform":{"os":"linux"}},7]}""", "")]
    [InlineData("""{"config":{"digest":"sha256:00"},"layers":[]}""", "")]
    [InlineData("""{"manifests":{}}""", "")]
    [InlineData("[]", "")]
    [InlineData("not JSON", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Only_an_index_tells(string? manifest, string platforms) =>
        Assert.Equal(platforms, string.Join(' ', ImagePlatforms.Of(manifest)));
}
