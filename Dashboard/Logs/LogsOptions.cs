using System.ComponentModel.DataAnnotations;

namespace Dashboard.Logs;

/// <summary>Section <c>Logs</c>.</summary>
public sealed class LogsOptions
{
    /// <summary>Lines that one viewer keeps at most.</summary>
    [Range(1_000, 1_000_000, ErrorMessage = "Logs:MaxLines must be 1000 to 1000000, as in 100000.")]
    public int MaxLines { get; set; } = 100_000;

    /// <summary>Memory for one viewer's lines: 1 MiB holds about 10,000 lines of 150 characters.</summary>
    [Range(1, 1_024, ErrorMessage = "Logs:MaxMegabytesPerViewer must be 1 to 1024, as in 1.")]
    public int MaxMegabytesPerViewer { get; set; } = 1;

    /// <summary>Lines that an export holds at most.</summary>
    [Range(1_000, 10_000_000, ErrorMessage = "Logs:MaxExportedLines must be 1000 to 10000000, as in 100000.")]
    public int MaxExportedLines { get; set; } = 100_000;

    /// <summary>Words are searched page by page up to this range, and by Logs Insights beyond.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = "Logs:LongestPagedRange must be 00:01:00 to 7.00:00:00, as in 03:00:00.")]
    public TimeSpan LongestPagedRange { get; set; } = TimeSpan.FromHours(3);

    /// <summary>Beyond that range too, where the groups hold no more than this in it.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Logs:LargestPagedMegabytes must be 0 to 1000000, as in 20.")]
    public int LargestPagedMegabytes { get; set; } = 20;

    /// <summary>A query of Logs Insights that will scan this much is asked for first.</summary>
    [Range(0, 100_000_000, ErrorMessage = "Logs:ConsentAtMegabytes must be 0 to 100000000, as in 1000.")]
    public int ConsentAtMegabytes { get; set; } = 1_000;

    /// <summary>What AWS charges in your Region for scanning 10^9 bytes.</summary>
    [Range(typeof(decimal), "0", "10", ErrorMessage = "Logs:InsightsDollarsPerGigabyte must be 0 to 10, as in 0.005.")]
    public decimal InsightsDollarsPerGigabyte { get; set; } = 0.005m;

    /// <summary>Between two polls of one log group and filter while somebody follows it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:05:00", ErrorMessage = "Logs:FollowInterval must be 00:00:00.5 to 00:05:00, as in 00:00:02.")]
    public TimeSpan FollowInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How late an event may come in and still be appended by follow mode.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00", ErrorMessage = "Logs:FollowLateness must be 00:00:05 to 00:10:00, as in 00:00:30.")]
    public TimeSpan FollowLateness { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>New lines that wait for one viewer at most; older ones are dropped and counted.</summary>
    [Range(100, 100_000, ErrorMessage = "Logs:FollowBuffer must be 100 to 100000, as in 5000.")]
    public int FollowBuffer { get; set; } = 5_000;

    /// <summary>Live Tail sessions in one AWS account at most; AWS allows 15. 0 follows by polls only.</summary>
    [Range(0, 100, ErrorMessage = "Logs:LiveTailSessions must be 0 to 100, as in 15.")]
    public int LiveTailSessions { get; set; } = 15;

    /// <summary>After how long a Live Tail session is replaced by another; AWS ends it after three hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:59:00", ErrorMessage = "Logs:LiveTailRenewal must be 00:01:00 to 02:59:00, as in 02:45:00.")]
    public TimeSpan LiveTailRenewal { get; set; } = TimeSpan.FromMinutes(165);

    /// <summary>Between two searches for a service's newest error lines while somebody looks at them.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ErrorMessage = "Logs:NewestErrorsInterval must be 00:00:05 to 01:00:00, as in 00:00:30.")]
    public TimeSpan NewestErrorsInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the beginnings and the ends are by which two revisions of a service are compared.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "03:00:00", ErrorMessage = "Logs:NewSinceSpan must be 00:05:00 to 03:00:00, as in 00:30:00.")]
    public TimeSpan NewSinceSpan { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Lines that are read of each of those at most, the newest of it; one call brings some thousands.</summary>
    [Range(500, 100_000, ErrorMessage = "Logs:NewSinceLines must be 500 to 100000, as in 10000.")]
    public int NewSinceLines { get; set; } = 10_000;

    /// <summary>Between two readings of what a service has written since, while somebody looks at it.</summary>
    [Range(typeof(TimeSpan), "00:00:15", "01:00:00", ErrorMessage = "Logs:NewSinceInterval must be 00:00:15 to 01:00:00, as in 00:01:00.")]
    public TimeSpan NewSinceInterval { get; set; } = TimeSpan.FromMinutes(1);
}
