using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Store;

/// <summary>One step of one room's schema, applied once, in order.</summary>
/// <param name="Room">Whose it is, as in "audit".</param>
/// <param name="Version">1, 2, 3 … within the room.</param>
public sealed record SchemaVersion(string Room, int Version, string Sql);

/// <summary>The SQLite file: one writer at a time, WAL, <c>synchronous=FULL</c>.</summary>
public sealed class Database : IDisposable
{
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly DatabaseFile file;
    private readonly SchemaVersion[] schema;
    private readonly TimeProvider time;
    private readonly ILogger<Database> log;
    private volatile bool prepared;
    private volatile Fault? writeFault;

    public Database(IOptions<StoreOptions> options, IEnumerable<SchemaVersion> schema, TimeProvider time, ILogger<Database> log)
    {
        file = new DatabaseFile(options.Value.Path);
        (this.schema, this.time, this.log) = ([.. schema], time, log);
        Probe();
    }

    /// <summary>Called at the end of each <see cref="WriteAsync"/>, before the next one begins: true when it was committed. Do nothing there that takes time.</summary>
    public event Action<bool>? Ended;

    /// <summary>Why nothing can be written (read-only file, full disk); null while writing works.</summary>
    public Fault? WriteFault => writeFault;

    public async Task<T> ReadAsync<T>(Func<SqliteConnection, Task<T>> read, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        using var connection = writeFault is null ? file.Open() : file.OpenToRead();
        return await read(connection);
    }

    /// <summary>Runs in one transaction, committed on return and rolled back on a throw. Throws <see cref="SqliteException"/> when the file cannot be written.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> write, CancellationToken cancel = default)
    {
        await writer.WaitAsync(cancel);
        var isCommitted = false;
        try
        {
            Prepare();
            using var connection = file.Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            var result = await write(connection, transaction);
            transaction.Commit();
            isCommitted = true;
            Works();
            return result;
        }
        catch (SqliteException error)
        {
            if (DatabaseFile.CannotBeWritten(error))
                Fails(error);
            throw;
        }
        finally
        {
            Ended?.Invoke(isCommitted);
            writer.Release();
        }
    }

    /// <summary>Tries whether the file can be written now, so that a full disk that was cleared is noticed without an action.</summary>
    public void Probe()
    {
        if (!writer.Wait(0))
            return;
        try
        {
            Prepare();
            using var connection = file.Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute("UPDATE store_probe SET at = @at", new { at = time.GetUtcNow().ToString("O") }, transaction);
            transaction.Commit();
            Works();
        }
        catch (SqliteException error)
        {
            Fails(error);
        }
        finally
        {
            writer.Release();
        }
    }

    private void Prepare()
    {
        if (prepared)
            return;
        using var connection = file.Create();
        Migrations.Apply(connection, schema);
        prepared = true;
    }

    private void Works()
    {
        if (writeFault is not null)
            log.LogInformation("The database {Path} can be written again", file.Path);
        writeFault = null;
    }

    private void Fails(SqliteException error)
    {
        if (writeFault is null)
            log.LogError("The database {Path} cannot be written: {Error}. Reading goes on; actions are refused", file.Path, error.Message);
        writeFault = new Fault(FaultKind.Unreachable, $"The database {file.Path} cannot be written ({DatabaseFile.Plainly(error)}). Nothing is recorded, so actions are refused until it can be.", time.GetUtcNow());
    }

    public void Dispose() => writer.Dispose();
}
