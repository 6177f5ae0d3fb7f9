using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Ui;

namespace Dashboard.Rollback;

/// <summary>What was learned of the candidates beside whether they can be started.</summary>
public sealed record LearnedEvidence(ImmutableDictionary<TimeSpanUtc, ServedSignal> Measured, ImmutableDictionary<string, string> Deployers)
{
    public PlanFacts On(PlanFacts facts) => facts with { Measured = Measured, Deployers = Deployers };
}

/// <summary>How the candidates of a plan served, and who deployed them. It makes a choice easier and is never waited for long.</summary>
public sealed class PlanEvidence(StayMetrics metrics, DeployerSource deployers, TimeProvider time)
{
    private const int CandidatesLookedAt = 12;

    // CloudTrail lets one question through in two seconds, and nobody at 3 a.m. waits for a name.
    private static readonly TimeSpan DeployersWithin = TimeSpan.FromSeconds(2);

    public async Task<LearnedEvidence> LearnAsync(PlanFacts facts, CancellationToken limit)
    {
        var candidates = RollbackCandidates.Find(facts).Take(CandidatesLookedAt).ToArray();
        var measuring = metrics.MeasureAsync(facts.Service, candidates.SelectMany(candidate => candidate.Stays), limit);
        using var shorter = new CancellationTokenSource(DeployersWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit, shorter.Token);
        var arns = candidates.Select(candidate => candidate.DeploymentArn).OfType<string>().ToArray();
        var deployments = facts.History?.Deployments.Where(deployment => arns.Contains(deployment.Arn)) ?? Enumerable.Empty<ServiceDeployment>();
        var found = await deployers.FindAsync(facts.Service.Key, [.. deployments], both.Token);
        return new LearnedEvidence(await measuring, found);
    }
}
