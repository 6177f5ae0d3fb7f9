using System.Globalization;
using Dapper;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>The append-only, hash-chained trail.</summary>
public sealed class AuditLog(Database database, TimeProvider time, Feed<AuditHead> heads)
{
    private const string Columns = "sequence, at, actor_id, actor_name, action, subject, outcome, reason, detail, hash";

    /// <summary>Appends in a transaction of its own. A throw means that it was not written, and then the action must not happen.</summary>
    public Task<AuditEntry> WriteAsync(Actor actor, string action, string? subject, string outcome, string? reason = null, string? detail = null, CancellationToken cancel = default) =>
        database.WriteAsync((_, transaction) => WriteAsync(transaction, actor, action, subject, outcome, reason, detail), cancel);

    /// <summary>Appends within the caller's transaction, so that the record and what it records are committed together.</summary>
    public async Task<AuditEntry> WriteAsync(SqliteTransaction transaction, Actor actor, string action, string? subject, string outcome, string? reason = null, string? detail = null)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction is already finished.");
        var (sequence, previous) = await connection.QueryFirstOrDefaultAsync<(long, string)>(
            "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1", transaction: transaction);
        var entry = new AuditEntry(sequence + 1, time.GetUtcNow(), actor, action, subject, outcome, reason, detail, "");
        entry = entry with { Hash = AuditChain.Hash(previous, entry) };
        await connection.ExecuteAsync(
            $"INSERT INTO audit ({Columns}) VALUES (@Sequence, @at, @actorId, @actorName, @Action, @Subject, @Outcome, @Reason, @Detail, @Hash)",
            new { entry.Sequence, at = AuditChain.Text(entry.At), actorId = actor.Id, actorName = actor.Name, entry.Action, entry.Subject, entry.Outcome, entry.Reason, entry.Detail, entry.Hash },
            transaction);

        // Readers look 250 ms later at the earliest, which is after the caller's commit; if it rolls back they find nothing new.
        heads.Publish(new AuditHead(entry.Sequence), entry.At);
        return entry;
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">Only entries with a smaller sequence, for the next page; null for the newest.</param>
    public Task<IReadOnlyList<AuditEntry>> FindAsync(AuditFilter filter, int take, long? before = null, CancellationToken cancel = default) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(async connection =>
        {
            var rows = await connection.QueryAsync<Row>(
                $"""
                SELECT {Columns} FROM audit
                WHERE (@before IS NULL OR sequence < @before)
                  AND (@Action IS NULL OR action = @Action)
                  AND (@from IS NULL OR at >= @from) AND (@to IS NULL OR at < @to)
                  AND (@text IS NULL OR lower(actor_name || ' ' || actor_id || ' ' || action || ' ' || outcome || ' ' || coalesce(subject, '') || ' ' || coalesce(reason, '') || ' ' || coalesce(detail, '')) LIKE @text ESCAPE '\')
                ORDER BY sequence DESC LIMIT @take
                """,
                new { before, filter.Action, from = Text(filter.From), to = Text(filter.To), text = Pattern(filter.Text), take });
            return [.. rows.Select(row => row.Entry)];
        }, cancel);

    /// <summary>Every kind of action in the trail, for the filter.</summary>
    public Task<IReadOnlyList<string>> ActionsAsync(CancellationToken cancel = default) =>
        database.ReadAsync<IReadOnlyList<string>>(async connection => [.. await connection.QueryAsync<string>("SELECT DISTINCT action FROM audit ORDER BY action")], cancel);

    /// <summary>The first entry that does not follow from the one before it; null when the chain is whole. It cannot see a tail that was cut off.</summary>
    public Task<long?> FirstBrokenAsync(CancellationToken cancel = default) =>
        database.ReadAsync(connection =>
        {
            var (expected, previous) = (1L, (string?)null);
            foreach (var row in connection.Query<Row>($"SELECT {Columns} FROM audit ORDER BY sequence", buffered: false))
            {
                cancel.ThrowIfCancellationRequested();
                if (row.Sequence != expected || row.Hash != AuditChain.Hash(previous, row.Entry))
                    return Task.FromResult<long?>(expected);
                (expected, previous) = (expected + 1, row.Hash);
            }

            return Task.FromResult<long?>(null);
        }, cancel);

    private static string? Text(DateTimeOffset? at) => at is { } value ? AuditChain.Text(value) : null;

    private static string? Pattern(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : "%" + text.Trim().ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";

    private sealed record Row(long Sequence, string At, string Actor_Id, string Actor_Name, string Action, string? Subject, string Outcome, string? Reason, string? Detail, string Hash)
    {
        public AuditEntry Entry => new(Sequence, DateTimeOffset.Parse(At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), new Actor(Actor_Id, Actor_Name), Action, Subject, Outcome, Reason, Detail, Hash);
    }
}
