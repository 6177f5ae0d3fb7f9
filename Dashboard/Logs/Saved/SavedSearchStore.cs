using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using Dashboard.Audit;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Logs.Saved;

/// <summary>The saved searches in SQLite. Whoever writes brings the transaction, because the audit entry belongs into the same.</summary>
public sealed class SavedSearchStore(Database database)
{
    public static readonly SchemaVersion Schema = new("saved-searches", 1, """
        CREATE TABLE saved_searches (
            id TEXT NOT NULL PRIMARY KEY, owner_id TEXT NOT NULL, owner_name TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,
            is_for_everyone INTEGER NOT NULL, query TEXT NOT NULL,
            changed_by_id TEXT NOT NULL, changed_by_name TEXT NOT NULL, changed_at TEXT NOT NULL, version INTEGER NOT NULL);
        CREATE UNIQUE INDEX saved_searches_by_name ON saved_searches (owner_id, name_key);
        """);

    private const string Columns = "id, owner_id, owner_name, name, is_for_everyone, query, changed_by_id, changed_by_name, changed_at, version";

    /// <summary>A person's own and those for everyone, by name.</summary>
    public Task<ImmutableArray<SavedSearch>> SeenByAsync(Actor actor, CancellationToken cancel = default) => database.ReadAsync<ImmutableArray<SavedSearch>>(async connection =>
        [.. (await connection.QueryAsync<Row>($"SELECT {Columns} FROM saved_searches WHERE owner_id = @Id OR is_for_everyone = 1 ORDER BY name_key, owner_name", new { actor.Id })).Select(row => row.Search)], cancel);

    public static async Task<SavedSearch?> FindAsync(SqliteTransaction transaction, Guid id) =>
        (await transaction.Connection!.QueryFirstOrDefaultAsync<Row>($"SELECT {Columns} FROM saved_searches WHERE id = @id", new { id = id.ToString() }, transaction))?.Search;

    /// <summary>How many a person has, and how many there are for everyone.</summary>
    public static Task<(long Own, long Everyones)> CountAsync(SqliteTransaction transaction, Actor owner) => transaction.Connection!.QuerySingleAsync<(long, long)>(
        "SELECT coalesce(sum(owner_id = @Id), 0), coalesce(sum(is_for_everyone), 0) FROM saved_searches", new { owner.Id }, transaction);

    /// <summary>Whether the owner has another search of this name, in whatever case.</summary>
    public static async Task<bool> HasAsync(SqliteTransaction transaction, SavedSearch search) => await transaction.Connection!.QuerySingleAsync<long>(
        "SELECT count(*) FROM saved_searches WHERE owner_id = @Owner_Id AND name_key = @Name_Key AND id <> @Id", Row.Of(search), transaction) > 0;

    public static Task AddAsync(SqliteTransaction transaction, SavedSearch search) => transaction.Connection!.ExecuteAsync(
        $"INSERT INTO saved_searches ({Columns}, name_key) VALUES (@Id, @Owner_Id, @Owner_Name, @Name, @Is_For_Everyone, @Query, @Changed_By_Id, @Changed_By_Name, @Changed_At, @Version, @Name_Key)", Row.Of(search), transaction);

    public static Task ReplaceAsync(SqliteTransaction transaction, SavedSearch search) => transaction.Connection!.ExecuteAsync(
        "UPDATE saved_searches SET name = @Name, name_key = @Name_Key, query = @Query, changed_by_id = @Changed_By_Id, changed_by_name = @Changed_By_Name, changed_at = @Changed_At, version = @Version WHERE id = @Id", Row.Of(search), transaction);

    public static Task DeleteAsync(SqliteTransaction transaction, Guid id) => transaction.Connection!.ExecuteAsync("DELETE FROM saved_searches WHERE id = @id", new { id = id.ToString() }, transaction);

    private sealed record Row(string Id, string Owner_Id, string Owner_Name, string Name, long Is_For_Everyone, string Query, string Changed_By_Id, string Changed_By_Name, string Changed_At, long Version)
    {
        public string Name_Key => SavedSearchName.KeyOf(Name);

        public SavedSearch Search => new(
            Guid.Parse(Id), new Actor(Owner_Id, Owner_Name), Name, Is_For_Everyone != 0, Query, new Actor(Changed_By_Id, Changed_By_Name),
            DateTimeOffset.Parse(Changed_At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), Version);

        public static Row Of(SavedSearch search) => new(
            search.Id.ToString(), search.Owner.Id, search.Owner.Name, search.Name, search.IsForEveryone ? 1 : 0, search.Query,
            search.ChangedBy.Id, search.ChangedBy.Name, search.ChangedAt.ToString("O", CultureInfo.InvariantCulture), search.Version);
    }
}
