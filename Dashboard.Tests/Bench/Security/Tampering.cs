using Dapper;
using Dashboard.Audit;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Bench.Security;

/// <param name="What">In words.</param>
/// <param name="NeedsLog">Done by somebody who knows how the trail is kept, so that only heads kept elsewhere show it.</param>
internal sealed record Tampered(string What, bool NeedsLog);

/// <summary>Somebody with write access to the database file who bends the trail at random.</summary>
internal sealed class Tampering(Random random)
{
    private const string Shift = "UPDATE audit SET sequence = -sequence - 1 WHERE sequence >= @at; UPDATE audit SET sequence = -sequence WHERE sequence < 0";
    private static readonly string[] Columns = ["at", "actor_id", "actor_name", "action", "subject", "outcome", "reason", "detail", "hash"];

    /// <summary>By the five words; the last three by somebody who knows more.</summary>
    public static string[] Kinds { get; } = ["edit", "delete", "swap", "insert", "truncate", "edit and hash anew", "truncate and set the head", "write anew from an entry on"];

    public Tampered Apply(string path, string kind)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (var trigger in connection.Query<string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").ToList())
            connection.Execute($"DROP TRIGGER {trigger}");
        var count = connection.ExecuteScalar<long>("SELECT count(*) FROM audit");
        var at = random.NextInt64(1, count + 1);
        switch (kind)
        {
            case "edit": Edit(connection, at, Columns); break;
            case "delete": connection.Execute("DELETE FROM audit WHERE sequence = @at", new { at }); break;
            case "swap": Swap(connection, at, ((at + random.NextInt64(1, count) - 1) % count) + 1); break;
            case "insert": Insert(connection, at, random.NextInt64(1, count + 1), count); break;
            case "truncate": connection.Execute("DELETE FROM audit WHERE sequence >= @at", new { at }); break;
            case "edit and hash anew":
                Edit(connection, at = Math.Min(at, count - 1), Columns[..^1]);
                HashAnew(connection, at, at);
                break;
            case "truncate and set the head":
                connection.Execute("DELETE FROM audit WHERE sequence >= @at", new { at });
                SetHead(connection);
                return new Tampered($"{kind} at {at} of {count}", NeedsLog: true);
            default:
                connection.Execute("UPDATE audit SET detail = coalesce(detail, '') || '!' WHERE sequence = @at", new { at });
                HashAnew(connection, at, count);
                SetHead(connection);
                return new Tampered($"{kind} at {at} of {count}", NeedsLog: true);
        }

        return new Tampered($"{kind} at {at} of {count}", NeedsLog: false);
    }

    private void Edit(SqliteConnection connection, long at, string[] columns)
    {
        var column = columns[random.Next(columns.Length)];
        var value = connection.ExecuteScalar<string?>($"SELECT {column} FROM audit WHERE sequence = @at", new { at });
        connection.Execute($"UPDATE audit SET {column} = @changed WHERE sequence = @at", new { at, changed = Changed(value) });
    }

    private string Changed(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return value is null ? "" : " ";
        var place = random.Next(value.Length);
        return random.Next(3) switch
        {
            0 => value.Remove(place, 1),
            1 => value.Insert(place, "0"),
            _ => value[..place] + (char)(value[place] ^ 1) + value[(place + 1)..],
        };
    }

    private static void Swap(SqliteConnection connection, long one, long other) => connection.Execute(
        "UPDATE audit SET sequence = -1 WHERE sequence = @one; UPDATE audit SET sequence = @one WHERE sequence = @other; UPDATE audit SET sequence = @other WHERE sequence = -1", new { one, other });

    private static void Insert(SqliteConnection connection, long at, long copied, long count)
    {
        connection.Execute("CREATE TEMP TABLE copied AS SELECT * FROM audit WHERE sequence = @copied", new { copied });
        connection.Execute(Shift, new { at });
        connection.Execute("UPDATE copied SET sequence = @at; INSERT INTO audit SELECT * FROM copied; UPDATE audit_head SET sequence = @newest", new { at, newest = count + 1 });
    }

    private static void HashAnew(SqliteConnection connection, long from, long to)
    {
        using var chain = new AuditChain();
        var previous = connection.ExecuteScalar<string?>("SELECT hash FROM audit WHERE sequence = @before", new { before = from - 1 });
        foreach (var row in connection.Query("SELECT * FROM audit WHERE sequence BETWEEN @from AND @to ORDER BY sequence", new { from, to }).ToList())
        {
            previous = chain.Hash(previous, AuditChain.Text((long)row.sequence), (string)row.at, (string)row.actor_id, (string)row.actor_name, (string)row.action, (string?)row.subject, (string)row.outcome, (string?)row.reason, (string?)row.detail);
            connection.Execute("UPDATE audit SET hash = @previous WHERE sequence = @sequence", new { previous, sequence = (long)row.sequence });
        }
    }

    private static void SetHead(SqliteConnection connection) => connection.Execute(
        "UPDATE audit_head SET sequence = (SELECT coalesce(max(sequence), 0) FROM audit), hash = (SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1)");
}
