using System.Collections.Immutable;
using Dashboard.Status;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>Which messages a round's changes make, destination by destination. Pure but for the ids of conversations.</summary>
internal sealed class AlertDispatch(AlertRouting routing, AlertWords words, IOptions<AlertsOptions> options)
{
    private readonly HashSet<string> configured = [.. options.Value.Destinations.Select(destination => destination.Name)];

    /// <summary>The changes as the destinations hear them: what is open and was not told to a destination yet is new to it, whenever it began.</summary>
    /// <returns>The messages, and the incidents whose conversations began with them.</returns>
    public (ImmutableArray<NewDelivery> Messages, ImmutableArray<Incident> Told) Write(IReadOnlyCollection<Incident> open, IReadOnlyCollection<IncidentChange> changes, Func<IncidentKey, ServiceStatus?> rowOf, Func<IncidentKey, ErrorEvidence?> errorOf, Func<IncidentKey, bool> isMuted, DateTimeOffset now)
    {
        var messages = ImmutableArray.CreateBuilder<NewDelivery>();
        var told = new Dictionary<Guid, Incident>();
        foreach (var change in changes.Where(change => IsHeard(change, isMuted)))
            if (change.Incident.Threads.Keys.Where(destination => configured.Contains(destination) && !IsOpenTo(destination, change, now)).ToList() is { Count: > 0 } closed)
                told[change.Incident.Id] = change.Incident with { Behind = change.Incident.Behind.Union(closed) };
        foreach (var group in Hear(open, changes, isMuted, now).GroupBy(heard => (heard.Destination, heard.Change.Kind)))
        {
            var heard = group.Select(one => one.Change).ToList();
            if (heard.Count > options.Value.Together)
                Add(heard, words.Many(group.Key.Kind, heard, now));
            else
                foreach (var change in heard)
                    Add([change], words.One(change, rowOf(change.Incident.Key), errorOf(change.Incident.Key), now));

            void Add(IReadOnlyList<IncidentChange> together, AlertMessage message)
            {
                var threads = together.Select(change => Newest(change).Threads.GetValueOrDefault(group.Key.Destination)).Distinct().ToList();
                var isRoot = threads is not [{ }];
                var thread = threads is [{ } common] ? common : together.Count == 1 ? together[0].Incident.Id.ToString() : Guid.NewGuid().ToString();
                messages.Add(new NewDelivery(group.Key.Destination, thread, isRoot, group.Key.Kind.ToString(), message));
                foreach (var incident in together.Select(Newest).Where(incident => !incident.Threads.ContainsKey(group.Key.Destination) || incident.Behind.Contains(group.Key.Destination)))
                    told[incident.Id] = incident with { Threads = incident.Threads.ContainsKey(group.Key.Destination) ? incident.Threads : incident.Threads.SetItem(group.Key.Destination, thread), Behind = incident.Behind.Remove(group.Key.Destination) };
            }
        }

        return (messages.ToImmutable(), [.. told.Values]);

        Incident Newest(IncidentChange change) => told.GetValueOrDefault(change.Incident.Id, change.Incident);
    }

    private IEnumerable<(string Destination, IncidentChange Change)> Hear(IReadOnlyCollection<Incident> open, IReadOnlyCollection<IncidentChange> changes, Func<IncidentKey, bool> isMuted, DateTimeOffset now)
    {
        foreach (var change in changes.Where(change => IsHeard(change, isMuted)))
            foreach (var destination in change.Incident.Threads.Keys.Where(destination => configured.Contains(destination) && IsOpenTo(destination, change, now)).Order(StringComparer.Ordinal))
                yield return (destination, change);
        var changed = changes.ToDictionary(change => change.Incident.Id);
        foreach (var incident in open.Where(incident => !incident.IsAcknowledged && !isMuted(incident.Key)))
            foreach (var destination in routing.For(incident, now))
                if (!incident.Threads.ContainsKey(destination))
                    yield return (destination, changed.GetValueOrDefault(incident.Id) is { Kind: ChangeKind.Opened or ChangeKind.Reopened } change ? change : new IncidentChange(ChangeKind.Opened, incident, IncidentBook.Is(incident)));
                else if (incident.Behind.Contains(destination) && !changed.ContainsKey(incident.Id))
                    yield return (destination, new IncidentChange(ChangeKind.Changed, incident, $"{IncidentBook.Is(incident)} now"));
    }

    // That it is over ends a conversation also where it is muted.
    private static bool IsHeard(IncidentChange change, Func<IncidentKey, bool> isMuted) => change.Kind is ChangeKind.Resolved or ChangeKind.Acknowledged || !isMuted(change.Incident.Key);

    // That it is over, or in somebody's hands, wakes nobody.
    private bool IsOpenTo(string destination, IncidentChange change, DateTimeOffset now) =>
        change.Kind is ChangeKind.Resolved or ChangeKind.Acknowledged || routing.For(change.Incident, now).Contains(destination);
}
