using Dapper;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>Checks the trail as it lies in the file against itself, and against heads that were kept elsewhere.</summary>
/// <param name="witnesses">Heads of the log: only they show a tail cut off by somebody who knows how the trail is kept, or a trail written anew.</param>
internal sealed class AuditVerification(SqliteConnection connection, IReadOnlyCollection<AuditHead> witnesses)
{
    private const string Columns = "sequence, at, actor_id, actor_name, action, subject, outcome, reason, detail, hash";
    private readonly ILookup<long, string> told = witnesses.ToLookup(head => head.Sequence, head => head.Hash);
    private (long Sequence, string Hash, long Entry)? checkpoint;
    private bool isCheckpointTold;
    private long first, entries, last;
    private string? lastHash;

    /// <summary>Reads every entry. Throws <see cref="SqliteException"/> where the file cannot be read.</summary>
    public AuditVerdict Run(CancellationToken cancel)
    {
        // One transaction, so that what is written meanwhile does not look like a gap.
        using var transaction = connection.BeginTransaction(deferred: true);
        checkpoint = connection.QueryFirstOrDefault<(long, string, long)?>("SELECT sequence, hash, entry FROM audit_checkpoints ORDER BY sequence DESC LIMIT 1", transaction: transaction);
        (last, lastHash) = checkpoint is { } from ? (from.Sequence, from.Hash) : (0, null);
        var broken = Entries(transaction, cancel) ?? Checkpoint() ?? Tail(connection.QueryFirst<(long, string?)>("SELECT sequence, hash FROM audit_head", transaction: transaction));
        return new AuditVerdict(entries, first, lastHash is null ? null : new AuditHead(last, lastHash), witnesses.Distinct().Count(), broken);
    }

    private AuditBreak? Entries(SqliteTransaction transaction, CancellationToken cancel)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = ($"SELECT {Columns} FROM audit ORDER BY sequence", transaction);
        using var rows = command.ExecuteReader();
        using var chain = new AuditChain();
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var (sequence, hash) = (rows.GetInt64(0), rows.GetString(9));
            if (sequence != last + 1)
                return new AuditBreak(last + 1, sequence > last + 1 ? "it was removed." : $"there is an entry {sequence}, which was removed before or never written.");
            if (hash != chain.Hash(lastHash, AuditChain.Text(sequence), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), Text(rows, 5), rows.GetString(6), Text(rows, 7), Text(rows, 8)))
                return new AuditBreak(sequence, "it was changed, moved or inserted after it was written.");
            if (told[sequence].Any(known => known != hash))
                return new AuditBreak(sequence, "the log has another hash for it, so it and what follows were written anew.");
            isCheckpointTold |= sequence == checkpoint?.Entry && AuditRetention.Tells(rows.GetString(4), Text(rows, 8), checkpoint.Value.Sequence, checkpoint.Value.Hash);
            (last, lastHash, first, entries) = (sequence, hash, entries == 0 ? sequence : first, entries + 1);
        }

        return null;
    }

    private AuditBreak? Checkpoint() => checkpoint is not { } kept ? null
        : !isCheckpointTold ? new AuditBreak(kept.Sequence, "it and those before it are gone, and no entry of the trail says that they were removed for their age.")
        : told[kept.Sequence].Any(known => known != kept.Hash) ? new AuditBreak(kept.Sequence, "the log has another hash for the last entry that was removed for its age.")
        : null;

    private AuditBreak? Tail((long Sequence, string? Hash) head)
    {
        var newest = Math.Max(head.Sequence, witnesses.Count == 0 ? 0 : witnesses.Max(known => known.Sequence));
        return newest > last ? new AuditBreak(last + 1, $"it and all after it are cut off; the newest known is {newest}.")
            : head != (last, lastHash) ? new AuditBreak(last, "what the database keeps as its head is another entry.")
            : null;
    }

    private static string? Text(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
}
