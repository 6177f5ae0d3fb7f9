using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Status;

/// <param name="IsRollback">It went back to an older revision, or ECS took it back itself.</param>
public sealed record WeekEntry(ServiceKey Key, DateTimeOffset At, string Version, string Outcome, bool IsRollback);

/// <summary>The service deployments of the last seven days, newest first.</summary>
/// <param name="Unread">Services whose history could not be read, so that theirs may be missing.</param>
public sealed record Week(IReadOnlyList<WeekEntry> Entries, int Unread)
{
    public static Week Of(FleetBoard board, DateTimeOffset now)
    {
        var since = now.AddDays(-7);
        var entries = board.Rows.SelectMany(row => (row.History?.Deployments ?? []).Where(deployment => deployment.CreatedAt >= since).Select(deployment => Entry(row, deployment)));
        return new Week([.. entries.OrderByDescending(entry => entry.At)], board.Rows.Count(row => row.History is null or { Fault: not null }));
    }

    private static WeekEntry Entry(ServiceStatus row, ServiceDeployment deployment)
    {
        var version = StatusWords.VersionOf(row.History, deployment);
        var back = GoesBack(deployment);
        var (outcome, undone) = deployment.Status switch
        {
            "SUCCESSFUL" => (back ? "Rolled back to it" : "Deployed", back),
            "ROLLBACK_SUCCESSFUL" => ("Failed; ECS went back to the version before", true),
            "ROLLBACK_FAILED" => ("Failed, and going back failed too", true),
            "ROLLBACK_REQUESTED" or "ROLLBACK_IN_PROGRESS" => ("Failing; ECS is going back", true),
            "STOPPED" or "STOP_REQUESTED" => ("Stopped", back),
            _ => (back ? "Rolling back to it" : "Being rolled out", back),
        };
        return new WeekEntry(row.Key, deployment.CreatedAt, version, outcome, undone);
    }

    private static bool GoesBack(ServiceDeployment deployment) =>
        deployment.Target?.TaskDefinition is { } to && deployment.Sources.Any(source => source.TaskDefinition is { } from && from.Family == to.Family && from.Revision > to.Revision);
}
