namespace Dashboard.Simulator;

/// <summary>Amazon ECR in one Region. Lists are complete; endpoints page them.</summary>
public sealed class SimulatedEcr
{
    private readonly RegionState region;

    internal SimulatedEcr(RegionState region) => this.region = region;

    /// <exception cref="SimulatedAwsException">RepositoryNotFoundException; ImageNotFoundException when any of <paramref name="ids"/> is not there.</exception>
    public IReadOnlyList<ImageDetail> DescribeImages(string repository, IReadOnlyList<ImageIdentifier>? ids = null)
    {
        var images = Repository(repository);
        if (ids is not { Count: > 0 })
            return [.. images.OrderByDescending(image => image.PushedAt).Select(Detail)];
        return [.. ids.Select(id => Detail(Find(images, id) ?? throw new SimulatedAwsException("ImageNotFoundException",
            $"The image with imageId {{imageDigest:'{id.ImageDigest ?? "null"}', imageTag:'{id.ImageTag ?? "null"}'}} does not exist within the repository with name '{repository}' in the registry with id '{SimulatedWorld.Account}'")))];
    }

    /// <exception cref="SimulatedAwsException">RepositoryNotFoundException.</exception>
    public (IReadOnlyList<Image> Images, IReadOnlyList<ImageFailure> Failures) BatchGetImage(string repository, IReadOnlyList<ImageIdentifier> ids)
    {
        var images = Repository(repository);
        var found = ids.Select(id => (Id: id, Image: Find(images, id))).ToList();
        return ([.. found.Where(one => one.Image is not null).Select(one => Manifest(one.Image!))],
            [.. found.Where(one => one.Image is null).Select(one => new ImageFailure(one.Id, "ImageNotFound", "Requested image not found"))]);
    }

    private static RegistryImage? Find(IReadOnlyList<RegistryImage> images, ImageIdentifier id) =>
        images.FirstOrDefault(image => (id.ImageDigest ?? image.Digest) == image.Digest && (id.ImageTag ?? image.Tag) == image.Tag);

    private static ImageDetail Detail(RegistryImage image) => new(SimulatedWorld.Account, image.Repository, image.Digest)
    {
        ImageTags = image.Tag.Length == 0 ? [] : [image.Tag],
        ImageSizeInBytes = image.Bytes,
        ImagePushedAt = image.PushedAt,
    };

    private static Image Manifest(RegistryImage image)
    {
        const string type = "application/vnd.oci.image.manifest.v1+json";
        var layer = Hash.Sha256(image.Digest);
        var manifest = FormattableString.Invariant($$"""{"schemaVersion":2,"mediaType":"{{type}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Hash.Sha256(layer)}}","size":7023},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{layer}}","size":{{image.Bytes}}}]}""");
        return new Image(SimulatedWorld.Account, image.Repository, new ImageIdentifier(image.Digest, image.Tag.Length == 0 ? null : image.Tag), manifest, type);
    }

    private IReadOnlyList<RegistryImage> Repository(string name)
    {
        region.Book(name);
        return region.Images.Repository(name) ?? throw new SimulatedAwsException("RepositoryNotFoundException",
            $"The repository with name '{name}' does not exist in the registry with id '{SimulatedWorld.Account}'");
    }
}
