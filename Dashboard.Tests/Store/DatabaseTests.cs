using Dapper;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Store;

public sealed class DatabaseTests : IDisposable
{
    private static readonly SchemaVersion Notes = new("notes", 1, "CREATE TABLE notes (text TEXT NOT NULL)");
    private readonly TempDatabase temp = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_directory_and_the_file_are_made_and_what_was_written_is_read_after_a_restart()
    {
        using (var first = temp.Open(Notes))
            await AddAsync(first, "kept");

        using var second = temp.Open(Notes);

        Assert.Equal(["kept"], await TextsAsync(second));
        Assert.Null(second.WriteFault);
    }

    [Fact]
    public async Task Later_schema_versions_are_applied_to_what_is_there()
    {
        using (var first = temp.Open(Notes))
            await AddAsync(first, "old");

        using var second = temp.Open(new SchemaVersion("notes", 2, "ALTER TABLE notes ADD COLUMN at TEXT NOT NULL DEFAULT 'then'"), Notes);

        Assert.Equal("then", await second.ReadAsync(connection => connection.QuerySingleAsync<string>("SELECT at FROM notes"), Cancel));
    }

    [Fact]
    public async Task The_file_is_in_WAL_mode_and_every_commit_is_synced()
    {
        using var database = temp.Open();

        Assert.Equal("wal", await database.ReadAsync(connection => connection.QuerySingleAsync<string>("PRAGMA journal_mode"), Cancel));
        Assert.Equal(2, await database.WriteAsync((connection, transaction) => connection.QuerySingleAsync<int>("PRAGMA synchronous", transaction: transaction), Cancel));
    }

    [Fact]
    public async Task A_throw_rolls_everything_back()
    {
        using var database = temp.Open(Notes);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync<int>(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("INSERT INTO notes VALUES ('half')", transaction: transaction);
            throw new InvalidOperationException();
        }, Cancel));

        Assert.Empty(await TextsAsync(database));
        Assert.Null(database.WriteFault);
    }

    [Fact]
    public async Task Twenty_writers_at_once_all_get_their_turn()
    {
        using var database = temp.Open(Notes);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => AddAsync(database, $"{number}"))));

        Assert.Equal(20, (await TextsAsync(database)).Count);
    }

    [Fact]
    public async Task A_read_only_file_is_read_and_says_that_nothing_can_be_written()
    {
        using (var before = temp.Open(Notes))
            await AddAsync(before, "kept");
        temp.MakeReadOnly();

        using var database = temp.Open(Notes);

        Assert.Contains("read-only", database.WriteFault?.Message, StringComparison.Ordinal);
        Assert.Equal(["kept"], await TextsAsync(database));
        await Assert.ThrowsAsync<SqliteException>(() => AddAsync(database, "lost"));
    }

    [Fact]
    public async Task A_path_that_cannot_be_made_is_a_fault_and_heals_when_it_can()
    {
        var blocker = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(temp.Path))!, "new");
        await File.WriteAllTextAsync(blocker, "in the way", Cancel);
        using var database = temp.Open(Notes);
        Assert.NotNull(database.WriteFault);

        File.Delete(blocker);
        database.Probe();

        Assert.Null(database.WriteFault);
        await AddAsync(database, "works");
    }

    public void Dispose() => temp.Dispose();

    private static Task<int> AddAsync(Database database, string text) =>
        database.WriteAsync((connection, transaction) => connection.ExecuteAsync("INSERT INTO notes (text) VALUES (@text)", new { text }, transaction), Cancel);

    private static Task<List<string>> TextsAsync(Database database) =>
        database.ReadAsync(async connection => (await connection.QueryAsync<string>("SELECT text FROM notes")).ToList(), Cancel);
}
