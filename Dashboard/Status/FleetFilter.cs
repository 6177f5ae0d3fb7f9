using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Rollback.Preflight;
using Dashboard.Ui;

namespace Dashboard.Status;

/// <summary>Which services to show; null and empty fields do not filter. Its URL reproduces the view.</summary>
/// <param name="Text">Each of its words must occur in the service's path, version or task definition.</param>
public sealed record FleetFilter(string? Text, string? Target, string? Cluster, ServiceState? State)
{
    public static readonly ImmutableArray<ServiceState> States = [ServiceState.Failing, ServiceState.Degraded, ServiceState.Unknown, ServiceState.Deploying, ServiceState.Healthy];

    private static readonly OncePer<FleetBoard, (FleetFilter Filter, ReadinessSnapshot? Readiness), ImmutableArray<ServiceStatus>> Known = new((board, asked) => asked.Filter.Apply(board.Rows, asked.Readiness));

    /// <summary>Only those that could go back now, or only those that could not; null for both. A service that was not checked yet is neither.</summary>
    public bool? CanGoBack { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && string.IsNullOrEmpty(Target) && string.IsNullOrEmpty(Cluster) && State is null && CanGoBack is null;

    public string Url => Urls.Fleet + Urls.Query(("q", Text), ("target", Target), ("cluster", Cluster), ("state", State is { } state ? FleetSentence.Word(state) : null), ("rollback", CanGoBack is { } can ? Word(can) : null));

    public static string Word(bool canGoBack) => canGoBack ? "yes" : "no";

    /// <returns>The filter, and one sentence about what could not be read of it; null when all could.</returns>
    public static (FleetFilter Filter, string? Problem) Parse(string? text, string? target, string? cluster, string? state, string? rollback = null)
    {
        var filter = new FleetFilter(text, target, cluster, null) { CanGoBack = rollback == Word(true) ? true : rollback == Word(false) ? false : null };
        if (filter.CanGoBack is null && !string.IsNullOrEmpty(rollback))
            return (filter, $"“{Shown(rollback)}” does not say whether a service can go back. Use yes or no. Both are shown instead.");
        if (string.IsNullOrEmpty(state))
            return (filter, null);
        foreach (var known in States)
            if (FleetSentence.Word(known) == state)
                return (filter with { State = known }, null);
        return (filter, $"“{Shown(state)}” is not a state. Use {string.Join(", ", States.Select(FleetSentence.Word))}. All states are shown instead.");
    }

    /// <summary>What is left of the board's rows, in their order: the same list for all who ask the same of it.</summary>
    /// <param name="readiness">Null while nothing was found out yet.</param>
    public ImmutableArray<ServiceStatus> Of(FleetBoard board, ReadinessSnapshot? readiness) => Known.Of(board, (this, readiness));

    private ImmutableArray<ServiceStatus> Apply(ImmutableArray<ServiceStatus> rows, ReadinessSnapshot? readiness)
    {
        var words = (Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return IsEmpty ? rows : [.. rows.Where(row => Matches(row, words) && (CanGoBack is null || readiness?.Of(row.Key)?.CanGoBack == CanGoBack))];
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private bool Matches(ServiceStatus row, string[] words) =>
        (string.IsNullOrEmpty(Target) || row.Key.Target == Target)
        && (string.IsNullOrEmpty(Cluster) || row.Key.Cluster == Cluster)
        && (State is null || row.State == State)
        && words.All(word => $"{row.Key} {row.Service.Definition?.Version} {row.Service.TaskDefinition}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
