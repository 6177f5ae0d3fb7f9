using System.Globalization;
using Dashboard.Fleet;

namespace Dashboard.Alarms.BlackBox;

/// <summary>A row as SQLite knows it: text and numbers only.</summary>
internal sealed record StopRow(string Service, string Task_Id, string? Started_At, string Stopped_At, string? Revision, string? Version, string Stop_Code, long? Exit_Code, string Reason, string? Container, long Is_Failure, string Said)
{
    public StoppedTask Stop =>
        new(ServiceKey.Parse(Service)!.Value, Task_Id, Started_At is { } started ? Instant(started) : null, Instant(Stopped_At), TaskDefinitionRef.Parse(Revision), Version,
            new StopFingerprint(Stop_Code, (int?)Exit_Code, Reason, Container), Is_Failure != 0, Said);

    public static StopRow From(StoppedTask stop) =>
        new(stop.Service.ToString(), stop.TaskId, stop.StartedAt is { } started ? Text(started) : null, Text(stop.StoppedAt), stop.Revision?.ToString(), stop.Version,
            stop.Fingerprint.StopCode, stop.Fingerprint.ExitCode, stop.Fingerprint.Reason, stop.Fingerprint.Container, stop.IsFailure ? 1 : 0, stop.Said);

    /// <summary>Of one width, so that texts sort as the instants do.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
