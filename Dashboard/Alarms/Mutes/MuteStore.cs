using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using Dashboard.Audit;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Alarms.Mutes;

/// <summary>The mutes in SQLite. Whoever writes brings the transaction, because the audit entry belongs into the same.</summary>
public sealed class MuteStore(Database database)
{
    public static readonly SchemaVersion Schema = new("mutes", 1, """
        CREATE TABLE mutes (
            id TEXT NOT NULL PRIMARY KEY, is_alarm INTEGER NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL,
            by_id TEXT NOT NULL, by_name TEXT NOT NULL, from_at TEXT NOT NULL, until_at TEXT NOT NULL);
        CREATE UNIQUE INDEX mutes_by_subject ON mutes (is_alarm, name);
        """);

    private const string Columns = "id, is_alarm, name, reason, by_id, by_name, from_at, until_at";

    /// <summary>The first to end first.</summary>
    public Task<ImmutableArray<Mute>> ActiveAsync(DateTimeOffset now, CancellationToken cancel) => database.ReadAsync<ImmutableArray<Mute>>(async connection =>
        [.. (await connection.QueryAsync<Row>($"SELECT {Columns} FROM mutes WHERE until_at > @now ORDER BY until_at, name", new { now = Text(now) })).Select(row => row.Mute)], cancel);

    /// <summary>In place of another of the same subject.</summary>
    public static Task PutAsync(SqliteTransaction transaction, Mute mute) => transaction.Connection!.ExecuteAsync(
        $"INSERT OR REPLACE INTO mutes ({Columns}) VALUES (@Id, @Is_Alarm, @Name, @Reason, @By_Id, @By_Name, @From_At, @Until_At)", Row.Of(mute), transaction);

    /// <returns>Whether it was still there.</returns>
    public static async Task<bool> RemoveAsync(SqliteTransaction transaction, Guid id) =>
        await transaction.Connection!.ExecuteAsync("DELETE FROM mutes WHERE id = @id", new { id = id.ToString() }, transaction) > 0;

    /// <summary>Forgets those that are over; the audit trail keeps them.</summary>
    public static Task PruneAsync(SqliteTransaction transaction, DateTimeOffset now) => transaction.Connection!.ExecuteAsync("DELETE FROM mutes WHERE until_at <= @now", new { now = Text(now) }, transaction);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private sealed record Row(string Id, long Is_Alarm, string Name, string Reason, string By_Id, string By_Name, string From_At, string Until_At)
    {
        public Mute Mute => new(Guid.Parse(Id), new MuteSubject(Is_Alarm != 0, Name), Reason, new Actor(By_Id, By_Name), Instant(From_At), Instant(Until_At));

        public static Row Of(Mute mute) => new(mute.Id.ToString(), mute.Subject.IsAlarm ? 1 : 0, mute.Subject.Name, mute.Reason, mute.By.Id, mute.By.Name, Text(mute.From), Text(mute.Until));

        private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }
}
