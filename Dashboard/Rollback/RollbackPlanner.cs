using System.Collections.Immutable;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback.GitHub;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback;

/// <summary>Says where a service can go back to now.</summary>
public sealed class RollbackPlanner(ServiceWatch watch, Feed<RollbacksSnapshot> rollbacks, Feed<BadRevisionsSnapshot> bad, ImageSource images, TaskDefinitionsSource definitions, PlanEvidence evidence, GitHubRoute gitHub, AwsTargets targets, IOptions<RollbackOptions> options, TimeProvider time)
{
    private const int ImagesChecked = 12;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(4);

    /// <summary>From what is already known, at once; null when no such service is watched.</summary>
    public RollbackPlan? Sketch(ServiceKey key) => Facts(key) is { } facts ? RollbackPlans.Make(facts) : null;

    /// <summary>With the candidates' task definitions read, their images looked up in ECR, and how they served and who deployed them. What is not answered within four seconds is shown as not checked.</summary>
    public async Task<RollbackPlan?> PlanAsync(ServiceKey key, CancellationToken cancel = default)
    {
        if (Facts(key) is not { } facts)
            return null;
        using var limit = new CancellationTokenSource(Within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var learning = evidence.LearnAsync(facts, both.Token);
        facts = await CheckedAsync(facts, both.Token, cancel);
        return RollbackPlans.Make((await learning).On(facts));
    }

    /// <summary>As <see cref="PlanAsync"/>, without asking for what only the choosing of a revision needs: somebody has chosen, and waits.</summary>
    public async Task<RollbackPlan?> RecheckAsync(ServiceKey key, CancellationToken cancel = default)
    {
        if (Facts(key) is not { } facts)
            return null;
        using var limit = new CancellationTokenSource(Within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        return RollbackPlans.Make(await CheckedAsync(facts, both.Token, cancel));
    }

    /// <summary>Reads and looks up only what decides on the default, as long as it takes: for a sweep of the whole fleet, in which every candidate of every service would be too many calls.</summary>
    public async Task<RollbackPlan?> ProposeAsync(ServiceKey key, CancellationToken cancel = default)
    {
        if (Facts(key) is not { } facts)
            return null;
        var tried = new HashSet<TaskDefinitionRef>();
        while (RollbackCandidates.Find(facts).FirstOrDefault(one => IsPromising(facts, one) && !(tried.Contains(one.To) && facts.DefinitionOf(one.To) is null)) is { } next && tried.Add(next.To))
        {
            if (facts.DefinitionOf(next.To) is null && facts.History is { } history && (await definitions.ReadAsync(key.Target, next.To, cancel)).Value is { } detail)
                facts = facts with { History = history with { Definitions = history.Definitions.SetItem(detail.Ref, detail) } };
            facts = facts with { Images = facts.Images.SetItems(await images.CheckAsync(key.Target, next.Images, cancel)) };
        }

        return RollbackPlans.Make(facts);
    }

    private static bool IsPromising(PlanFacts facts, RollbackCandidate candidate) =>
        candidate is { Grade: CandidateGrade.Proven, IsChoosable: true } && Proposal.Unproven(facts.Options, candidate) is null;

    private async Task<PlanFacts> CheckedAsync(PlanFacts facts, CancellationToken limit, CancellationToken cancel)
    {
        ImmutableArray<RevisionImage> wanted = [];
        try
        {
            facts = await DescribedAsync(facts, limit);
            wanted = [.. RollbackCandidates.Find(facts).Where(candidate => candidate.IsChoosable).Take(ImagesChecked).SelectMany(candidate => candidate.Images)];
            return facts with { Images = await images.CheckAsync(facts.Service.Key.Target, wanted, limit) };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return facts with { Images = wanted.Distinct().ToImmutableDictionary(image => image, _ => new ImageCheck(ImageState.Unchecked, "ECR did not answer in time.")) };
        }
    }

    // The poll describes the newest deployments' definitions only; those further back are read when somebody asks for a plan.
    private async Task<PlanFacts> DescribedAsync(PlanFacts facts, CancellationToken cancel)
    {
        if (facts.History is not { } history)
            return facts;
        var missing = RollbackCandidates.Find(facts).Where(candidate => candidate.IsChoosable && facts.DefinitionOf(candidate.To) is null).Select(candidate => candidate.To).Take(ImagesChecked);
        var answers = await Task.WhenAll(missing.Select(reference => definitions.ReadAsync(facts.Service.Key.Target, reference, cancel)));
        var read = answers.Select(answer => answer.Value).OfType<TaskDefinitionDetail>().Select(detail => KeyValuePair.Create(detail.Ref, detail));
        return facts with { History = history with { Definitions = history.Definitions.SetItems(read) } };
    }

    private PlanFacts? Facts(ServiceKey key)
    {
        if (watch.Of(key) is not { } now)
            return null;
        var left = rollbacks.Current.Value?.Of(key).Where(rollback => rollback.DeploymentId is not null || rollback.SteadyAt is not null).Select(rollback => rollback.From) ?? [];
        return new PlanFacts(now.Service, now.History, now.Recent, now.Alarms, [.. left], time.GetUtcNow())
        {
            Region = targets.Find(key.Target)?.Region,
            GitHub = gitHub.PathFor(key),
            Options = options.Value,
            Bad = [.. bad.Current.Value?.Of(key) ?? []],
        };
    }
}
