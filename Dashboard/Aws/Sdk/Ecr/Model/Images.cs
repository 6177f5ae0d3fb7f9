#nullable disable
using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class DescribeImagesRequest : AmazonECRRequest
{
    public string RepositoryName { get; set; }
    public string RegistryId { get; set; }
    public List<ImageIdentifier> ImageIds { get; set; }
    public string NextToken { get; set; }
    public int? MaxResults { get; set; }
    public DescribeImagesFilter Filter { get; set; }
}

public partial class ImageIdentifier
{
    public string ImageDigest { get; set; }
    public string ImageTag { get; set; }
}

public partial class DescribeImagesFilter
{
    public TagStatus TagStatus { get; set; }
    public ImageStatusFilter ImageStatus { get; set; }
}

public partial class DescribeImagesResponse : AmazonWebServiceResponse
{
    public List<ImageDetail> ImageDetails { get; set; }
    public string NextToken { get; set; }
}

public partial class ImageDetail
{
    public string RegistryId { get; set; }
    public string RepositoryName { get; set; }
    public string ImageDigest { get; set; }
    public List<string> ImageTags { get; set; }
    public long? ImageSizeInBytes { get; set; }
    public DateTime? ImagePushedAt { get; set; }
    public ImageScanStatus ImageScanStatus { get; set; }
    public ImageScanFindingsSummary ImageScanFindingsSummary { get; set; }
    public string ImageManifestMediaType { get; set; }
    public string ArtifactMediaType { get; set; }
    public DateTime? LastRecordedPullTime { get; set; }
    public string SubjectManifestDigest { get; set; }
    public ImageStatus ImageStatus { get; set; }
    public DateTime? LastArchivedAt { get; set; }
    public DateTime? LastActivatedAt { get; set; }
}

public partial class ImageScanStatus
{
    public ScanStatus Status { get; set; }
    public string Description { get; set; }
}

public partial class ImageScanFindingsSummary
{
    public DateTime? ImageScanCompletedAt { get; set; }
    public DateTime? VulnerabilitySourceUpdatedAt { get; set; }
    public Dictionary<string, int> FindingSeverityCounts { get; set; }
}

public partial class BatchGetImageRequest : AmazonECRRequest
{
    public string RepositoryName { get; set; }
    public List<ImageIdentifier> ImageIds { get; set; }
    public string RegistryId { get; set; }
    public List<string> AcceptedMediaTypes { get; set; }
}

public partial class BatchGetImageResponse : AmazonWebServiceResponse
{
    public List<Image> Images { get; set; }
    public List<ImageFailure> Failures { get; set; }
}

public partial class Image
{
    public string RegistryId { get; set; }
    public string RepositoryName { get; set; }
    public ImageIdentifier ImageId { get; set; }
    public string ImageManifest { get; set; }
    public string ImageManifestMediaType { get; set; }
}

public partial class ImageFailure
{
    public ImageIdentifier ImageId { get; set; }
    public ImageFailureCode FailureCode { get; set; }
    public string FailureReason { get; set; }
}
