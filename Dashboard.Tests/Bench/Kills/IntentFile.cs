using Dapper;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Bench.Kills;

/// <summary>A dashboard's database, looked into from outside.</summary>
internal sealed class IntentFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rollback-kill-");

    public string Path => System.IO.Path.Combine(folder.FullName, "dashboard.db");

    /// <summary>The state of the intent; null when there is none.</summary>
    public async Task<string?> StateAsync(Guid intent)
    {
        if (!File.Exists(Path))
            return null;
        await using var connection = Open();
        return await connection.QueryFirstOrDefaultAsync<string>("SELECT state FROM rollback_intents WHERE id = @id", new { id = intent.ToString() });
    }

    /// <summary>How often the trail says each outcome of rollbacks.</summary>
    public async Task<Dictionary<string, long>> AuditAsync()
    {
        await using var connection = Open();
        return (await connection.QueryAsync<(string Outcome, long Count)>("SELECT outcome, count(*) FROM audit WHERE action = 'rollback' GROUP BY outcome")).ToDictionary(row => row.Outcome, row => row.Count);
    }

    /// <summary>Lets nobody else write until it is disposed.</summary>
    public IDisposable Lock()
    {
        var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Mode=ReadWrite");
        connection.Open();
        return connection;
    }
}
