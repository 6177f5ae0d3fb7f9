using Dapper;
using Microsoft.Data.Sqlite;

namespace Dashboard.Store;

/// <summary>Brings each room's tables to its newest version, all in one transaction.</summary>
internal static class Migrations
{
    private const string Own = """
        CREATE TABLE IF NOT EXISTS store_schema (room TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (room, version));
        CREATE TABLE IF NOT EXISTS store_probe (id INTEGER PRIMARY KEY CHECK (id = 1), at TEXT NOT NULL);
        INSERT OR IGNORE INTO store_probe (id, at) VALUES (1, '');
        """;

    public static void Apply(SqliteConnection connection, IEnumerable<SchemaVersion> schema)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute(Own, transaction: transaction);
        var applied = connection.Query<(string, long)>("SELECT room, version FROM store_schema", transaction: transaction).ToHashSet();
        foreach (var step in schema.OrderBy(step => step.Room, StringComparer.Ordinal).ThenBy(step => step.Version))
        {
            if (applied.Contains((step.Room, step.Version)))
                continue;
            connection.Execute(step.Sql, transaction: transaction);
            connection.Execute("INSERT INTO store_schema (room, version) VALUES (@Room, @Version)", step, transaction);
        }

        transaction.Commit();
    }
}
