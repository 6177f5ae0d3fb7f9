using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dashboard.Fleet;
using Dashboard.Rollback.Preflight;
using Dashboard.Status;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Shell;

/// <summary>A row of the fleet as markup, in the parts that change together. Whoever sees the same gets the same strings, so that a viewer costs no more than references to them; each part is a frame of every viewer's tree, a hundred times over, so there are few.</summary>
/// <param name="Key">The service, boxed once for all viewers.</param>
/// <param name="Deployment">The PRIMARY one that is seen; null when there is none.</param>
internal sealed record DrawnRow(ServiceKey Service, object Key, bool IsFailing, string? Deployment, string Class, MarkupString State, MarkupString Name, MarkupString Metrics, MarkupString Targets, MarkupString Back);

/// <summary>Draws each row once a change for all viewers whose clocks are in the same zone.</summary>
internal sealed class FleetRows
{
    // More than a screen of a large fleet in several zones; beyond it everything is drawn anew rather than kept.
    private const int Most = 20_000;
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(90);

    // Two slow polls of the fleet; what is younger is as old as the headline says.
    private static readonly TimeSpan LagsAfter = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<(ServiceKey, string Zone), Entry> entries = new();

    // So long may the words of an age be the ones of before.
    private static readonly TimeSpan HoldsFor = TimeSpan.FromSeconds(5);
    private readonly OncePer<ServiceStatus[], (ReadinessSnapshot? Readiness, ViewerZone Zone, int Most, long Moment), ImmutableArray<DrawnRow>> lists;
    private readonly IServiceScopeFactory scopes;
    private readonly ILoggerFactory logs;
    private readonly TimeProvider time;

    public FleetRows(IServiceScopeFactory scopes, ILoggerFactory logs, TimeProvider time)
    {
        (this.scopes, this.logs, this.time) = (scopes, logs, time);
        lists = new((rows, asked) => [.. rows.Take(asked.Most).Select(row => Of(row, asked.Readiness?.Of(row.Key), asked.Zone))]);
    }

    /// <summary>The first <paramref name="most"/> of the rows: the same list for all who see the same within a few seconds.</summary>
    /// <param name="readiness">Null while nothing was found out yet.</param>
    public ImmutableArray<DrawnRow> Of(ImmutableArray<ServiceStatus> rows, ReadinessSnapshot? readiness, ViewerZone zone, int most) =>
        rows.IsEmpty ? [] : lists.Of(ImmutableCollectionsMarshal.AsArray(rows)!, (readiness, zone, most, time.GetUtcNow().Ticks / HoldsFor.Ticks));

    /// <param name="readiness">Null while it was not found out yet.</param>
    public DrawnRow Of(ServiceStatus row, ServiceReadiness? readiness, ViewerZone zone)
    {
        var now = time.GetUtcNow();
        var entry = entries.GetOrAdd((row.Key, zone.IsKnown ? zone.Zone.Id : ""), static _ => new Entry());
        lock (entry)
        {
            var seen = new Seen(
                row.Service.Fault is not null || now - row.Service.ObservedAt > StaleAfter,
                now - row.Service.ObservedAt > LagsAfter ? row.Service.ObservedAt : null,
                now - row.MetricsAt > RecentMinutes.LateAfter,
                readiness?.CanGoBack, readiness?.Version, readiness?.Why, readiness?.Report?.Estimate);
            if (entry.Parts is { } known && entry.Seen == seen && now < entry.FreshUntil && (ReferenceEquals(entry.Row, row) || ShownRow.Same(entry.Row!, row)))
            {
                // The others who ask need not compare what is the same object.
                entry.Row = row;
                return known;
            }

            if (entries.Count > Most)
                entries.Clear();
            (entry.Row, entry.Seen, entry.FreshUntil) = (row, seen, now + AgeHolds(now - row.LastDeployedAt));
            return entry.Parts = Draw(row, readiness, zone, seen, now);
        }
    }

    // The browser lets ages grow; these are the words for whoever opens the page next.
    private static TimeSpan AgeHolds(TimeSpan? age) => age is not { } old ? TimeSpan.FromHours(1)
        : old < TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(1)
        : old < TimeSpan.FromHours(10) ? TimeSpan.FromSeconds(20) : TimeSpan.FromMinutes(10);

    private DrawnRow Draw(ServiceStatus row, ServiceReadiness? readiness, ViewerZone zone, Seen seen, DateTimeOffset now)
    {
        using var scope = scopes.CreateScope();
        using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        MarkupString Markup(RenderFragment part) => new(renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<CascadingValue<ViewerZone>>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(CascadingValue<ViewerZone>.Value)] = zone,
                [nameof(CascadingValue<ViewerZone>.IsFixed)] = true,
                [nameof(CascadingValue<ViewerZone>.ChildContent)] = part,
            }))).ToHtmlString()).GetAwaiter().GetResult().WithoutIndents());
        return new DrawnRow(
            row.Key,
            row.Key,
            row.State == ServiceState.Failing,
            row.Service.Primary?.Id,
            $"row {FleetSentence.Word(row.State)}{(seen.IsStale ? " stale" : "")}",
            Markup(FleetTable.State(row, at => zone.Text(at, now - at < TimeSpan.FromHours(12) ? "HH:mm" : "d MMM HH:mm"))),
            Markup(FleetTable.Name(row, seen.LagsSince)),
            Markup(FleetTable.Metrics(row, seen.IsLate ? row.MetricsAt : null, row.MetricsAt is { } at ? "Minute from " + ViewerZone.UtcText(at) : "No datapoints in the last hour")),
            Markup(FleetTable.Targets(row, TargetsTitle(row.Service))),
            Markup(FleetTable.Back(row, readiness)));
    }

    private static string TargetsTitle(EcsService service) => service.Targets is { } targets
        ? string.Join("; ", (service.TargetsFault is not null ? [$"Read {ViewerZone.UtcText(targets.ObservedAt)}"] : Array.Empty<string>()).Concat(targets.Reasons.Select(reason => $"{reason.Value} × {reason.Key}")))
        : service.LoadBalancers.IsEmpty ? "No load balancer" : "Target health was not read yet";

    private sealed class Entry
    {
        public ServiceStatus? Row { get; set; }

        public Seen Seen { get; set; }

        public DateTimeOffset FreshUntil { get; set; }

        public DrawnRow? Parts { get; set; }
    }

    /// <summary>What of a row depends on the time or on the other room.</summary>
    private readonly record struct Seen(bool IsStale, DateTimeOffset? LagsSince, bool IsLate, bool? CanGoBack, string? Version, string? Why, TimeSpan? Estimate);
}
