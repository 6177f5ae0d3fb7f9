using Dashboard.Fleet;
using Dashboard.Rollback.Preflight;
using Dashboard.Ui;

namespace Dashboard.Rollback;

/// <summary>Section <c>Rollback</c>.</summary>
public sealed class RollbackOptions
{
    /// <summary>How often open rollbacks are looked at.</summary>
    public TimeSpan FollowEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a call without an answer may take to show in ECS before it counts as not applied.</summary>
    public TimeSpan SettleAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a rollout may take to become steady.</summary>
    public TimeSpan SteadyWithin { get; set; } = TimeSpan.FromMinutes(45);

    /// <summary>How long the error rate may take to come back once the rollout is steady.</summary>
    public TimeSpan RecoverWithin { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Percentage points over the level before the bad deployment that still count as recovered.</summary>
    public double MarginPercent { get; set; } = 0.5;

    /// <summary>An error rate below this counts as recovered whatever it was before, percent.</summary>
    public double AlwaysGoodBelowPercent { get; set; } = 1;

    /// <summary>How much slower than before the bad deployment the p95 may be and still count as recovered, percent of it.</summary>
    public double P95MarginPercent { get; set; } = 50;

    /// <summary>A p95 below this counts as recovered whatever it was before, seconds.</summary>
    public double AlwaysGoodP95Seconds { get; set; } = 0.25;

    /// <summary>How long a revision must have served before it is proposed by itself.</summary>
    public TimeSpan ProvenAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A revision is proposed by itself only when its mean error rate there was not above this, percent.</summary>
    public double ObjectivePercent { get; set; } = 1;

    /// <summary>Offers to register a pinned copy where only that helps. Without ecs:RegisterTaskDefinition ECS refuses it, before the service is touched.</summary>
    public bool AllowCopies { get; set; } = true;

    /// <summary>A minute with fewer requests says nothing.</summary>
    public int MinimumRequestsPerMinute { get; set; } = 20;

    /// <summary>Images that nobody may go back to: a digest, or <c>repository:tag</c> in which * stands for any characters.</summary>
    public IList<string> DeniedImages { get; init; } = [];

    /// <summary>Where a second on-call engineer has to approve a rollback, as in <c>production/*</c> or <c>production/shop</c>. Nowhere by default.</summary>
    public IList<string> TwoPersons { get; init; } = [];

    /// <summary>Whether a second person has to approve a rollback of this service.</summary>
    public bool NeedsTwo(ServiceKey key) => TwoPersons.Count > 0 && Places.Of([.. TwoPersons]).Hold(key.Target, key.Cluster);

    internal IEnumerable<string> Problems()
    {
        for (var index = 0; index < TwoPersons.Count; index++)
            if (Places.Problem(TwoPersons[index]) is { } problem)
                yield return $"Rollback:TwoPersons:{index}: {problem}.";
        if (FollowEvery < TimeSpan.FromMilliseconds(100) || FollowEvery > TimeSpan.FromMinutes(1))
            yield return "Rollback:FollowEvery must be between 0.1 s and 1 min, as in 00:00:03.";
        if (SettleAfter < TimeSpan.FromSeconds(30) || SettleAfter > TimeSpan.FromMinutes(10))
            yield return "Rollback:SettleAfter must be between 30 s and 10 min, as in 00:01:00.";
        if (SteadyWithin < TimeSpan.FromMinutes(1) || SteadyWithin > TimeSpan.FromHours(36))
            yield return "Rollback:SteadyWithin must be between 1 min and 36 h, as in 00:45:00.";
        if (RecoverWithin < TimeSpan.FromMinutes(4) || RecoverWithin > TimeSpan.FromHours(6))
            yield return "Rollback:RecoverWithin must be between 4 min and 6 h, as in 00:15:00.";
        if (MarginPercent is not (>= 0 and <= 100))
            yield return "Rollback:MarginPercent must be between 0 and 100, as in 0.5.";
        if (AlwaysGoodBelowPercent is not (>= 0 and <= 100))
            yield return "Rollback:AlwaysGoodBelowPercent must be between 0 and 100, as in 1.";
        if (P95MarginPercent is not (>= 0 and <= 1000))
            yield return "Rollback:P95MarginPercent must be between 0 and 1000, as in 50.";
        if (AlwaysGoodP95Seconds is not (>= 0 and <= 60))
            yield return "Rollback:AlwaysGoodP95Seconds must be between 0 and 60, as in 0.25.";
        if (ProvenAfter < TimeSpan.FromMinutes(5) || ProvenAfter > TimeSpan.FromDays(7))
            yield return "Rollback:ProvenAfter must be between 5 min and 7 d, as in 00:30:00.";
        if (ObjectivePercent is not (> 0 and <= 100))
            yield return "Rollback:ObjectivePercent must be above 0 and at most 100, as in 1.";
        if (MinimumRequestsPerMinute is not (>= 1 and <= 100_000))
            yield return "Rollback:MinimumRequestsPerMinute must be between 1 and 100000, as in 20.";
        for (var index = 0; index < DeniedImages.Count; index++)
            if (!DeniedImage.IsValid(DeniedImages[index]))
                yield return $"Rollback:DeniedImages:{index} must be a digest (sha256: and 64 digits) or repository:tag, as in checkout:v1.4.*.";
    }
}
