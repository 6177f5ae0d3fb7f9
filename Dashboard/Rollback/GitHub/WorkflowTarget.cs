using System.Collections.Immutable;
using Dashboard.Deployments;

namespace Dashboard.Rollback.GitHub;

/// <summary>What a workflow can be asked for: a version by its tag, with the digests by which its deployment is known again.</summary>
public sealed class WorkflowTarget(ImageSource images)
{
    /// <summary>The candidate through the plan's workflow, its digests completed from ECR; or why it cannot go that way.</summary>
    public async Task<(RollbackCandidate? To, string? Refusal)> OfAsync(RollbackPlan plan, RollbackCandidate candidate)
    {
        if (plan.GitHub is not { } path)
            return (null, $"Not sent: no workflow of Rollback:GitHub:Workflows deploys {plan.Key}, or none of its versions is an image tag.");
        if (!GitHubRoute.IsTag(candidate.Version))
            return (null, $"Not sent: {path} deploys by image tag, and {candidate.Version} is none.");
        if (candidate.Version == plan.CurrentVersion)
            return (null, $"Not sent: {path} deploys by image tag, and {candidate.Version} is the one that runs now. Only ECS itself can go back to the settings of {candidate.To}.");
        var checks = await images.CheckAsync(plan.Key.Target, candidate.Images, CancellationToken.None);
        if (candidate.Images.FirstOrDefault(image => checks[image].IsTagMoved) is { } moved)
            return (null, $"Not sent: {path} deploys by image tag, and the tag of {moved.Image} no longer names the image that served ({moved.Digest}).");
        var known = candidate.ThroughGitHub with { Images = Completed(candidate.Images, checks) };
        return known.Images.Any(image => image.Digest is not null) ? (known, null)
            : (null, $"Not sent: no digest is known of an image of {candidate.Version}, so nothing could tell its deployment from another. {known.Images.Select(image => checks.GetValueOrDefault(image)?.Reason).FirstOrDefault(reason => reason is not null)}".TrimEnd());
    }

    private static ImmutableArray<RevisionImage> Completed(ImmutableArray<RevisionImage> known, ImmutableDictionary<RevisionImage, ImageCheck> checks) =>
        [.. known.Select(image => image.Digest is null ? image with { Digest = checks[image].TagDigest } : image)];
}
