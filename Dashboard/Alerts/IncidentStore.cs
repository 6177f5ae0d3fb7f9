using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Dashboard.Audit;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Alerts;

/// <summary>Incidents in SQLite, written together with the messages that tell of them: neither is there without the other.</summary>
internal sealed class IncidentStore(Database database, Outbox outbox, AuditLog audit)
{
    public static readonly SchemaVersion Schema = new("alerts", 1, """
        CREATE TABLE alert_incidents (
            id TEXT PRIMARY KEY, subject TEXT NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL, opened_at TEXT NOT NULL, resolved_at TEXT, facts TEXT NOT NULL);
        CREATE UNIQUE INDEX one_open_incident ON alert_incidents (subject, kind) WHERE resolved_at IS NULL;
        CREATE INDEX alert_incidents_by_time ON alert_incidents (opened_at);
        CREATE INDEX alert_incidents_by_end ON alert_incidents (resolved_at);
        CREATE TABLE alert_outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, destination TEXT NOT NULL, recipient TEXT NOT NULL, thread TEXT NOT NULL, is_root INTEGER NOT NULL,
            kind TEXT NOT NULL, message TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, not_before TEXT,
            is_repeat INTEGER NOT NULL DEFAULT 0, sent_at TEXT, receipt TEXT, problem TEXT);
        CREATE INDEX alert_outbox_open ON alert_outbox (destination, recipient, id) WHERE state IN ('Waiting', 'Sending');
        CREATE INDEX alert_outbox_by_thread ON alert_outbox (thread, destination, recipient);
        """);

    private const string Columns = "id AS Id, subject AS Subject, kind AS Kind, severity AS Severity, opened_at AS OpenedAt, resolved_at AS ResolvedAt, facts AS Facts";

    /// <summary>Those that are open, and those resolved since <paramref name="since"/>.</summary>
    public Task<ImmutableArray<Incident>> LoadAsync(DateTimeOffset since, CancellationToken cancel) => database.ReadAsync<ImmutableArray<Incident>>(async connection =>
        [.. (await connection.QueryAsync<Row>($"SELECT {Columns} FROM alert_incidents WHERE resolved_at IS NULL OR resolved_at >= @since", new { since = Text(since) })).Select(row => row.ToIncident())], cancel);

    /// <summary>The newest first.</summary>
    public Task<ImmutableArray<Incident>> RecentAsync(int count, CancellationToken cancel) => database.ReadAsync<ImmutableArray<Incident>>(async connection =>
        [.. (await connection.QueryAsync<Row>($"SELECT {Columns} FROM alert_incidents WHERE resolved_at IS NOT NULL ORDER BY resolved_at DESC LIMIT @count", new { count })).Select(row => row.ToIncident())], cancel);

    public Task<int> WriteAsync(IReadOnlyCollection<Incident> incidents, IReadOnlyCollection<NewDelivery> messages, CancellationToken cancel) =>
        database.WriteAsync((connection, transaction) => WriteAsync(connection, transaction, incidents, messages), cancel);

    /// <summary>With an audit entry, because a person did it.</summary>
    public Task<int> WriteAsync(Incident incident, IReadOnlyCollection<NewDelivery> messages, Actor actor, string action) => database.WriteAsync(async (connection, transaction) =>
    {
        await audit.WriteAsync(transaction, actor, action, incident.Key.Subject, "accepted", detail: $"{incident.Id}: {string.Join("; ", incident.Causes.Select(cause => cause.Text).Take(5))}");
        return await WriteAsync(connection, transaction, [incident], messages);
    });

    /// <summary>Forgets what was resolved before then.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancel) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("DELETE FROM alert_incidents WHERE resolved_at < @before; DELETE FROM alert_outbox WHERE at < @before AND state IN ('Sent', 'Failed')", new { before = Text(before) }, transaction), cancel);

    private async Task<int> WriteAsync(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyCollection<Incident> incidents, IReadOnlyCollection<NewDelivery> messages)
    {
        // Those that end first, so that one which begins anew does not meet the index.
        foreach (var incident in incidents.OrderBy(incident => incident.IsOpen))
            await connection.ExecuteAsync("""
                INSERT INTO alert_incidents (id, subject, kind, severity, opened_at, resolved_at, facts) VALUES (@Id, @Subject, @Kind, @Severity, @OpenedAt, @ResolvedAt, @Facts)
                ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, resolved_at = excluded.resolved_at, facts = excluded.facts
                """, Row.Of(incident), transaction);
        return await outbox.AddAsync(connection, transaction, messages);
    }

    internal static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    internal static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>What is asked for has a column; the rest is JSON.</summary>
    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Severity { get; init; } = "";
        public string OpenedAt { get; init; } = "";
        public string? ResolvedAt { get; init; }
        public string Facts { get; init; } = "";

        public static Row Of(Incident incident) => new()
        {
            Id = incident.Id.ToString(),
            Subject = incident.Key.Subject,
            Kind = incident.Key.Kind.ToString(),
            Severity = incident.Severity.ToString(),
            OpenedAt = Text(incident.OpenedAt),
            ResolvedAt = incident.ResolvedAt is { } at ? Text(at) : null,
            Facts = JsonSerializer.Serialize(incident),
        };

        public Incident ToIncident() => JsonSerializer.Deserialize<Incident>(Facts) ?? throw new InvalidOperationException($"Incident {Id} cannot be read.");
    }
}
