using Dashboard.Store;

namespace Dashboard.Audit;

/// <summary>The tables of the trail. That they only grow is held by the database itself, whoever holds the connection.</summary>
internal static class AuditSchema
{
    public static readonly SchemaVersion[] All =
    [
        new("audit", 1, """
        CREATE TABLE audit (
            sequence INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL,
            action TEXT NOT NULL, subject TEXT, outcome TEXT NOT NULL, reason TEXT, detail TEXT, hash TEXT NOT NULL);
        CREATE INDEX audit_at ON audit (at);
        CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        """),

        // The head is kept apart from the entries, so that a tail that is cut off leaves a gap and is not written over.
        new("audit", 2, """
        CREATE TABLE audit_head (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash TEXT);
        INSERT INTO audit_head SELECT 1, coalesce(max(sequence), 0), (SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1) FROM audit;
        CREATE TRIGGER audit_in_order BEFORE INSERT ON audit WHEN NEW.sequence <> (SELECT sequence + 1 FROM audit_head)
            BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        CREATE TRIGGER audit_moves_head AFTER INSERT ON audit BEGIN UPDATE audit_head SET sequence = NEW.sequence, hash = NEW.hash; END;
        CREATE TRIGGER audit_head_only_forward BEFORE UPDATE ON audit_head WHEN NEW.sequence <> OLD.sequence + 1
            BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

        CREATE TABLE audit_checkpoints (sequence INTEGER NOT NULL PRIMARY KEY, hash TEXT NOT NULL, entry INTEGER NOT NULL);
        CREATE TRIGGER audit_checkpoint_fits BEFORE INSERT ON audit_checkpoints
            WHEN NEW.hash IS NOT (SELECT hash FROM audit WHERE sequence = NEW.sequence) OR NEW.entry <> (SELECT sequence FROM audit_head)
            BEGIN SELECT RAISE(ABORT, 'a checkpoint follows from its entry in the trail'); END;
        CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoints BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoints BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        DROP TRIGGER audit_no_delete;
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit WHEN NOT EXISTS (SELECT 1 FROM audit_checkpoints WHERE sequence >= OLD.sequence)
            BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
        """),

        // The settings that the newest start knew, to be compared with those of the next; secrets are not among them.
        new("audit", 4, "CREATE TABLE audit_settings (key TEXT NOT NULL PRIMARY KEY COLLATE NOCASE, value TEXT NOT NULL)"),

        // Which entries' calls CloudTrail shall have, and where it has them. Only an index: what was found is in the trail as well.
        new("audit", 3, """
        CREATE TABLE audit_calls (
            access_key TEXT NOT NULL PRIMARY KEY, target TEXT NOT NULL, region TEXT, operation TEXT NOT NULL, at TEXT NOT NULL,
            entry INTEGER, event_id TEXT, closed_at TEXT);
        CREATE INDEX audit_calls_by_entry ON audit_calls (entry);
        """),
    ];
}
