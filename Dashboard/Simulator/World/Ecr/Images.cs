namespace Dashboard.Simulator;

/// <summary>The shape of DescribeImages.</summary>
public sealed record ImageDetail(string RegistryId, string RepositoryName, string ImageDigest)
{
    public IReadOnlyList<string> ImageTags { get; init; } = [];
    public long ImageSizeInBytes { get; init; }
    public DateTimeOffset ImagePushedAt { get; init; }
    public DateTimeOffset? LastRecordedPullTime { get; init; }
    public string ImageManifestMediaType { get; init; } = "application/vnd.oci.image.manifest.v1+json";
    public string ArtifactMediaType { get; init; } = "application/vnd.oci.image.config.v1+json";
}

public sealed record ImageIdentifier(string? ImageDigest, string? ImageTag);

/// <summary>The shape of BatchGetImage.</summary>
public sealed record Image(string RegistryId, string RepositoryName, ImageIdentifier ImageId, string ImageManifest, string ImageManifestMediaType);

/// <param name="FailureCode">ImageNotFound or InvalidImageTag….</param>
public sealed record ImageFailure(ImageIdentifier ImageId, string FailureCode, string FailureReason);
