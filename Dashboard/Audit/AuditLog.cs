using System.Globalization;
using Dapper;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>The append-only, hash-chained trail.</summary>
public sealed class AuditLog
{
    /// <summary>The log's line of a head; its value is <see cref="AuditHead.ToString"/>.</summary>
    public const string HeadMessage = "Audit head {AuditHead}";

    private const string Columns = "sequence, at, actor_id, actor_name, action, subject, outcome, reason, detail, hash";
    private readonly Database database;
    private readonly TimeProvider time;
    private readonly Feed<AuditHead> heads;
    private readonly ILogger<AuditLog>? log;
    private AuditHead? uncommitted;

    public AuditLog(Database database, TimeProvider time, Feed<AuditHead> heads, ILogger<AuditLog>? log = null)
    {
        (this.database, this.time, this.heads, this.log) = (database, time, heads, log);
        database.Ended += Tell;
    }

    /// <summary>Appends in a transaction of its own. A throw means that it was not written, and then the action must not happen.</summary>
    public Task<AuditEntry> WriteAsync(Actor actor, string action, string? subject, string outcome, string? reason = null, string? detail = null, CancellationToken cancel = default) =>
        database.WriteAsync((_, transaction) => WriteAsync(transaction, actor, action, subject, outcome, reason, detail), cancel);

    /// <summary>Appends within the caller's transaction, so that the record and what it records are committed together.</summary>
    public async Task<AuditEntry> WriteAsync(SqliteTransaction transaction, Actor actor, string action, string? subject, string outcome, string? reason = null, string? detail = null)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction is already finished.");
        var (sequence, previous) = await connection.QueryFirstAsync<(long, string?)>("SELECT sequence, hash FROM audit_head", transaction: transaction);
        var entry = new AuditEntry(sequence + 1, time.GetUtcNow(), actor, action, subject, outcome, reason, detail, "");
        entry = entry with { Hash = AuditChain.Hash(previous, entry) };
        await connection.ExecuteAsync(
            $"INSERT INTO audit ({Columns}) VALUES (@Sequence, @at, @actorId, @actorName, @Action, @Subject, @Outcome, @Reason, @Detail, @Hash)",
            new { entry.Sequence, at = AuditChain.Text(entry.At), actorId = actor.Id, actorName = actor.Name, entry.Action, entry.Subject, entry.Outcome, entry.Reason, entry.Detail, entry.Hash },
            transaction);
        uncommitted = new AuditHead(entry.Sequence, entry.Hash);
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
            return await WithEventsAsync(connection, [.. rows.Select(row => row.Entry)]);
        }, cancel);

    private static async Task<AuditEntry[]> WithEventsAsync(SqliteConnection connection, AuditEntry[] entries)
    {
        if (entries.Length == 0)
            return entries;
        var found = await connection.QueryAsync<(long Entry, string? Region, string Operation, string Id)>(
            "SELECT entry, region, operation, event_id FROM audit_calls WHERE entry BETWEEN @from AND @to AND event_id IS NOT NULL ORDER BY at", new { from = entries[^1].Sequence, to = entries[0].Sequence });
        var events = found.ToLookup(row => row.Entry, row => new AuditedEvent(row.Region, row.Operation, row.Id));
        return [.. entries.Select(entry => events[entry.Sequence].ToArray() is { Length: > 0 } own ? entry with { Events = own } : entry)];
    }

    /// <summary>Every kind of action in the trail, for the filter.</summary>
    public Task<IReadOnlyList<string>> ActionsAsync(CancellationToken cancel = default) =>
        database.ReadAsync<IReadOnlyList<string>>(async connection => [.. await connection.QueryAsync<string>("SELECT DISTINCT action FROM audit ORDER BY action")], cancel);

    /// <summary>Reads the whole trail, also against the head that this process committed last. Takes seconds where there are a million entries.</summary>
    public Task<AuditVerdict> VerifyAsync(CancellationToken cancel = default)
    {
        // Taken before the trail is read: what is written meanwhile must not count as cut off.
        AuditHead[] own = heads.Current.Value is { } head ? [head] : [];
        return database.ReadAsync(connection => Task.FromResult(new AuditVerification(connection, own).Run(cancel)), cancel);
    }

    /// <summary>The first entry that is not as it was written; null when the trail is whole.</summary>
    public async Task<long?> FirstBrokenAsync(CancellationToken cancel = default) => (await VerifyAsync(cancel)).Break?.Sequence;

    // One transaction writes at a time, so what was written in it is the newest there is.
    private void Tell(bool isCommitted)
    {
        if (Interlocked.Exchange(ref uncommitted, null) is not { } head || !isCommitted)
            return;
        log?.LogInformation(HeadMessage, head);
        heads.Publish(head, time.GetUtcNow());
    }

    private static string? Text(DateTimeOffset? at) => at is { } value ? AuditChain.Text(value) : null;

    private static string? Pattern(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : "%" + text.Trim().ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";

    private sealed record Row(long Sequence, string At, string Actor_Id, string Actor_Name, string Action, string? Subject, string Outcome, string? Reason, string? Detail, string Hash)
    {
        public AuditEntry Entry => new(Sequence, DateTimeOffset.Parse(At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), new Actor(Actor_Id, Actor_Name), Action, Subject, Outcome, Reason, Detail, Hash);
    }
}
