using Microsoft.Data.Sqlite;

namespace Dashboard.Store;

/// <summary>The file on disk: how it is opened, and what its errors mean.</summary>
internal sealed class DatabaseFile(string path)
{
    private const int Perm = 3, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Opens for writing; a missing file is an error, because only <see cref="Create"/> knows that it is empty.</summary>
    public SqliteConnection Open() => Open(SqliteOpenMode.ReadWrite, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");

    public SqliteConnection Create()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SqliteException(error.Message, CannotOpen);
        }

        return Open(SqliteOpenMode.ReadWriteCreate, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
    }

    /// <summary>Opens where nothing may be written. WAL needs its side files even to read; on a read-only volume there are none, and nobody changes the file.</summary>
    public SqliteConnection OpenToRead()
    {
        var connection = Open(SqliteOpenMode.ReadOnly, "");
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_schema";
            command.ExecuteScalar();
            return connection;
        }
        catch (SqliteException error) when (error.SqliteErrorCode is CannotOpen or ReadOnly or IoError)
        {
            connection.Dispose();
            return Open($"Data Source=file:{Uri.EscapeDataString(Path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1;Mode=ReadOnly;Pooling=False", "");
        }
    }

    public static bool CannotBeWritten(SqliteException error) => error.SqliteErrorCode is Perm or ReadOnly or IoError or Corrupt or Full or CannotOpen or NotADatabase;

    public static string Plainly(SqliteException error) => error.SqliteErrorCode switch
    {
        Perm or ReadOnly => "it is read-only",
        Full => "the disk is full",
        IoError => "the disk reports an error",
        CannotOpen => "it cannot be opened or created",
        Corrupt or NotADatabase => "it is damaged or not a database",
        _ => "it is locked by something else",
    };

    private SqliteConnection Open(SqliteOpenMode mode, string pragmas) =>
        Open(new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, DefaultTimeout = 5 }.ToString(), pragmas);

    private static SqliteConnection Open(string connectionString, string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            if (pragmas.Length > 0)
            {
                using var command = connection.CreateCommand();
                command.CommandText = pragmas;
                command.ExecuteNonQuery();
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
