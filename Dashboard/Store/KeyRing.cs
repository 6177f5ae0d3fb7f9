using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Data.Sqlite;

namespace Dashboard.Store;

/// <summary>Keeps the keys that protect sign-ins in the database, so that a restart signs nobody out.</summary>
internal sealed class KeyRing(Database database, ILogger<KeyRing> log) : IXmlRepository
{
    public static readonly SchemaVersion Schema = new("keys", 1, "CREATE TABLE keys (name TEXT NOT NULL PRIMARY KEY, xml TEXT NOT NULL)");
    private readonly List<XElement> unsaved = [];

    // Key management is synchronous throughout; SQLite is too, beneath its asynchronous face, so nothing blocks on another thread.
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (unsaved)
            return [.. Saved(), .. unsaved];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        try
        {
            database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
                "INSERT INTO keys (name, xml) VALUES (@friendlyName, @xml) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml",
                new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) }, transaction)).GetAwaiter().GetResult();
        }
        catch (SqliteException)
        {
            log.LogWarning("A sign-in key could not be saved; people will have to sign in again after a restart");
            lock (unsaved)
                unsaved.Add(element);
        }
    }

    private List<XElement> Saved()
    {
        try
        {
            var texts = database.ReadAsync(connection => connection.QueryAsync<string>("SELECT xml FROM keys")).GetAwaiter().GetResult();
            return [.. texts.Select(XElement.Parse)];
        }
        catch (SqliteException)
        {
            return [];
        }
    }
}
