using Microsoft.Data.Sqlite;

namespace Dashboard.Store;

/// <summary>One step of one room's schema, applied once, in order.</summary>
/// <param name="Room">Whose it is, as in "audit".</param>
/// <param name="Version">1, 2, 3 … within the room.</param>
public sealed record SchemaVersion(string Room, int Version, string Sql);

/// <summary>The SQLite file: one writer at a time, WAL, <c>synchronous=FULL</c>.</summary>
public sealed class Database
{
    /// <summary>Why nothing can be written (read-only file, full disk); null while writing works.</summary>
    public Fault? WriteFault { get; }

    public Task<T> ReadAsync<T>(Func<SqliteConnection, Task<T>> read, CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Runs in one transaction, committed on return and rolled back on a throw. Throws <see cref="SqliteException"/> when the file cannot be written.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> write, CancellationToken cancel = default) => throw new NotImplementedException();
}
