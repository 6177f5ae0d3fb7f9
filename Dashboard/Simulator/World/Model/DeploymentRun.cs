namespace Dashboard.Simulator;

/// <summary>A service deployment, from its request to its end, with instants that may still be ahead.</summary>
internal sealed class DeploymentRun(string id, SimRevision target, IReadOnlyList<SimRevision> sources, DateTimeOffset createdAt)
{
    private const string Never = "";

    public string Id { get; } = id;
    public SimRevision Target { get; } = target;
    public IReadOnlyList<SimRevision> Sources { get; } = sources;
    public DateTimeOffset CreatedAt { get; } = createdAt;
    public required Rollout Rollout { get; init; }
    public required DeploymentConfiguration Configuration { get; init; }
    public required int Threshold { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset ScaledUpAt { get; set; } = DateTimeOffset.MaxValue;
    public DateTimeOffset BakedAt { get; set; } = DateTimeOffset.MaxValue;
    public DateTimeOffset FinishedAt { get; set; } = DateTimeOffset.MaxValue;
    public string Outcome { get; set; } = Never;
    public string? OutcomeReason { get; set; }
    public DateTimeOffset StopRequestedAt { get; set; } = DateTimeOffset.MaxValue;
    public DateTimeOffset RollbackAt { get; set; } = DateTimeOffset.MaxValue;
    public SimRevision? RollbackTo { get; set; }
    public string RollbackReason { get; set; } = "";

    /// <summary>Of a blue/green deployment: when each lifecycle stage begins.</summary>
    public List<(string Name, DateTimeOffset At)> Stages { get; } = [];
    public List<SimHook> Hooks { get; } = [];

    /// <summary>One of its alarms was in ALARM when it began, so that ECS watches none for it.</summary>
    public bool AlarmsIgnored { get; init; }
    public DateTimeOffset GuardedUntil { get; set; } = createdAt;
    public IReadOnlyList<string> TriggeredAlarms { get; set; } = [];

    public bool IsGuardedAt(DateTimeOffset at) => Configuration.Alarms is { Enable: true } && !AlarmsIgnored && at < FinishedAt && at < RollbackAt;

    public bool Reached(string stage, DateTimeOffset at) => Stages.Exists(reached => reached.Name == stage && reached.At <= at);

    public void CutAt(DateTimeOffset at)
    {
        Stages.RemoveAll(stage => stage.At > at);
        Hooks.RemoveAll(hook => hook.ReachedAt > at);
        Hooks.ForEach(hook => hook.CutAt(at));
        if (ScaledUpAt > at)
            ScaledUpAt = DateTimeOffset.MaxValue;
        if (BakedAt > at)
            BakedAt = DateTimeOffset.MaxValue;
        if (RollbackAt > at)
            (RollbackAt, RollbackTo) = (DateTimeOffset.MaxValue, null);
        if (FinishedAt > at)
            (FinishedAt, Outcome, OutcomeReason) = (DateTimeOffset.MaxValue, Never, null);
    }

    public bool FinishedBy(DateTimeOffset at) => FinishedAt <= at;

    public string StatusAt(DateTimeOffset at) =>
        at < StartedAt ? "PENDING"
        : FinishedAt <= at ? Outcome
        : RollbackAt <= at ? "ROLLBACK_IN_PROGRESS"
        : StopRequestedAt <= at ? "ROLLBACK_REQUESTED"
        : "IN_PROGRESS";

    /// <summary>Null once it is over.</summary>
    public string? StageAt(DateTimeOffset at) =>
        FinishedAt <= at ? null
        : RollbackAt <= at ? "CLEAN_UP"
        : Stages.Count > 0 ? Stages.Where(stage => stage.At <= at).Select(stage => stage.Name).LastOrDefault("RECONCILE_SERVICE")
        : at < StartedAt + TimeSpan.FromSeconds(1) ? "RECONCILE_SERVICE"
        : at < ScaledUpAt ? "SCALE_UP"
        : at < BakedAt ? "BAKE_TIME"
        : "CLEAN_UP";
}
