using System.Collections.Immutable;
using Dapper;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Rollback;

/// <summary>The intents in SQLite. Its unique index is the lock: one open rollback per service, whoever asks.</summary>
public sealed class IntentStore(Database database, AuditLog audit, Feed<RollbacksSnapshot> feed, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(8);
    private readonly SemaphoreSlim publishing = new(1);

    private const string Open = "('AwaitingApproval', 'Intended', 'Registering', 'Sent', 'Unknown', 'Accepted')";

    public static readonly SchemaVersion[] Schema = [new("rollback", 1, """
        CREATE TABLE rollback_intents (
            id TEXT PRIMARY KEY, service TEXT NOT NULL, state TEXT NOT NULL,
            actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, reason TEXT NOT NULL,
            seen_deployment TEXT NOT NULL, seen_created_at TEXT NOT NULL,
            from_definition TEXT NOT NULL, from_version TEXT NOT NULL, to_definition TEXT NOT NULL, to_version TEXT NOT NULL,
            move TEXT NOT NULL, stop_arn TEXT, at TEXT NOT NULL, sent_at TEXT, deployment_id TEXT, steady_at TEXT, closed_at TEXT, verdict TEXT,
            healthy_percent REAL, before_percent REAL, after_percent REAL);
        CREATE UNIQUE INDEX one_open_rollback ON rollback_intents (service) WHERE state IN ('Intended', 'Sent', 'Unknown', 'Accepted');
        CREATE INDEX rollback_intents_by_time ON rollback_intents (at);
        """),
        new("rollback", 2, """
        ALTER TABLE rollback_intents ADD COLUMN deployed TEXT;
        ALTER TABLE rollback_intents ADD COLUMN facts TEXT;
        UPDATE rollback_intents SET state = 'Verified' WHERE state = 'Recovered';
        DROP INDEX one_open_rollback;
        CREATE UNIQUE INDEX one_open_rollback ON rollback_intents (service) WHERE state IN ('Intended', 'Registering', 'Sent', 'Unknown', 'Accepted');
        CREATE TABLE rollback_timeline (id INTEGER PRIMARY KEY, intent_id TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL);
        CREATE INDEX rollback_timeline_by_intent ON rollback_timeline (intent_id, id);
        """),
        new("rollback", 3, $"""
        DROP INDEX one_open_rollback;
        CREATE UNIQUE INDEX one_open_rollback ON rollback_intents (service) WHERE state IN {Open};
        """)];

    private const string Columns = """
        id AS Id, service AS Service, state AS State, actor_id AS ActorId, actor_name AS ActorName, reason AS Reason,
        seen_deployment AS SeenDeployment, seen_created_at AS SeenCreatedAt, from_definition AS FromDefinition, from_version AS FromVersion,
        to_definition AS ToDefinition, to_version AS ToVersion, move AS Move, stop_arn AS StopArn, at AS At, sent_at AS SentAt,
        deployment_id AS DeploymentId, steady_at AS SteadyAt, closed_at AS ClosedAt, verdict AS Verdict,
        healthy_percent AS HealthyPercent, before_percent AS BeforePercent, after_percent AS AfterPercent,
        deployed AS Deployed, facts AS Facts
        """;

    /// <summary>Commits the intent and its audit entry together, or returns the open rollback (or this same intent) that stands in the way.</summary>
    public async Task<RollbackIntent?> OpenAsync(RollbackIntent intent)
    {
        var obstacle = await database.WriteAsync<RollbackIntent?>((connection, transaction) => InsertAsync(connection, transaction, intent));
        if (obstacle is null)
            await PublishAsync();
        return obstacle;
    }

    private async Task<RollbackIntent?> InsertAsync(SqliteConnection connection, SqliteTransaction transaction, RollbackIntent intent)
    {
        var obstacle = await connection.QueryFirstOrDefaultAsync<IntentRow>(
            $"SELECT {Columns} FROM rollback_intents WHERE id = @id OR (service = @service AND state IN {Open}) ORDER BY id = @id DESC",
            new { id = intent.Id.ToString(), service = intent.Key.ToString() }, transaction);
        if (obstacle is not null)
            return obstacle.ToIntent();
        await connection.ExecuteAsync("""
            INSERT INTO rollback_intents (id, service, state, actor_id, actor_name, reason, seen_deployment, seen_created_at,
                from_definition, from_version, to_definition, to_version, move, stop_arn, at, sent_at, deployment_id, steady_at, closed_at, verdict,
                healthy_percent, before_percent, after_percent, deployed, facts)
            VALUES (@Id, @Service, @State, @ActorId, @ActorName, @Reason, @SeenDeployment, @SeenCreatedAt,
                @FromDefinition, @FromVersion, @ToDefinition, @ToVersion, @Move, @StopArn, @At, @SentAt, @DeploymentId, @SteadyAt, @ClosedAt, @Verdict,
                @HealthyPercent, @BeforePercent, @AfterPercent, @Deployed, @Facts)
            """, IntentRow.From(intent), transaction);
        await audit.WriteAsync(transaction, intent.Actor, "rollback", intent.Key.ToString(), OutcomeOf(intent.State), intent.Reason, $"{intent.Revisions} by {intent.Move}, leaving {intent.SeenDeploymentId}");
        await AppendAsync(connection, transaction, intent.Id, RollbackTimeline.Between(null, intent));
        return null;
    }

    /// <summary>Moves an intent on if it is still in the state it was read in; false when somebody else moved it first.</summary>
    /// <param name="actor">Whom the audit names; null when the step is not worth an entry.</param>
    public async Task<bool> MoveAsync(RollbackIntent was, RollbackIntent next, Actor? actor, string? detail = null)
    {
        var moved = await database.WriteAsync((connection, transaction) => UpdateAsync(connection, transaction, was, next, actor, detail));
        if (moved)
            await PublishAsync();
        return moved;
    }

    private async Task<bool> UpdateAsync(SqliteConnection connection, SqliteTransaction transaction, RollbackIntent was, RollbackIntent next, Actor? actor, string? detail)
    {
        var moved = await connection.ExecuteAsync("""
            UPDATE rollback_intents SET state = @State, sent_at = @SentAt, deployment_id = @DeploymentId, steady_at = @SteadyAt, closed_at = @ClosedAt,
                verdict = @Verdict, after_percent = @AfterPercent, deployed = @Deployed, facts = @Facts WHERE id = @Id AND state = @Was
            """, IntentRow.From(next, was.State), transaction);
        if (moved == 0)
            return false;
        await AppendAsync(connection, transaction, next.Id, RollbackTimeline.Between(was, next, time.GetUtcNow()));
        if (actor is not null)
            await audit.WriteAsync(transaction, actor, "rollback", next.Key.ToString(), was.State == IntentState.AwaitingApproval && next.IsOpen ? "approved" : OutcomeOf(next.State), next.Reason, Detail(next, detail));
        return true;
    }

    private static Task<int> AppendAsync(SqliteConnection connection, SqliteTransaction transaction, Guid intent, IEnumerable<RollbackEvent> events) =>
        connection.ExecuteAsync("INSERT INTO rollback_timeline (intent_id, at, text) VALUES (@intent, @at, @text)",
            events.Select(one => new { intent = intent.ToString(), at = IntentRow.Text(one.At), text = one.Text }), transaction);

    /// <summary>What happened, in the order in which it was seen; empty for a rollback of before timelines were kept.</summary>
    public Task<ImmutableArray<RollbackEvent>> TimelineOfAsync(Guid id, CancellationToken cancel = default) => database.ReadAsync<ImmutableArray<RollbackEvent>>(async connection =>
        [.. (await connection.QueryAsync<(string At, string Text)>("SELECT at, text FROM rollback_timeline WHERE intent_id = @id ORDER BY id", new { id = id.ToString() })).Select(row => new RollbackEvent(IntentRow.Instant(row.At), row.Text))], cancel);

    public Task<RollbackIntent?> FindAsync(Guid id) => database.ReadAsync<RollbackIntent?>(async connection =>
        (await connection.QueryFirstOrDefaultAsync<IntentRow>($"SELECT {Columns} FROM rollback_intents WHERE id = @id", new { id = id.ToString() }))?.ToIntent());

    public Task<RollbackIntent?> OpenOfAsync(ServiceKey key) => database.ReadAsync<RollbackIntent?>(async connection =>
        (await connection.QueryFirstOrDefaultAsync<IntentRow>($"SELECT {Columns} FROM rollback_intents WHERE service = @service AND state IN {Open}", new { service = key.ToString() }))?.ToIntent());

    /// <summary>Those without a verdict, oldest first.</summary>
    public Task<ImmutableArray<RollbackIntent>> UnfinishedAsync(CancellationToken cancel) => database.ReadAsync<ImmutableArray<RollbackIntent>>(async connection =>
        [.. (await connection.QueryAsync<IntentRow>($"SELECT {Columns} FROM rollback_intents WHERE state IN {Open} ORDER BY at")).Select(row => row.ToIntent())], cancel);

    /// <summary>The newest 2,000 that went back and stayed there, the last to close first, whatever their age.</summary>
    public Task<ImmutableArray<RollbackIntent>> WentBackAsync(CancellationToken cancel) => database.ReadAsync<ImmutableArray<RollbackIntent>>(async connection =>
        [.. (await connection.QueryAsync<IntentRow>($"SELECT {Columns} FROM rollback_intents WHERE state IN ('Verified', 'Inconclusive') ORDER BY closed_at DESC LIMIT 2000")).Select(row => row.ToIntent())], cancel);

    /// <summary>Puts the newest rollbacks where every viewer takes them from.</summary>
    public async Task PublishAsync(CancellationToken cancel = default)
    {
        // One at a time, so that an older reading never follows a newer one.
        await publishing.WaitAsync(cancel);
        try
        {
            var now = time.GetUtcNow();
            feed.Publish(new RollbacksSnapshot(await RecentAsync(now - Shown, cancel)), now);
        }
        finally
        {
            publishing.Release();
        }
    }

    public void Dispose() => publishing.Dispose();

    private Task<ImmutableArray<RollbackIntent>> RecentAsync(DateTimeOffset since, CancellationToken cancel) => database.ReadAsync<ImmutableArray<RollbackIntent>>(async connection =>
        [.. (await connection.QueryAsync<IntentRow>($"""
            SELECT {Columns} FROM rollback_intents WHERE at >= @since OR state IN {Open} ORDER BY at DESC LIMIT 2000
            """, new { since = IntentRow.Text(since) })).Select(row => row.ToIntent())], cancel);

    /// <summary>As in accepted, not-applied, reverted-by-ecs.</summary>
    internal static string OutcomeOf(IntentState state) => state switch
    {
        IntentState.AwaitingApproval => "awaiting-approval",
        IntentState.NotRecovered => "not-recovered",
        IntentState.RevertedByEcs => "reverted-by-ecs",
        IntentState.TimedOut => "timed-out",
        IntentState.NotSent => "not-sent",
        IntentState.NotApplied => "not-applied",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string Detail(RollbackIntent intent, string? detail) =>
        string.Join("; ", new[] { intent.Revisions, intent.DeploymentId, detail ?? intent.Verdict }.Where(part => !string.IsNullOrEmpty(part)));
}
