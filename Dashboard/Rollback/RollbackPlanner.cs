using System.Collections.Immutable;
using Dashboard.Aws;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>Says where a service can go back to now.</summary>
public sealed class RollbackPlanner(ServiceWatch watch, Feed<RollbacksSnapshot> rollbacks, ImageSource images, AwsTargets targets, TimeProvider time)
{
    private const int ImagesChecked = 12;
    private static readonly TimeSpan ImagesWithin = TimeSpan.FromSeconds(4);

    /// <summary>From what is already known, at once; null when no such service is watched.</summary>
    public RollbackPlan? Sketch(ServiceKey key) => Facts(key) is { } facts ? RollbackPlans.Make(facts) : null;

    /// <summary>With the images looked up in ECR. What ECR does not answer within four seconds is shown as not checked.</summary>
    public async Task<RollbackPlan?> PlanAsync(ServiceKey key, CancellationToken cancel = default)
    {
        if (Facts(key) is not { } facts)
            return null;
        var wanted = RollbackCandidates.Find(facts).Where(candidate => candidate.IsChoosable).Take(ImagesChecked).SelectMany(candidate => candidate.Images).ToImmutableArray();
        using var limit = new CancellationTokenSource(ImagesWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            facts = facts with { Images = await images.CheckAsync(key.Target, wanted, both.Token) };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            facts = facts with { Images = wanted.Distinct().ToImmutableDictionary(image => image, _ => new ImageCheck(ImageState.Unchecked, "ECR did not answer in time.")) };
        }

        return RollbackPlans.Make(facts);
    }

    private PlanFacts? Facts(ServiceKey key)
    {
        if (watch.Of(key) is not { } now)
            return null;
        var left = rollbacks.Current.Value?.Of(key).Where(rollback => rollback.DeploymentId is not null || rollback.SteadyAt is not null).Select(rollback => rollback.From) ?? [];
        return new PlanFacts(now.Service, now.History, now.Recent, now.Alarms, [.. left], time.GetUtcNow()) { Region = targets.Find(key.Target)?.Region };
    }
}
