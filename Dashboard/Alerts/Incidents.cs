using System.Collections.Immutable;
using System.Security.Claims;
using Dashboard.Alarms;
using Dashboard.Alarms.Mutes;
using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.SignIn;
using Dashboard.Status;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>What is open now, the gravest first.</summary>
public sealed record IncidentsSnapshot(ImmutableArray<Incident> Open);

/// <summary>Turns what the polls see into incidents and messages. What cannot be written down has not happened, and is tried again at the next look.</summary>
internal sealed class Incidents : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShowEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);
    private readonly SemaphoreSlim gate = new(1);
    private readonly TroubleSpotter spotter;
    private readonly IncidentTiming timing;
    private readonly Feed<FleetBoard> board;
    private readonly Feed<AlarmsSnapshot> alarms;
    private readonly Feed<IncidentsSnapshot> feed;
    private readonly AlertDispatch dispatch;
    private readonly Feed<MutesSnapshot> mutes;
    private readonly ErrorEvidenceSource errors;
    private readonly IncidentStore store;
    private readonly Access access;
    private readonly AuditLog audit;
    private readonly TimeProvider time;
    private readonly ILogger<Incidents> log;
    private IncidentBook? book;
    private DateTimeOffset? prunedAt;

    public Incidents(Feed<FleetBoard> board, Feed<AlarmsSnapshot> alarms, Feed<MutesSnapshot> mutes, Feed<IncidentsSnapshot> feed, AwsTargets targets, AlertDispatch dispatch, ErrorEvidenceSource errors, IncidentStore store, Access access, AuditLog audit, IOptions<AlertsOptions> options, TimeProvider time, ILogger<Incidents> log)
    {
        (this.board, this.alarms, this.mutes, this.feed, this.dispatch, this.errors, this.store, this.access, this.audit, this.time, this.log) = (board, alarms, mutes, feed, dispatch, errors, store, access, audit, time, log);
        timing = new IncidentTiming(options.Value.OpenAfter, options.Value.ResolveAfter, options.Value.ReopenWithin);
        spotter = new TroubleSpotter(targets, time.GetUtcNow(), options.Value.UnreadAfter);
    }

    /// <summary>One look at what the polls have brought.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await LookAsync(cancel);
        }
        catch (SqliteException error)
        {
            log.LogWarning("Incidents cannot be recorded, so nobody is told of them: {Error}", error.Message);
            feed.Fail(new Fault(FaultKind.Unreachable, $"Incidents cannot be recorded, so nobody is told of new ones: {error.Message.TrimEnd('.')}.", time.GetUtcNow()));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <returns>Why it was refused, in a sentence; null when it is acknowledged.</returns>
    public async Task<string?> AcknowledgeAsync(Guid id, ClaimsPrincipal person)
    {
        await gate.WaitAsync();
        try
        {
            var known = book?.Incidents.Values.FirstOrDefault(incident => incident.Id == id && incident.IsOpen);
            var decision = await access.CheckAsync(person, Permission.Acknowledge, known?.Key.Target, known?.Key.Service?.Cluster);
            if (!decision.IsAllowed)
            {
                await audit.WriteAsync(decision.Actor, "incident-acknowledged", known?.Key.Subject, "refused", detail: $"{id}: {decision.Refusal}");
                return decision.Refusal;
            }

            if (known is null)
                return "This incident is over.";
            if (known.IsAcknowledged)
                return $"{known.AcknowledgedBy} acknowledged it already.";
            var now = time.GetUtcNow();
            var next = known with { AcknowledgedAt = now, AcknowledgedBy = decision.Actor.Name };
            var change = new IncidentChange(ChangeKind.Acknowledged, next, $"is acknowledged by {decision.Actor.Name}");
            await store.WriteAsync(next, dispatch.Write([], [change], _ => null, _ => null, _ => false, now).Messages, decision.Actor, "incident-acknowledged");
            Show(book!.With(next), now);
            return null;
        }
        catch (SqliteException error)
        {
            return $"Not acknowledged: it could not be recorded ({error.Message.TrimEnd('.')}).";
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task LookAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        book ??= IncidentBook.Of(await store.LoadAsync(now - timing.ReopenWithin, cancel));
        if (!(now - prunedAt < TimeSpan.FromHours(1)))
        {
            await store.PruneAsync(now - KeptFor, cancel);
            prunedAt = now;
        }

        var muted = mutes.Current.Value ?? MutesSnapshot.None;
        var (next, changes) = book.Observe(spotter.Look(board.Current, alarms.Current, muted, now), timing, now);
        var open = next.Incidents.Values.Where(incident => incident.IsOpen).OrderBy(incident => incident.Key.Subject, StringComparer.Ordinal).ToList();
        var rows = board.Current.Value;
        var found = await errors.OfAsync([.. changes.Where(change => change.Kind is not ChangeKind.Resolved).Select(change => change.Incident.Key.Service).OfType<Fleet.ServiceKey>()], cancel);
        var (messages, told) = dispatch.Write(open, changes, key => key.Service is { } service ? rows?.Find(service) : null, key => key.Service is { } service ? found.GetValueOrDefault(service) : null, key => key.Service is { } service && muted.Of(MuteSubject.Of(service), now) is not null, now);
        foreach (var incident in told)
            next = next.With(incident);
        var changed = next.Incidents.Values.Where(incident => IsNews(book.Incidents.GetValueOrDefault(incident.Key), incident)).ToList();
        if (changed.Count > 0 || messages.Length > 0)
            await store.WriteAsync(changed, messages, cancel);

        // Whoever looks at them is not drawn anew every second for a number that moved.
        if (changed.Count > 0 || feed.Current is not { Value: not null, Fault: null } || now - feed.Current.ObservedAt >= ShowEvery)
            Show(next, now);
        book = next;
    }

    /// <summary>Worth a write. The numbers within a cause change with every look, and are not.</summary>
    private static bool IsNews(Incident? before, Incident incident) =>
        before is null || before.Id != incident.Id || before.IsOpen != incident.IsOpen || before.Severity != incident.Severity || before.ToldAt != incident.ToldAt
        || before.Causes.Length != incident.Causes.Length || before.Threads.Count != incident.Threads.Count || before.Behind.Count != incident.Behind.Count;

    private void Show(IncidentBook next, DateTimeOffset now)
    {
        book = next;
        feed.Publish(new IncidentsSnapshot([.. next.Incidents.Values.Where(incident => incident.IsOpen).OrderByDescending(incident => incident.Severity).ThenBy(incident => incident.Since)]), now);
    }
}
