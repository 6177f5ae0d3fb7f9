namespace Dashboard.Ui;

/// <summary>Every address of the dashboard, in one place.</summary>
public static class Urls
{
    public const string Fleet = "/";
    public const string Wall = "/?wall";
    public const string Logs = "/logs";
    public const string Alarms = "/alarms";
    public const string Alerts = "/alerts";
    public const string Status = "/status";
    public const string Audit = "/audit";
    public const string AwsCalls = "/aws-calls";
    public const string Instruments = "/instruments";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string SignOutEverywhere = "/sign-out/everywhere";
    public const string Sessions = "/sessions";

    /// <summary>Where a signed-in person makes the browser a wall display.</summary>
    public const string KeepWall = "/sign-in/wall";

    public static string Service(string target, string cluster, string service, TimeRange? range = null) =>
        $"/services/{Part(target)}/{Part(cluster)}/{Part(service)}" + (range is null ? "" : "?" + range.Query);

    /// <summary>What one panel of a service shows, as CSV.</summary>
    /// <param name="compare">As in <c>?compare=</c>; null for none.</param>
    public static string PanelCsv(string target, string cluster, string service, string panel, TimeRange range, string? compare) =>
        $"/services/{Part(target)}/{Part(cluster)}/{Part(service)}/panels/{Part(panel)}.csv?{range.Query}" + (compare is null ? "" : $"&compare={Part(compare)}");

    /// <param name="to">The proposed <c>family:revision</c>; null for the default target.</param>
    /// <param name="seen">The <c>ecs-svc/…</c> id of the deployment that the person sees now.</param>
    public static string RollBack(string target, string cluster, string service, string? to = null, string? seen = null) =>
        $"/services/{Part(target)}/{Part(cluster)}/{Part(service)}/rollback" + Query(("to", to), ("seen", seen));

    /// <summary>What came of a rollback, for good.</summary>
    public static string RollbackReport(Guid id) => $"/rollbacks/{id}";

    /// <param name="service"><c>target/cluster/service</c>.</param>
    /// <param name="task">Only the lines of this task, by its id.</param>
    public static string LogsOf(string service, string? query = null, TimeRange? range = null, bool follow = false, string? task = null) =>
        Logs + Query(("service", service), ("task", task), ("q", query), ("follow", follow ? "1" : null)) + (range is null ? "" : "&" + range.Query);

    /// <summary>An event in Amazon's console, which asks for a sign-in of its own.</summary>
    public static string CloudTrailEvent(string region, string id) =>
        $"https://{Part(region)}.console.aws.amazon.com/cloudtrailv2/home?region={Part(region)}#/events/{Part(id)}";

    /// <summary>The fleet for a screen on a wall, which has no navigation.</summary>
    public static bool IsWall(string address) =>
        new Uri(address) is { AbsolutePath: Fleet } uri && uri.Query.TrimStart('?').Split('&').Any(part => part == "wall" || part.StartsWith("wall=", StringComparison.Ordinal));

    public static string SignInReturningTo(string url) => SignIn + Query(("returnUrl", url));

    /// <summary>A query string with its question mark; pairs without a value are left out.</summary>
    public static string Query(params ReadOnlySpan<(string Name, string? Value)> pairs)
    {
        var text = "";
        foreach (var (name, value) in pairs)
            if (!string.IsNullOrEmpty(value))
                text += (text.Length == 0 ? "?" : "&") + name + "=" + Uri.EscapeDataString(value);
        return text;
    }

    private static string Part(string text) => Uri.EscapeDataString(text);
}
