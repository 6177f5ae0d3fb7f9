using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>Which revisions a service could go back to: what deployments ran, not what the family's numbers suggest.</summary>
internal static class RollbackCandidates
{
    public static ImmutableArray<RollbackCandidate> Find(PlanFacts facts)
    {
        var deployments = facts.History?.Deployments ?? [];
        var found = deployments.IsEmpty ? FromDefinitions(facts) : FromDeployments(facts, deployments);
        return [.. found.Select(candidate => Choosable.Judge(facts, candidate))];
    }

    private static IEnumerable<RollbackCandidate> FromDeployments(PlanFacts facts, ImmutableArray<ServiceDeployment> deployments)
    {
        var current = deployments.SelectMany(Revisions).FirstOrDefault(revision => revision.TaskDefinition == facts.Current);
        var runs = Runs(deployments, facts.Now);
        return runs
            .Where(run => run.Revision.TaskDefinition is not null && !IsCurrent(facts, current, run.Revision))
            .GroupBy(run => run.Revision.TaskDefinition!.Value)
            .Select(group => Candidate(facts, group.Key, [.. group], LeftBehind(deployments, facts)));
    }

    private static IEnumerable<RollbackCandidate> FromDefinitions(PlanFacts facts) =>
        from definition in facts.History?.KnownDefinitions ?? []
        where definition.Ref != facts.Current && !SameRevision.Is(null, facts.DefinitionOf(facts.Current), null, definition)
        orderby definition.RegisteredAt descending, definition.Ref.Revision descending
        select new RollbackCandidate(definition.Ref, definition.Version, CandidateGrade.NeverObserved, NeverObserved(definition, facts.Now))
        {
            RegisteredBy = definition.RegisteredBy,
            Images = [.. definition.Containers.Select(container => new RevisionImage(container.Name, container.Image, null))],
        };

    private static string NeverObserved(TaskDefinitionDetail definition, DateTimeOffset now) =>
        (definition.RegisteredAt is { } at ? $"Registered {Wording.Ago(at, now)}; n" : "N") + "ever observed healthy: no deployment of it is known.";

    /// <summary>One stay of a revision in production, or one attempt at it.</summary>
    private sealed record Run(ServiceRevision Revision, ServiceDeployment Deployment, RunEnd End, Ui.TimeSpanUtc? Served);

    private enum RunEnd
    {
        Succeeded,
        WentBackTo,
        Failed,
    }

    private static IEnumerable<Run> Runs(ImmutableArray<ServiceDeployment> deployments, DateTimeOffset now)
    {
        for (var index = 0; index < deployments.Length; index++)
        {
            var deployment = deployments[index];
            if (deployment is { Status: "SUCCESSFUL", Target: { } ran })
                yield return new Run(ran, deployment, RunEnd.Succeeded, ServedTime.After(deployments, index, now));
            if (deployment.Status is "ROLLBACK_SUCCESSFUL" && WentBackTo(deployments, deployment) is { } back)
                yield return new Run(back, deployment, RunEnd.WentBackTo, ServedTime.After(deployments, index, now));
            if (IsFailure(deployment) && deployment.Target is { } failed)
                yield return new Run(failed, deployment, RunEnd.Failed, null);
        }
    }

    private static bool IsFailure(ServiceDeployment deployment) => deployment.Status is not ("SUCCESSFUL" or "PENDING" or "IN_PROGRESS");

    private static ServiceRevision? WentBackTo(ImmutableArray<ServiceDeployment> deployments, ServiceDeployment deployment) =>
        deployment.RollbackRevisionArn is { } arn ? deployments.SelectMany(Revisions).FirstOrDefault(revision => revision.Arn == arn) : null;

    private static IEnumerable<ServiceRevision> Revisions(ServiceDeployment deployment) =>
        deployment.Target is { } target ? [target, .. deployment.Sources] : deployment.Sources;

    private static bool IsCurrent(PlanFacts facts, ServiceRevision? current, ServiceRevision revision) =>
        revision.TaskDefinition == facts.Current
            ? SameRevision.SameDigests(current, revision) is not false
            : SameRevision.Is(current, facts.DefinitionOf(facts.Current), revision, facts.DefinitionOf(revision.TaskDefinition));

    /// <summary>Left for an older revision of its family by a later deployment, or by a person through this dashboard.</summary>
    private static ImmutableHashSet<TaskDefinitionRef> LeftBehind(ImmutableArray<ServiceDeployment> deployments, PlanFacts facts)
    {
        var left = facts.RolledBackFrom.ToBuilder();
        var succeeded = deployments.Where(deployment => deployment.Status == "SUCCESSFUL").Select(deployment => deployment.Target?.TaskDefinition).ToArray();
        for (var index = 1; index < succeeded.Length; index++)
            if (succeeded[index - 1] is { } later && succeeded[index] is { } earlier && later.Family == earlier.Family && later.Revision < earlier.Revision)
                left.Add(earlier);
        return left.ToImmutable();
    }

    private static RollbackCandidate Candidate(PlanFacts facts, TaskDefinitionRef to, IReadOnlyList<Run> runs, ImmutableHashSet<TaskDefinitionRef> leftBehind)
    {
        var definition = facts.DefinitionOf(to);
        var good = runs.Where(run => run.End != RunEnd.Failed).ToArray();
        var served = good.Select(run => run.Served).OfType<Ui.TimeSpanUtc>().ToArray();
        var warning = Warning(to, runs, leftBehind);
        var newest = good.FirstOrDefault() ?? runs[0];
        var candidate = new RollbackCandidate(to, definition?.Version ?? VersionOf(newest.Revision), warning is null ? CandidateGrade.Proven : CandidateGrade.Warned, "")
        {
            Warning = warning,
            DeployedAt = newest.Deployment.StartedAt ?? newest.Deployment.CreatedAt,
            Served = served.Length == 0 ? null : served.Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Length),
            ServedUntil = served.Length == 0 ? null : served.Max(span => span.To),
            ErrorPercent = served.Select(span => ServedTime.ErrorPercent(facts.Recent, span)).FirstOrDefault(percent => percent is not null),
            RegisteredBy = definition?.RegisteredBy,
            Images = newest.Revision.Images,
        };
        return candidate with { Why = Why(candidate, newest, facts.Now) };
    }

    private static string? Warning(TaskDefinitionRef to, IReadOnlyList<Run> runs, ImmutableHashSet<TaskDefinitionRef> leftBehind) =>
        runs.FirstOrDefault(run => run.End == RunEnd.Failed)?.Deployment switch
        {
            { Status: "ROLLBACK_SUCCESSFUL" or "ROLLBACK_IN_PROGRESS" or "ROLLBACK_REQUESTED" } reverted => "ECS rolled it back: " + (reverted.RollbackReason ?? reverted.StatusReason ?? "no reason given"),
            { Status: "ROLLBACK_FAILED" } failed => "Its deployment failed, and so did going back from it: " + (failed.StatusReason ?? "no reason given"),
            { } stopped => "Its deployment was stopped: " + (stopped.StatusReason ?? "no reason given"),
            null => leftBehind.Contains(to) ? "It was rolled back from after its deployment had succeeded." : null,
        };

    private static string Why(RollbackCandidate candidate, Run newest, DateTimeOffset now)
    {
        var at = newest.Deployment.FinishedAt ?? newest.Deployment.CreatedAt;
        var began = newest.End switch
        {
            RunEnd.Succeeded => $"Its deployment succeeded {Wording.Ago(at, now)}",
            RunEnd.WentBackTo => $"ECS itself went back to it {Wording.Ago(at, now)}",
            _ => $"Its deployment {Wording.Ago(at, now)} did not succeed",
        };
        if (candidate.Served is not { } served)
            return began + ".";
        var errors = candidate.ErrorPercent is { } percent ? $"at {Wording.Percent(percent)} errors" : "(error rate not measured)";
        return $"{began}; it served {Wording.Length(served)} {errors}, until {Wording.Ago(candidate.ServedUntil!.Value, now)}.";
    }

    private static string VersionOf(ServiceRevision revision)
    {
        var image = revision.Images.FirstOrDefault()?.Image ?? "";
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? name[(colon + 1)..] : "?";
    }
}
