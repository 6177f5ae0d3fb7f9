using Dashboard.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Store;

/// <summary>A database file in a directory of its own, gone afterwards.</summary>
internal sealed class TempDatabase : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("dashboard-").FullName;

    public string Path => System.IO.Path.Combine(directory, "new", "dashboard.db");

    public Database Open(params SchemaVersion[] schema) => OpenAt(Path, schema);

    public static Database OpenAt(string path, params SchemaVersion[] schema) =>
        new(Options.Create(new StoreOptions { Path = path }), schema, TimeProvider.System, NullLogger<Database>.Instance);

    /// <summary>Marks the file as one that may be read but not written, in SQLite's own header, so that it holds for root as well.</summary>
    public void MakeReadOnly()
    {
        SqliteConnection.ClearAllPools();
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=DELETE";
            command.ExecuteNonQuery();
        }

        const int WriteVersion = 18;
        using var file = File.OpenWrite(Path);
        file.Position = WriteVersion;
        file.WriteByte(3);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }
}
