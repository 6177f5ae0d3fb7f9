using Dashboard.Ui;

namespace Dashboard.Shell;

/// <summary>How this person's browser wants the pages: theme and time zone. The cookies tell the first paint, the browser itself the rest.</summary>
public sealed class Appearance
{
    public const string Light = "light", Dark = "dark", System = "system";

    public event Action? Changed;

    /// <summary>light, dark or system, as the person chose.</summary>
    public string Theme { get; private set; } = System;

    public ViewerZone Zone { get; private set; } = ViewerZone.Utc;

    public static string Known(string? theme) => theme is Light or Dark ? theme : System;

    public void Set(string? theme = null, string? zone = null)
    {
        var before = (Theme, Zone);
        Theme = theme is null ? Theme : Known(theme);
        Zone = zone is null ? Zone : ViewerZone.From(zone);
        if (before != (Theme, Zone))
            Changed?.Invoke();
    }
}
