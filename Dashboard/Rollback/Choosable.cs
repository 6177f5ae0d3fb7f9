using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>What would have to be sent to reach a candidate at this moment, and whether ECS could do it.</summary>
internal static class Choosable
{
    public static RollbackCandidate Judge(PlanFacts facts, RollbackCandidate candidate)
    {
        var missing = Missing(facts, candidate);
        var judged = candidate with
        {
            Blocked = missing,
            ImagesUnchecked = candidate.Images
                .Select(image => facts.Images.GetValueOrDefault(image))
                .FirstOrDefault(check => check is { State: ImageState.Unchecked })?.Reason,
        };
        if (Undoable(facts, candidate) is { } running)
            return running.WaitingHook is { } hook
                ? judged with { Move = RollbackMove.ContinueServiceDeployment, StopArn = running.Arn, HookId = hook.Id }
                : judged with { Move = RollbackMove.StopServiceDeployment, StopArn = running.Arn };
        return NeedsCopy(facts, candidate) is { } reason
            ? judged with { Move = RollbackMove.RegisterCopy, NeedsCopy = reason, Blocked = missing ?? NoCopy(facts, candidate, reason) }
            : judged with { Move = RollbackMove.UpdateService };
    }

    /// <summary>The deployment in progress that began at this candidate, so that ending it leads back to it; null when there is none.</summary>
    private static ServiceDeployment? Undoable(PlanFacts facts, RollbackCandidate candidate) =>
        facts.InProgress is { Status: "PENDING" or "IN_PROGRESS" } running
        && running.Target?.TaskDefinition == facts.Current
        && running.Sources.Any(source => source.TaskDefinition == candidate.To && SameRevision.SameDigests(source, source with { Images = candidate.Images }) is not false)
            ? running
            : null;

    // As far as it is known: what was not read or not looked up is deployed as it is, and ECS refuses an INACTIVE one.
    private static string? NeedsCopy(PlanFacts facts, RollbackCandidate candidate)
    {
        if (candidate.To == facts.Current)
            return $"It is the same task definition with other image digests, so UpdateService to {candidate.To} would change nothing.";
        if (facts.DefinitionOf(candidate.To) is { Status: "INACTIVE" })
            return $"{candidate.To} is INACTIVE: it was deregistered (CloudFormation, CDK and Terraform do so at each deployment), and UpdateService refuses it.";
        foreach (var image in candidate.Images)
            if (facts.Images.GetValueOrDefault(image) is { State: ImageState.Present, IsTagMoved: true } check)
                return check.TagDigest is { } now
                    ? $"The tag of {image.Image} names another image now ({Short(now)}, and {Short(image.Digest)} served), so UpdateService to {candidate.To} would start that one."
                    : $"The tag of {image.Image} is gone from ECR, where the image that served is known by its digest alone ({Short(image.Digest)}), so no task of {candidate.To} could start.";
        return null;
    }

    private static string? NoCopy(PlanFacts facts, RollbackCandidate candidate, string reason)
    {
        if (!facts.Options.AllowCopies)
            return $"{reason} Only a copy that pins the images by digest would help, and Rollback:AllowCopies is off here.";
        if (facts.DefinitionOf(candidate.To) is not { } definition)
            return $"{reason} Only a copy that pins the images by digest would help, and {candidate.To} could not be read to be copied.";
        var unknown = definition.Containers.FirstOrDefault(container => !IsPinned(container) && Digest(candidate.Images, container.Name) is null);
        return unknown is null ? null : $"{reason} Only a copy that pins the images by digest would help, and no digest is known of container {unknown.Name}.";
    }

    private static bool IsPinned(ContainerDefinition container) => container.Image.Contains("@sha256:", StringComparison.Ordinal);

    private static string? Digest(ImmutableArray<RevisionImage> images, string container) => images.FirstOrDefault(image => image.Container == container)?.Digest;

    private static string? Missing(PlanFacts facts, RollbackCandidate candidate)
    {
        if (facts.DefinitionOf(candidate.To) is { Status: not ("ACTIVE" or "INACTIVE") } definition)
            return $"{candidate.To} is {definition.Status}; ECS starts no task of it.";
        var missing = candidate.Images.FirstOrDefault(image => facts.Images.GetValueOrDefault(image) is { State: ImageState.Missing });
        return missing is null ? null : $"Its image {missing.Image} ({Short(missing.Digest)}) is no longer in ECR, so no task of it could start. Push it again, or choose another.";
    }

    private static string Short(string? digest) => digest is null ? "no digest known" : digest[..Math.Min(digest.Length, 19)];
}
