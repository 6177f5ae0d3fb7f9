using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Amazon.ECR.Model;
using Dashboard.Aws;
using Dashboard.Deployments;

namespace Dashboard.Rollback;

/// <summary>Whether an image is still in ECR, by the digest that the revision ran.</summary>
/// <remarks>Source: ecr:BatchGetImage (aws ecr batch-get-image). A found image is remembered for five minutes, anything else for thirty seconds.</remarks>
public sealed partial class ImageSource(AwsClients clients, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Target, RevisionImage Image), (ImageCheck Check, DateTimeOffset Until)> known = new();

    public async Task<ImmutableDictionary<RevisionImage, ImageCheck>> CheckAsync(string target, IEnumerable<RevisionImage> images, CancellationToken cancel)
    {
        var distinct = images.Distinct().ToArray();
        var checks = await Task.WhenAll(distinct.Select(image => CheckAsync(target, image, cancel)));
        return distinct.Zip(checks).ToImmutableDictionary(pair => pair.First, pair => pair.Second);
    }

    private async Task<ImageCheck> CheckAsync(string target, RevisionImage image, CancellationToken cancel)
    {
        if (known.TryGetValue((target, image), out var kept) && kept.Until > time.GetUtcNow())
            return kept.Check;
        var check = await AskAsync(target, image, cancel);
        if (known.Count > 5_000)
            known.Clear();
        known[(target, image)] = (check, time.GetUtcNow() + (check.State == ImageState.Present ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(30)));
        return check;
    }

    private async Task<ImageCheck> AskAsync(string targetName, RevisionImage image, CancellationToken cancel)
    {
        if (EcrImage().Match(image.Image) is not { Success: true } name)
            return new ImageCheck(ImageState.Unchecked, $"{image.Image} is not in ECR.");
        var target = clients.For(targetName);
        if (name.Groups["region"].Value != target.Target.Region)
            return new ImageCheck(ImageState.Unchecked, $"{image.Image} is in another Region.");
        var tag = image.Image.Contains("@sha256:", StringComparison.Ordinal) ? null : Tag(image.Image);
        var request = new BatchGetImageRequest { RegistryId = name.Groups["account"].Value, RepositoryName = name.Groups["repository"].Value, ImageIds = Ids(image.Digest, tag) };
        var answer = await target.AskAsync("ecr:BatchGetImage", token => target.Ecr.BatchGetImageAsync(request, token), cancel);
        return answer switch
        {
            { Value: { } found } => Check(found, image.Digest, tag),
            { Fault: { Kind: FaultKind.NotFound } } => new ImageCheck(ImageState.Missing),
            { Fault: { Kind: FaultKind.Denied } } => new ImageCheck(ImageState.Unchecked, "this dashboard may not ask ECR (ecr:BatchGetImage is denied)."),
            _ => new ImageCheck(ImageState.Unchecked, answer.Fault?.Message ?? "ECR gave no answer."),
        };
    }

    // By both in one call: the digest says whether what served is there, the tag what UpdateService would start.
    private static List<ImageIdentifier> Ids(string? digest, string? tag)
    {
        List<ImageIdentifier> ids = digest is null ? [] : [new() { ImageDigest = digest }];
        if (tag is not null)
            ids.Add(new() { ImageTag = tag });
        return ids;
    }

    private static ImageCheck Check(BatchGetImageResponse answer, string? digest, string? tag)
    {
        var images = answer.Images ?? [];
        var tagged = images.FirstOrDefault(image => tag is not null && image.ImageId?.ImageTag == tag);
        var failure = answer.Failures?.FirstOrDefault(failure => digest is null || failure.ImageId?.ImageDigest == digest);
        if ((digest is null ? tagged ?? images.FirstOrDefault() : images.FirstOrDefault(image => image.ImageId?.ImageDigest == digest)) is not { } found)
            return failure?.FailureCode?.Value is "ImageNotFound" or "ImageTagDoesNotMatchDigest"
                ? new ImageCheck(ImageState.Missing)
                : new ImageCheck(ImageState.Unchecked, failure?.FailureReason ?? "ECR answered without the image and without a failure.");
        return new ImageCheck(ImageState.Present)
        {
            Platforms = ImagePlatforms.Of(found.ImageManifest),
            IsTagMoved = digest is not null && tag is not null && (tagged is null ? IsGone(answer, tag) : !Names(tagged, digest)),
            TagDigest = tagged?.ImageId?.ImageDigest,
        };
    }

    // Of an image for several platforms the tag names the index, and a task runs one of those that stand in it.
    private static bool Names(Image tagged, string digest) =>
        tagged.ImageId?.ImageDigest is not { } now || now == digest || tagged.ImageManifest?.Contains(digest, StringComparison.Ordinal) == true;

    private static bool IsGone(BatchGetImageResponse answer, string tag) =>
        answer.Failures?.Any(failure => failure.ImageId?.ImageTag == tag && failure.FailureCode?.Value == "ImageNotFound") == true;

    private static string Tag(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? name[(colon + 1)..] : "latest";
    }

    [GeneratedRegex(@"^(?<account>\d{12})\.dkr\.ecr(-fips)?\.(?<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?<repository>[a-z0-9._/-]+?)(:[A-Za-z0-9_.-]+)?(@sha256:[0-9a-f]{64})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex EcrImage();
}
