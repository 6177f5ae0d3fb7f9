using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>What would have to be sent to reach a candidate, and whether ECS could do it.</summary>
internal static class Choosable
{
    public static RollbackCandidate Judge(PlanFacts facts, RollbackCandidate candidate)
    {
        var stops = facts.InProgress is { Status: "PENDING" or "IN_PROGRESS" } running
            && running.Target?.TaskDefinition == facts.Current
            && running.Sources.Any(source => source.TaskDefinition == candidate.To);
        return candidate with
        {
            Move = stops ? RollbackMove.StopServiceDeployment : RollbackMove.UpdateService,
            StopArn = stops ? facts.InProgress!.Arn : null,
            Blocked = Blocked(facts, candidate),
            ImagesUnchecked = candidate.Images
                .Select(image => facts.Images.GetValueOrDefault(image))
                .FirstOrDefault(check => check is { State: ImageState.Unchecked })?.Reason,
        };
    }

    private static string? Blocked(PlanFacts facts, RollbackCandidate candidate)
    {
        if (candidate.To == facts.Current)
            return $"It is the same task definition with other image digests, so UpdateService to {candidate.To} would change nothing. Register a copy that pins the image by digest, and deploy that.";
        if (facts.DefinitionOf(candidate.To) is { IsActive: false } definition)
            return $"{candidate.To} is {definition.Status}: it was deregistered (CloudFormation, CDK and Terraform do so at each deployment), and UpdateService refuses it. Register a copy of it, and deploy that.";
        var missing = candidate.Images.FirstOrDefault(image => facts.Images.GetValueOrDefault(image) is { State: ImageState.Missing });
        return missing is null ? null : $"Its image {missing.Image} ({Short(missing.Digest)}) is no longer in ECR, so no task of it could start. Push it again, or choose another.";
    }

    private static string Short(string? digest) => digest is null ? "no digest known" : digest[..Math.Min(digest.Length, 19)];
}
