using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Status;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Shell;

/// <summary>Everything about one service, joined from the rooms.</summary>
public sealed partial class ServicePage : LiveComponent
{
    private static readonly (string Id, string Name)[] Sections =
        [("metrics", "Metrics"), ("new-since", "New since"), ("errors", "Errors"), ("deployments", "Deployments"), ("tasks", "Tasks"), ("stops", "Stops"), ("events", "Events")];

    private ServiceLookup? found;
    private TimeRange range = TimeRange.Default;
    private string? problem;
    private ImmutableArray<ChartMarker> markers = [];
    private IReadOnlyDictionary<string, string> reports = new Dictionary<string, string>();
    private bool mayRollBack;
    private IDisposable? looking;
    private ServiceKey? lookedAt;
    private TaskExits? exits;
    private ImmutableArray<MetricThreshold> thresholds = [];
    private bool hadFault;

    [Parameter] public string Target { get; set; } = "";
    [Parameter] public string Cluster { get; set; } = "";
    [Parameter] public string Service { get; set; } = "";
    [SupplyParameterFromQuery(Name = "range")] public string? RangeName { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    /// <summary>The end of a fixed range; on the rollback's address the task definition to go back to.</summary>
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }
    [SupplyParameterFromQuery(Name = "seen")] public string? Seen { get; set; }
    [SupplyParameterFromQuery(Name = "compare")] public string? Compare { get; set; }
    [SupplyParameterFromQuery(Name = "panel")] public string? Panel { get; set; }

    /// <summary>Only while prerendering.</summary>
    [CascadingParameter] public HttpContext? Http { get; set; }

    [CascadingParameter] public Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>What the person may see; null for everything.</summary>
    [CascadingParameter] public Places? Sight { get; set; }

    private ServiceKey Key => new(Target, Cluster, Service);

    private bool IsRollback => new Uri(Navigation.Uri).AbsolutePath.EndsWith("/rollback", StringComparison.Ordinal) && Service != "rollback";

    private string PageName => found?.Row is { State: ServiceState.Failing or ServiceState.Degraded } row ? $"{Service} is {row.State.ToString().ToLowerInvariant()}" : Service;

    protected override void OnInitialized()
    {
        // The dialog has an address of its own, and the parameters of both may be the same.
        Navigation.LocationChanged += Move;
        Watch(Board, () => IsAnother(Board.Current));
        Watch(Rollbacks);

        // What these say of the service's state comes with the board.
        Watch(Alarms, () => !AlarmThresholds.Of(Alarms.Current.Value, Key).SequenceEqual(thresholds));
        Watch(Stops, () => ServiceExits.Of(Stops.Current.Value, Key) != exits);
    }

    protected override async Task OnParametersSetAsync()
    {
        (range, problem) = IsRollback ? TimeRange.Parse(RangeName, null, null) : TimeRange.Parse(RangeName, From, To);
        mayRollBack = Authentication is not null && Access.Refusal((await Authentication).User, Permission.RollBack, Target, Cluster) is null;
        if (Board.Current.IsLoading)
        {
            try
            {
                await Board.FirstAnswer.WaitAsync(TimeSpan.FromSeconds(2), Time);
            }
            catch (TimeoutException)
            {
                // The page says that it is reading, and renders again with the first answer.
            }
        }

        Look();
        if (found?.Missing is not null && Http is { Response.HasStarted: false } http)
        {
            // Set any earlier, 404 makes the framework throw this page away for the general one, which cannot say what is near.
            http.Response.OnStarting(() =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }

    protected override Task OnFeedChangedAsync()
    {
        Look();
        return Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= Move;
        looking?.Dispose();
        base.Dispose(disposing);
    }

    // Not for an address that only looks like a service's, and not for the moment of prerendering.
    private void Attend()
    {
        if (lookedAt is not null && lookedAt != Key)
        {
            looking?.Dispose();
            lookedAt = null;
        }

        if (lookedAt is null && Http is null && found?.Row is not null)
            (lookedAt, looking) = (Key, Attention.Look(Key));
    }

    // A board comes every few seconds, for every service; to most pages it says nothing new.
    private bool IsAnother(Reading<FleetBoard> board) =>
        hadFault || board.Fault is not null || found?.Row is not { } drawn || board.Value?.Find(Key) is not { } row || !ShownRow.SamePage(drawn, row);

    private void Look()
    {
        exits = ServiceExits.Of(Stops.Current.Value, Key);
        thresholds = AlarmThresholds.Of(Alarms.Current.Value, Key).KeptFrom(thresholds);
        hadFault = Board.Current.Fault is not null;
        found = Board.Current.Value is { } board ? ServiceLookup.In(board.SeenBy(Sight), Key) : null;
        var history = found?.Row?.History;
        var ours = (Rollbacks.Current.Value?.Of(Key) ?? [])
            .Select(rollback => (Rollout.OursIn(rollback, history)?.Arn, Url: Urls.RollbackReport(rollback.Id)))
            .Where(report => report.Arn is not null)
            .DistinctBy(report => report.Arn)
            .ToDictionary(report => report.Arn!, report => report.Url);
        if (!ours.OrderBy(report => report.Key).SequenceEqual(reports.OrderBy(report => report.Key)))
            reports = ours;
        markers = DeploymentMarkers.Of(history).KeptFrom(markers);
        Attend();
    }

    private void Move(object? sender, LocationChangedEventArgs to) => _ = InvokeAsync(StateHasChanged);

    private void Leave() => Navigation.NavigateTo(Urls.Service(Target, Cluster, Service, range == TimeRange.Default ? null : range));

    /// <summary>With the base address of the site, a bare fragment would lead to the fleet.</summary>
    private string Here(string id) => new Uri(Navigation.Uri).PathAndQuery + "#" + id;
}
