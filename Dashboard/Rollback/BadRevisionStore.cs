using System.Collections.Immutable;
using Dapper;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Store;

namespace Dashboard.Rollback;

/// <summary>What is remembered as bad, in SQLite. It is read off the rollbacks themselves; only what people took back and what was warned of has tables of its own.</summary>
public sealed class BadRevisionStore(Database database, IntentStore intents, AuditLog audit, TimeProvider time)
{
    public static readonly SchemaVersion[] Schema = [new("bad-revisions", 1, """
        CREATE TABLE bad_revisions_forgotten (
            rollback_id TEXT PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, reason TEXT NOT NULL);
        CREATE TABLE bad_revisions_deployed (
            service TEXT NOT NULL, deployment_id TEXT NOT NULL, rollback_id TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (service, deployment_id));
        """)];

    /// <summary>The last rolled back from first.</summary>
    public async Task<ImmutableArray<BadRevision>> RememberedAsync(CancellationToken cancel)
    {
        var wentBack = await intents.WentBackAsync(cancel);
        var forgotten = await database.ReadAsync(async connection => (await connection.QueryAsync<string>("SELECT rollback_id FROM bad_revisions_forgotten")).ToHashSet(), cancel);
        return [.. BadRevision.In(wentBack).Where(bad => !forgotten.Contains(bad.Rollback.ToString()))];
    }

    /// <summary>Audits a deployment that brings a bad revision back, once for good.</summary>
    /// <returns>False when it was audited before.</returns>
    public Task<bool> RecordAsync(BadRevisionWarning warning, CancellationToken cancel) => database.WriteAsync(async (connection, transaction) =>
    {
        var bad = warning.Bad;
        var row = new { service = bad.Key.ToString(), deployment = warning.DeploymentId, rollback = bad.Rollback.ToString(), at = IntentRow.Text(time.GetUtcNow()) };
        if (await connection.ExecuteAsync("INSERT OR IGNORE INTO bad_revisions_deployed (service, deployment_id, rollback_id, at) VALUES (@service, @deployment, @rollback, @at)", row, transaction) == 0)
            return false;
        await audit.WriteAsync(transaction, Actor.Dashboard, "bad-revision-deployed", bad.Key.ToString(), "warned", detail:
            $"{warning.Version} ({warning.TaskDefinition}), {warning.Deployer}, as {warning.DeploymentId} at {Wording.Utc(warning.DeployedAt)}. {bad.By.Name} rolled back from {bad.Version} ({bad.Bad}) at {Wording.Utc(bad.At)} ({bad.Rollback}): {bad.Reason} {warning.How}");
        return true;
    }, cancel);

    /// <summary>Forgets them and audits it, in one transaction.</summary>
    public Task<int> ForgetAsync(ServiceKey key, IReadOnlyCollection<BadRevision> forget, Actor actor, string reason) => database.WriteAsync(async (connection, transaction) =>
    {
        foreach (var bad in forget)
            await connection.ExecuteAsync("INSERT OR IGNORE INTO bad_revisions_forgotten (rollback_id, at, actor_id, actor_name, reason) VALUES (@id, @at, @actor, @name, @reason)",
                new { id = bad.Rollback.ToString(), at = IntentRow.Text(time.GetUtcNow()), actor = actor.Id, name = actor.Name, reason }, transaction);
        await audit.WriteAsync(transaction, actor, "bad-revision-forgotten", key.ToString(), "forgotten", reason, string.Join("; ", forget.Select(bad => $"{bad.Version} ({bad.Bad}), rolled back from at {Wording.Utc(bad.At)} ({bad.Rollback})")));
        return forget.Count;
    });
}
