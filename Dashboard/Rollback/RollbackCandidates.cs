using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Ui;

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
        var current = deployments.SelectMany(RevisionRun.All).FirstOrDefault(revision => revision.TaskDefinition == facts.Current);
        var left = facts.RolledBackFrom.Union(RevisionRun.LeftBehind(deployments));
        return RevisionRun.Of(deployments, facts.Now)
            .Where(run => run.Revision.TaskDefinition is not null && !IsCurrent(facts, current, run.Revision))
            .GroupBy(run => run.Revision.TaskDefinition!.Value)
            .Select(group => Candidate(facts, group.Key, NewestGood([.. group]), left.Contains(group.Key)));
    }

    private static IEnumerable<RollbackCandidate> FromDefinitions(PlanFacts facts) =>
        from definition in facts.History?.KnownDefinitions ?? []
        where definition.Ref != facts.Current && !SameRevision.Is(null, facts.DefinitionOf(facts.Current), null, definition)
        orderby definition.RegisteredAt descending, definition.Ref.Revision descending
        select new RollbackCandidate(definition.Ref, definition.Version, CandidateGrade.NeverObserved, CandidateWords.NeverObserved(definition, facts.Now))
        {
            RegisteredBy = definition.RegisteredBy,
            Images = [.. definition.Containers.Select(container => new RevisionImage(container.Name, container.Image, null))],
        };

    private static bool IsCurrent(PlanFacts facts, ServiceRevision? current, ServiceRevision revision) =>
        revision.TaskDefinition == facts.Current
            ? SameRevision.SameDigests(current, revision) is not false
            : SameRevision.Is(current, facts.DefinitionOf(facts.Current), revision, facts.DefinitionOf(revision.TaskDefinition));

    // Behind a reused tag one task definition ran several images; what is said of one must not be said of another.
    private static RevisionRun[] NewestGood(RevisionRun[] runs)
    {
        var newest = runs.FirstOrDefault(run => run.End != RunEnd.Failed) ?? runs[0];
        return [.. runs.Where(run => SameRevision.SameDigests(run.Revision, newest.Revision) is not false)];
    }

    private static RollbackCandidate Candidate(PlanFacts facts, TaskDefinitionRef to, RevisionRun[] runs, bool isLeft)
    {
        var definition = facts.DefinitionOf(to);
        var good = runs.Where(run => run.End != RunEnd.Failed).ToArray();
        var newest = good.FirstOrDefault() ?? runs[0];
        var brought = runs.FirstOrDefault(run => run.End == RunEnd.Succeeded) ?? runs.FirstOrDefault(run => run.End == RunEnd.Failed);
        var warning = BadRevisionRules.Warning(facts, to, newest.Revision.Images) ?? CandidateWords.Warning(runs, isLeft);
        var candidate = new RollbackCandidate(to, definition?.Version ?? CandidateWords.VersionOf(newest.Revision), warning is null ? CandidateGrade.Proven : CandidateGrade.Warned, "")
        {
            Warning = warning,
            DeploymentArn = brought?.Deployment.Arn,
            DeployedAt = brought is null ? newest.Revision.CreatedAt : brought.Deployment.StartedAt ?? brought.Deployment.CreatedAt,
            DeployedBy = brought is null ? null : facts.Deployers.GetValueOrDefault(brought.Deployment.Arn),
            RegisteredBy = definition?.RegisteredBy,
            Images = newest.Revision.Images,
        };
        candidate = Served(facts, candidate, [.. good.Select(run => run.Served).OfType<TimeSpanUtc>()]);
        return candidate with { Why = CandidateWords.Why(candidate, newest, facts.Now) };
    }

    private static RollbackCandidate Served(PlanFacts facts, RollbackCandidate candidate, ImmutableArray<TimeSpanUtc> stays)
    {
        if (stays.IsEmpty)
            return candidate;
        var signals = stays.Select(facts.SignalOf).OfType<ServedSignal>().ToArray();
        var measured = signals.Where(signal => signal.ErrorPercent is not null).ToArray();
        return candidate with
        {
            Stays = stays,
            Served = stays.Aggregate(TimeSpan.Zero, (sum, stay) => sum + stay.Length),
            ServedUntil = stays.Max(stay => stay.To),
            ErrorPercent = measured.Length == 0 ? null : measured.Sum(signal => signal.ErrorPercent!.Value * signal.Requests) / measured.Sum(signal => signal.Requests),
            P95Seconds = signals.Select(signal => signal.P95Seconds).FirstOrDefault(seconds => seconds is not null),
        };
    }
}
