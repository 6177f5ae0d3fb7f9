using System.Collections.Immutable;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>Says where a service can go back to now.</summary>
public sealed class RollbackPlanner(ServiceWatch watch, Feed<RollbacksSnapshot> rollbacks, ImageSource images, TaskDefinitionsSource definitions, AwsTargets targets, TimeProvider time)
{
    private const int ImagesChecked = 12;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(4);

    /// <summary>From what is already known, at once; null when no such service is watched.</summary>
    public RollbackPlan? Sketch(ServiceKey key) => Facts(key) is { } facts ? RollbackPlans.Make(facts) : null;

    /// <summary>With the candidates' task definitions read and their images looked up in ECR. What is not answered within four seconds is shown as not checked.</summary>
    public async Task<RollbackPlan?> PlanAsync(ServiceKey key, CancellationToken cancel = default)
    {
        if (Facts(key) is not { } facts)
            return null;
        using var limit = new CancellationTokenSource(Within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        ImmutableArray<RevisionImage> wanted = [];
        try
        {
            facts = await DescribedAsync(facts, both.Token);
            wanted = [.. RollbackCandidates.Find(facts).Where(candidate => candidate.IsChoosable).Take(ImagesChecked).SelectMany(candidate => candidate.Images)];
            facts = facts with { Images = await images.CheckAsync(key.Target, wanted, both.Token) };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            facts = facts with { Images = wanted.Distinct().ToImmutableDictionary(image => image, _ => new ImageCheck(ImageState.Unchecked, "ECR did not answer in time.")) };
        }

        return RollbackPlans.Make(facts);
    }

    /// <summary>Reads and looks up only what decides on the default, as long as it takes: for a sweep of the whole fleet, in which every candidate of every service would be too many calls.</summary>
    public async Task<RollbackPlan?> ProposeAsync(ServiceKey key, CancellationToken cancel = default)
    {
        if (Facts(key) is not { } facts)
            return null;
        var tried = new HashSet<TaskDefinitionRef>();
        while (RollbackCandidates.Find(facts).FirstOrDefault(one => one is { Grade: CandidateGrade.Proven, IsChoosable: true } && !(tried.Contains(one.To) && facts.DefinitionOf(one.To) is null)) is { } next && tried.Add(next.To))
        {
            if (facts.DefinitionOf(next.To) is null && facts.History is { } history && (await definitions.ReadAsync(key.Target, next.To, cancel)).Value is { } detail)
                facts = facts with { History = history with { Definitions = history.Definitions.SetItem(detail.Ref, detail) } };
            facts = facts with { Images = facts.Images.SetItems(await images.CheckAsync(key.Target, next.Images, cancel)) };
        }

        return RollbackPlans.Make(facts);
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
        return new PlanFacts(now.Service, now.History, now.Recent, now.Alarms, [.. left], time.GetUtcNow()) { Region = targets.Find(key.Target)?.Region };
    }
}
