using System.ComponentModel.DataAnnotations;

namespace Dashboard.SignIn;

/// <summary>Section <c>Limits</c>: what one person, or one address, may take of the dashboard. An engineer with twenty tabs stays far below all of it.</summary>
public sealed class LimitsOptions
{
    /// <summary>Pages that one person has open at once, in all browsers together; each wall display counts by itself.</summary>
    [Range(1, 10_000, ErrorMessage = "Limits:PagesPerPerson must be 1 to 10000, as in 60.")]
    public int PagesPerPerson { get; set; } = 60;

    /// <summary>Searches of logs that run at once for one person.</summary>
    [Range(1, 10_000, ErrorMessage = "Limits:SearchesPerPerson must be 1 to 10000, as in 40.")]
    public int SearchesPerPerson { get; set; } = 40;

    /// <summary>Searches that one person follows at once.</summary>
    [Range(1, 10_000, ErrorMessage = "Limits:FollowsPerPerson must be 1 to 10000, as in 40.")]
    public int FollowsPerPerson { get; set; } = 40;

    /// <summary>Files that one person begins to download within a minute.</summary>
    [Range(1, 100_000, ErrorMessage = "Limits:DownloadsPerMinute must be 1 to 100000, as in 60.")]
    public int DownloadsPerMinute { get; set; } = 60;

    /// <summary>Downloads of one person that are under way at once.</summary>
    [Range(1, 10_000, ErrorMessage = "Limits:DownloadsAtOnce must be 1 to 10000, as in 6.")]
    public int DownloadsAtOnce { get; set; } = 6;

    /// <summary>Sign-ins that one network address (of IPv6: one /64) tries within a minute. Many people may stand behind one address.</summary>
    [Range(1, 100_000, ErrorMessage = "Limits:SignInsPerMinute must be 1 to 100000, as in 120.")]
    public int SignInsPerMinute { get; set; } = 120;

    /// <summary>Other forms that one person sends within a minute.</summary>
    [Range(1, 100_000, ErrorMessage = "Limits:FormsPerMinute must be 1 to 100000, as in 60.")]
    public int FormsPerMinute { get; set; } = 60;
}
