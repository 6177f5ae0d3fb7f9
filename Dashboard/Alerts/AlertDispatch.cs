using System.Collections.Immutable;
using Dashboard.Status;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>Which messages a round's changes make, destination by destination. Pure but for the ids of conversations.</summary>
internal sealed class AlertDispatch(AlertRouting routing, IOptions<AlertsOptions> options)
{
    private readonly AlertWords words = new(options.Value);
    private readonly HashSet<string> configured = [.. options.Value.Destinations.Select(destination => destination.Name)];

    /// <summary>The changes as the destinations hear them: what is open and was not told to a destination yet is new to it, whenever it began.</summary>
    /// <returns>The messages, and the incidents whose conversations began with them.</returns>
    public (ImmutableArray<NewDelivery> Messages, ImmutableArray<Incident> Told) Write(IReadOnlyCollection<Incident> open, IReadOnlyCollection<IncidentChange> changes, Func<IncidentKey, ServiceStatus?> rowOf, Func<IncidentKey, ErrorEvidence?> errorOf, Func<IncidentKey, bool> isMuted, DateTimeOffset now)
    {
        var messages = ImmutableArray.CreateBuilder<NewDelivery>();
        var told = new Dictionary<Guid, Incident>();
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
                foreach (var change in together.Where(change => !Newest(change).Threads.ContainsKey(group.Key.Destination)))
                    told[change.Incident.Id] = Newest(change) with { Threads = Newest(change).Threads.SetItem(group.Key.Destination, thread) };
            }
        }

        return (messages.ToImmutable(), [.. told.Values]);

        Incident Newest(IncidentChange change) => told.GetValueOrDefault(change.Incident.Id, change.Incident);
    }

    private IEnumerable<(string Destination, IncidentChange Change)> Hear(IReadOnlyCollection<Incident> open, IReadOnlyCollection<IncidentChange> changes, Func<IncidentKey, bool> isMuted, DateTimeOffset now)
    {
        // That it is over ends a conversation also where it is muted.
        foreach (var change in changes.Where(change => change.Kind is ChangeKind.Resolved or ChangeKind.Acknowledged || !isMuted(change.Incident.Key)))
            foreach (var destination in change.Incident.Threads.Keys.Where(configured.Contains).Order(StringComparer.Ordinal))
                yield return (destination, change);
        var changed = changes.ToDictionary(change => change.Incident.Id);
        foreach (var incident in open)
            foreach (var destination in incident.IsAcknowledged || isMuted(incident.Key) ? [] : routing.For(incident, now).Where(destination => !incident.Threads.ContainsKey(destination)))
                yield return (destination, changed.GetValueOrDefault(incident.Id) is { Kind: ChangeKind.Opened or ChangeKind.Reopened } change ? change : new IncidentChange(ChangeKind.Opened, incident, IncidentBook.Is(incident)));
    }
}
