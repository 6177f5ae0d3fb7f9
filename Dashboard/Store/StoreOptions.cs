namespace Dashboard.Store;

public sealed class StoreOptions
{
    /// <summary>The SQLite file, created with its directory; relative to the working directory.</summary>
    public string Path { get; set; } = "data/dashboard.db";
}
