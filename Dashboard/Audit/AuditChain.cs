using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dashboard.Audit;

/// <summary>Sequence of the newest entry.</summary>
public sealed record AuditHead(long Sequence);

/// <summary>How an entry follows from the one before it.</summary>
internal static class AuditChain
{
    public static readonly Store.SchemaVersion Schema = new("audit", 1, """
        CREATE TABLE audit (
            sequence INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL,
            action TEXT NOT NULL, subject TEXT, outcome TEXT NOT NULL, reason TEXT, detail TEXT, hash TEXT NOT NULL);
        CREATE INDEX audit_at ON audit (at);
        CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        """);

    /// <summary>SHA-256, hexadecimal, over the previous hash and the record as a JSON array, whose quoting keeps one field from running into the next.</summary>
    public static string Hash(string? previous, AuditEntry entry) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new[] { previous, entry.Sequence.ToString(CultureInfo.InvariantCulture), Text(entry.At), entry.Actor.Id, entry.Actor.Name, entry.Action, entry.Subject, entry.Outcome, entry.Reason, entry.Detail })));

    /// <summary>One width, so that text order is time order.</summary>
    public static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
