using System.Collections.Immutable;

namespace Dashboard.SignIn;

/// <summary>One row of the table of who may do what.</summary>
/// <param name="Words">What it lets a person do, for the documentation.</param>
/// <param name="Doing">How a refusal's sentence begins, as in "Rolling back".</param>
/// <param name="Advice">What to do instead; null where there is nothing to say.</param>
/// <param name="IsLocal">It is about a service, an alarm or another thing of one target, and holds only where the role does.</param>
public sealed record PermissionRow(Permission Permission, string Words, string Doing, ImmutableArray<string> Roles, string? Advice, bool IsLocal)
{
    /// <summary>As in "the role OnCall or Manager".</summary>
    public string RolesInWords => "the role " + (Roles.Length == 1 ? Roles[0] : $"{string.Join(", ", Roles[..^1])} or {Roles[^1]}");
}

/// <summary>Who may do what: the decisions, their sentences and the documentation come from here.</summary>
public static class Permissions
{
    private const string AskOnCall = "Ask the on-call engineer.";
    private static readonly ImmutableArray<string> People = [Roles.Viewer, Roles.OnCall, Roles.Manager];

    public static ImmutableArray<PermissionRow> All { get; } =
    [
        new(Permission.Watch, "See the wall display", "Watching the wall", [.. People, Roles.Wall], null, IsLocal: true),
        new(Permission.View, "See the pages and download what they show", "Viewing", People, null, IsLocal: true),
        new(Permission.RollBack, "Roll a service back; take back that a revision is bad", "Rolling back", [Roles.OnCall], AskOnCall, IsLocal: true),
        new(Permission.Acknowledge, "Acknowledge an incident", "Acknowledging", [Roles.OnCall], AskOnCall, IsLocal: true),
        new(Permission.Mute, "Mute a service or an alarm, and end a mute", "Muting", [Roles.OnCall], AskOnCall, IsLocal: true),
        new(Permission.PutAlarms, "Create the standard alarms", "Creating alarms", [Roles.OnCall], AskOnCall, IsLocal: true),
        new(Permission.Share, "Save a search for everyone", "Saving for everyone", [Roles.OnCall, Roles.Manager], "Save it only for you, or ask one of them.", IsLocal: false),
        new(Permission.TestAlerts, "Send a test message to a destination of alerts", "Sending a test message", [Roles.OnCall, Roles.Manager], null, IsLocal: false),
        new(Permission.KeepWall, "Keep a browser as a wall display for 30 days", "Keeping a wall display", People, null, IsLocal: false),
        new(Permission.Administer, "See who is signed in and end any session; change what others saved for everyone", "Administering", [Roles.Manager], "Ask a manager.", IsLocal: false),
    ];

    public static PermissionRow Of(Permission permission) => All.Single(row => row.Permission == permission);

    /// <summary>The table as it stands in docs/permissions.md.</summary>
    public static string Markdown()
    {
        string[] roles = [.. People, Roles.Wall];
        var lines = All.Select(row => $"| {row.Words} | {string.Join(" | ", roles.Select(role => row.Roles.Contains(role) ? "yes" : "–"))} | {(row.IsLocal ? "where the role holds" : "anywhere")} |");
        return string.Join('\n', [$"| What | {string.Join(" | ", roles.Select(role => $"`{role}`"))} | Where |", "|---|" + string.Concat(roles.Select(_ => "---|")) + "---|", .. lines]) + "\n";
    }
}
