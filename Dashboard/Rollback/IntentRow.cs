using System.Globalization;
using System.Text.Json;
using Dashboard.Audit;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>A row as SQLite knows it: text and numbers only.</summary>
internal sealed class IntentRow
{
    public string Id { get; init; } = "";
    public string Service { get; init; } = "";
    public string State { get; init; } = "";
    public string ActorId { get; init; } = "";
    public string ActorName { get; init; } = "";
    public string Reason { get; init; } = "";
    public string SeenDeployment { get; init; } = "";
    public string SeenCreatedAt { get; init; } = "";
    public string FromDefinition { get; init; } = "";
    public string FromVersion { get; init; } = "";
    public string ToDefinition { get; init; } = "";
    public string ToVersion { get; init; } = "";
    public string Move { get; init; } = "";
    public string? StopArn { get; init; }
    public string At { get; init; } = "";
    public string? SentAt { get; init; }
    public string? DeploymentId { get; init; }
    public string? SteadyAt { get; init; }
    public string? ClosedAt { get; init; }
    public string? Verdict { get; init; }
    public double? HealthyPercent { get; init; }
    public double? BeforePercent { get; init; }
    public double? AfterPercent { get; init; }
    public string? Deployed { get; init; }

    /// <summary>JSON; null in rows of before facts were kept.</summary>
    public string? Facts { get; init; }
    public string? Was { get; init; }

    /// <param name="was">The state it must still be in to be changed.</param>
    public static IntentRow From(RollbackIntent intent, IntentState? was = null) => new()
    {
        Id = intent.Id.ToString(),
        Service = intent.Key.ToString(),
        State = intent.State.ToString(),
        ActorId = intent.Actor.Id,
        ActorName = intent.Actor.Name,
        Reason = intent.Reason,
        SeenDeployment = intent.SeenDeploymentId,
        SeenCreatedAt = Text(intent.SeenCreatedAt),
        FromDefinition = intent.From.ToString(),
        FromVersion = intent.FromVersion,
        ToDefinition = intent.To.ToString(),
        ToVersion = intent.ToVersion,
        Move = intent.Move.ToString(),
        StopArn = intent.StopArn,
        At = Text(intent.At),
        SentAt = intent.SentAt is { } sent ? Text(sent) : null,
        DeploymentId = intent.DeploymentId,
        SteadyAt = intent.SteadyAt is { } steady ? Text(steady) : null,
        ClosedAt = intent.ClosedAt is { } closed ? Text(closed) : null,
        Verdict = intent.Verdict,
        HealthyPercent = intent.HealthyPercent,
        BeforePercent = intent.BeforePercent,
        AfterPercent = intent.AfterPercent,
        Deployed = intent.Deployed?.ToString(),
        Facts = JsonSerializer.Serialize(intent.Facts),
        Was = was?.ToString(),
    };

    public RollbackIntent ToIntent() => new(
        Guid.Parse(Id), ServiceKey.Parse(Service)!.Value, Enum.Parse<IntentState>(State), new Actor(ActorId, ActorName), Reason, SeenDeployment, Instant(SeenCreatedAt),
        TaskDefinitionRef.Parse(FromDefinition)!.Value, FromVersion, TaskDefinitionRef.Parse(ToDefinition)!.Value, ToVersion, Enum.Parse<RollbackMove>(Move), Instant(At))
    {
        StopArn = StopArn,
        SentAt = SentAt is null ? null : Instant(SentAt),
        DeploymentId = DeploymentId,
        SteadyAt = SteadyAt is null ? null : Instant(SteadyAt),
        ClosedAt = ClosedAt is null ? null : Instant(ClosedAt),
        Verdict = Verdict,
        HealthyPercent = HealthyPercent,
        BeforePercent = BeforePercent,
        AfterPercent = AfterPercent,
        Deployed = TaskDefinitionRef.Parse(Deployed),
        Facts = Facts is null ? RollbackFacts.None : JsonSerializer.Deserialize<RollbackFacts>(Facts) ?? RollbackFacts.None,
    };

    public static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
