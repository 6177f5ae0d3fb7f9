using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Dashboard.Audit;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.SignIn;

/// <summary>The table of sessions. Instants are Unix milliseconds.</summary>
public sealed class SessionStore(Database database)
{
    public static readonly SchemaVersion Schema = new("sessions", 1, """
        CREATE TABLE session (
            id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, person_id TEXT NOT NULL, name TEXT NOT NULL, claims TEXT NOT NULL,
            created_at INTEGER NOT NULL, active_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, came_from TEXT,
            ending TEXT, ended_at INTEGER, ended_by TEXT, end_reason TEXT);
        CREATE INDEX session_person ON session (person_id);
        """);

    private const string Columns = "id, kind, person_id, name, claims, created_at, active_at, expires_at, came_from, ending, ended_at, ended_by, end_reason";

    public Task<Session?> FindAsync(string id, CancellationToken cancel) => database.ReadAsync(async connection =>
        (await connection.QueryFirstOrDefaultAsync<Row>($"SELECT {Columns} FROM session WHERE id = @id", new { id }))?.Session, cancel);

    /// <summary>Those that nobody ended and that have not reached their last instant, the newest first.</summary>
    public Task<IReadOnlyList<Session>> OpenAsync(DateTimeOffset now, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<Session>>(async connection =>
        [.. (await connection.QueryAsync<Row>($"SELECT {Columns} FROM session WHERE ending IS NULL AND expires_at > @now ORDER BY created_at DESC", new { now = Ms(now) })).Select(row => row.Session)], cancel);

    public Task PutAsync(Session session) => database.WriteAsync((connection, transaction) => PutAsync(connection, transaction, session));

    private static Task<int> PutAsync(SqliteConnection connection, SqliteTransaction transaction, Session session) => connection.ExecuteAsync(
        $"INSERT OR REPLACE INTO session ({Columns}) VALUES (@Id, @kind, @personId, @name, @claims, @createdAt, @activeAt, @expiresAt, @From, @ending, @endedAt, @EndedBy, @EndReason)",
        new
        {
            session.Id, kind = session.Kind.ToString(), personId = session.Person.Id, name = session.Person.Name, claims = JsonSerializer.Serialize(session.Claims),
            createdAt = Ms(session.CreatedAt), activeAt = Ms(session.ActiveAt), expiresAt = Ms(session.ExpiresAt), session.From,
            ending = session.End?.ToString(), endedAt = session.EndedAt is { } at ? Ms(at) : (long?)null, session.EndedBy, session.EndReason,
        }, transaction);

    /// <summary>Moves the last activity on, and only on; a session that was ended meanwhile stays ended.</summary>
    public Task TouchAsync(string id, DateTimeOffset at) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "UPDATE session SET active_at = @at WHERE id = @id AND ending IS NULL AND active_at < @at", new { id, at = Ms(at) }, transaction));

    /// <param name="record">Runs in the same transaction.</param>
    public Task EndAsync(Session ended, Func<SqliteTransaction, Task> record) => database.WriteAsync(async (connection, transaction) =>
    {
        await record(transaction);
        return await PutAsync(connection, transaction, ended);
    });

    public Task<int> SweepAsync(DateTimeOffset overBefore) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM session WHERE coalesce(ended_at, expires_at) < @before", new { before = Ms(overBefore) }, transaction));

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private sealed record Row(string Id, string Kind, string Person_Id, string Name, string Claims, long Created_At, long Active_At, long Expires_At, string? Came_From, string? Ending, long? Ended_At, string? Ended_By, string? End_Reason)
    {
        public Session Session => new(Id, Enum.Parse<SessionKind>(Kind), new Actor(Person_Id, Name), JsonSerializer.Deserialize<ImmutableArray<string>>(Claims), At(Created_At), At(Active_At), At(Expires_At), Came_From)
        {
            End = Ending is null ? null : Enum.Parse<SessionEnd>(Ending), EndedAt = Ended_At is { } ms ? At(ms) : null, EndedBy = Ended_By, EndReason = End_Reason,
        };

        private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
    }
}
