namespace Dashboard.Logs.Saved;

public enum SavedSearchAct
{
    Save,
    Rename,

    /// <summary>What is on the screen takes the place of what was saved.</summary>
    Overwrite,
    Delete,
}
