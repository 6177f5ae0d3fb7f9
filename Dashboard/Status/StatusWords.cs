using System.Globalization;
using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;

namespace Dashboard.Status;

/// <summary>The fleet in words that need no knowledge of ECS.</summary>
internal static class StatusWords
{
    /// <summary>Below so many requests one failed request moves the share by more than a percent, which says nothing.</summary>
    public const int EnoughRequests = 100;

    public static string Sentence(FleetBoard board)
    {
        if (board.Rows.IsEmpty)
            return "No services are watched.";
        var (failing, impaired, unknown) = (Names(board, ServiceState.Failing), Names(board, ServiceState.Degraded), Names(board, ServiceState.Unknown));
        List<string> parts = [FleetSentence.Counts(board)];
        if (failing.Count > 0)
            parts.Add($"Failing: {Some(failing)}.");
        if (impaired.Count > 0)
            parts.Add($"Impaired: {Some(impaired)}.");
        if (unknown.Count > 0)
            parts.Add($"Not known at the moment: {Some(unknown)}.");
        return string.Join(" ", parts);
    }

    public static string Of(ServiceStatus row) => row.State switch
    {
        ServiceState.Healthy => "Works normally.",
        ServiceState.Deploying => $"Works normally; {VersionNow(row)} is being rolled out.",
        ServiceState.Degraded => "Works, but impaired" + Because(row),
        ServiceState.Failing => "Does not work as it should" + Because(row),
        _ => "Cannot be read at the moment" + Because(row),
    };

    /// <summary>Rounded down, so that one failed request never reads as 100 %.</summary>
    public static string Availability(AvailabilityWindow window) => window switch
    {
        { Percent: null } => "No requests",
        { Requests: < EnoughRequests } => "Too little traffic to say",
        { Percent: { } percent } => (Math.Floor(percent * 100) / 100).ToString(percent < 100 ? "0.00" : "0", CultureInfo.InvariantCulture) + "\u00a0%",
    };

    public static string VersionOf(DeploymentHistory? history, ServiceDeployment deployment)
    {
        if (deployment.Target?.TaskDefinition is not { } definition)
            return "an unknown version";
        return history?.Definitions.GetValueOrDefault(definition)?.Version ?? definition.ToString();
    }

    private static string VersionNow(ServiceStatus row) => row.Service.Definition?.Version ?? row.Service.TaskDefinition?.ToString() ?? "a new version";

    private static string Because(ServiceStatus row)
    {
        var fact = row.Facts.IsEmpty ? "." : $": {row.Facts[0].TrimEnd('.')}.";
        return row.Suspect is { } suspect ? $"{fact} It began after {VersionOf(row.History, suspect)} was deployed." : fact;
    }

    private static List<string> Names(FleetBoard board, ServiceState state) => [.. board.Rows.Where(row => row.State == state).Select(row => row.Key.Service)];

    private static string Some(List<string> names) => names.Count <= 4 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(4))} and {names.Count - 4} more";
}
