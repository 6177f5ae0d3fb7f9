using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>The append-only, hash-chained trail.</summary>
public sealed class AuditLog
{
    /// <summary>Appends in a transaction of its own. A throw means that it was not written, and then the action must not happen.</summary>
    public Task<AuditEntry> WriteAsync(Actor actor, string action, string? subject, string outcome, string? reason = null, string? detail = null, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Appends within the caller's transaction, so that the record and what it records are committed together.</summary>
    public Task<AuditEntry> WriteAsync(SqliteTransaction transaction, Actor actor, string action, string? subject, string outcome, string? reason = null, string? detail = null) => throw new NotImplementedException();

    /// <summary>Newest first.</summary>
    /// <param name="before">Only entries with a smaller sequence, for the next page; null for the newest.</param>
    public Task<IReadOnlyList<AuditEntry>> FindAsync(AuditFilter filter, int take, long? before = null, CancellationToken cancel = default) => throw new NotImplementedException();
}
