using Dashboard.Alarms.BlackBox;
using Dashboard.Fleet;
using Dashboard.Metrics.Panels;

namespace Dashboard.Shell;

/// <summary>What the black box of stopped tasks gives to the panels of a service.</summary>
internal static class ServiceExits
{
    private static readonly OncePer<BlackBoxSnapshot, ServiceKey, TaskExits> Known = new((stops, key) =>
        new TaskExits([.. stops.Of(key).Where(stop => stop.IsFailure).Select(stop => new TaskExit(stop.StoppedAt, stop.Fingerprint.IsOutOfMemory))], stops.KnownSince));

    /// <summary>Null while nothing was read.</summary>
    public static TaskExits? Of(BlackBoxSnapshot? stops, ServiceKey key) => stops is null ? null : Known.Of(stops, key);
}
