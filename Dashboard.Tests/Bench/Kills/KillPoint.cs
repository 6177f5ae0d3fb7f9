using Dashboard.Fleet;

namespace Dashboard.Tests.Bench.Kills;

/// <summary>Where a dashboard is killed on the way of a rollback.</summary>
/// <param name="Name">As the table shows it.</param>
internal sealed record KillPoint(string Name)
{
    /// <summary>The commit that the process does not survive, by the name that <see cref="RollbackProcess"/> takes; null when it is killed from outside.</summary>
    public string? Commit { get; init; }

    /// <summary>The call during which it is killed; null otherwise.</summary>
    public string? Operation { get; init; }

    /// <summary>How far that call has come.</summary>
    public Wire Wire { get; init; }

    /// <summary>How long it follows the rollout before it is killed; null otherwise.</summary>
    public TimeSpan? Followed { get; init; }

    /// <summary>Somebody else deploys another revision before the dashboard is back.</summary>
    public bool Meanwhile { get; init; }

    /// <summary>How fast the simulated rollout runs.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The three places of a call at which its effect, its answer and its record come apart.</summary>
    public static IEnumerable<KillPoint> Around(string operation) =>
    [
        new($"{operation} under way, not at ECS") { Operation = operation, Wire = Wire.Arrived },
        new($"{operation} done, no answer yet") { Operation = operation, Wire = Wire.Answered },
        new($"{operation} answered, not recorded") { Operation = operation, Wire = Wire.Passed },
    ];
}

/// <summary>One kind of rollback, and every point of it at which the dashboard is killed.</summary>
/// <param name="Other">A revision that is neither the current one nor <paramref name="To"/>.</param>
/// <param name="Operations">The calls that change something, in their order.</param>
internal sealed record KillStory(string Move, ServiceKey Service, string To, string Other, string[] Operations)
{
    private static readonly KillPoint Committed = new("intent committed") { Commit = "Intended" };
    private static readonly KillPoint Sending = new("\"sent\" committed, before the call") { Commit = "Sent" };
    private static readonly KillPoint Accepted = new("answer recorded") { Commit = "Accepted" };
    private static readonly KillPoint Following = new("rollout followed for a while") { Followed = TimeSpan.FromSeconds(1) };
    private static readonly KillPoint Steady = new("steady recorded") { Commit = RollbackProcess.Steady, Speed = 60 };

    public IEnumerable<KillPoint> Points { get; } =
    [
        Committed,
        .. Operations.Contains("RegisterTaskDefinition") ? [new KillPoint("\"registering\" committed") { Commit = "Registering" }, .. KillPoint.Around("RegisterTaskDefinition")] : Array.Empty<KillPoint>(),
        Sending,
        .. KillPoint.Around(Operations[^1]),
        KillPoint.Around(Operations[^1]).First() with { Name = "the same, and somebody else deploys", Meanwhile = true },
        Accepted,
        Following,
        .. Operations[^1] == "UpdateService" ? [Steady] : Array.Empty<KillPoint>(),
    ];

    public static readonly IReadOnlyList<KillStory> All =
    [
        new("UpdateService", new("production", "shop", "checkout"), "checkout:42", "checkout:40", ["UpdateService"]),
        new("StopServiceDeployment", new("production", "platform", "notifications"), "notifications:130", "notifications:129", ["StopServiceDeployment"]),
        new("ContinueServiceDeployment", new("production", "shop", "wishlist"), "wishlist:20", "wishlist:19", ["ContinueServiceDeployment"]),
        new("RegisterCopy", new("production", "platform", "feature-flags"), "feature-flags:4", "feature-flags:3", ["RegisterTaskDefinition", "UpdateService"]),
    ];
}
