using System.Collections.Immutable;

namespace Dashboard.Alerts;

/// <summary>The incidents that are open or were a moment ago, and what one look at the fleet makes of them. Pure: the same looks give the same changes.</summary>
internal sealed record IncidentBook(ImmutableDictionary<IncidentKey, Incident> Incidents)
{
    private ImmutableDictionary<IncidentKey, DateTimeOffset> SeenSince { get; init; } = ImmutableDictionary<IncidentKey, DateTimeOffset>.Empty;

    private ImmutableDictionary<IncidentKey, DateTimeOffset> QuietSince { get; init; } = ImmutableDictionary<IncidentKey, DateTimeOffset>.Empty;

    /// <summary>From what was stored. How long something was quiet is not, so after a restart it must be quiet for the whole time again.</summary>
    public static IncidentBook Of(IEnumerable<Incident> incidents) =>
        new(incidents.GroupBy(incident => incident.Key).ToImmutableDictionary(group => group.Key, group => group.MaxBy(incident => (incident.IsOpen, incident.OpenedAt))!));

    public IncidentBook With(Incident incident) => this with { Incidents = Incidents.SetItem(incident.Key, incident) };

    public (IncidentBook Next, ImmutableArray<IncidentChange> Changes) Observe(Sighting sighting, IncidentTiming timing, DateTimeOffset now)
    {
        var incidents = Incidents.ToBuilder();
        var changes = ImmutableArray.CreateBuilder<IncidentChange>();
        var seenSince = sighting.Troubles.ToImmutableDictionary(trouble => trouble.Key, trouble => SeenSince.GetValueOrDefault(trouble.Key, now));
        foreach (var trouble in sighting.Troubles)
            if (See(incidents.GetValueOrDefault(trouble.Key), trouble, seenSince[trouble.Key], timing, now) is { } seen)
                Keep(seen.Incident, seen.Change);

        var quietSince = ImmutableDictionary.CreateBuilder<IncidentKey, DateTimeOffset>();
        foreach (var incident in Incidents.Values.Where(incident => incident.IsOpen && !seenSince.ContainsKey(incident.Key)))
        {
            // Time in which nobody could look is no quiet time, so it begins anew after that.
            if (!sighting.IsQuiet(incident.Key))
                continue;
            quietSince[incident.Key] = QuietSince.GetValueOrDefault(incident.Key, now);
            if (now - quietSince[incident.Key] >= timing.QuietFor(incident))
                Keep(incident with { ResolvedAt = now }, new IncidentChange(ChangeKind.Resolved, incident with { ResolvedAt = now }, "has recovered"));
        }

        foreach (var old in incidents.Values.Where(incident => now - incident.ResolvedAt > timing.ReopenWithin).ToList())
            incidents.Remove(old.Key);
        return (new IncidentBook(incidents.ToImmutable()) { SeenSince = seenSince, QuietSince = quietSince.ToImmutable() }, changes.ToImmutable());

        void Keep(Incident incident, IncidentChange? change)
        {
            incidents[incident.Key] = incident;
            if (change is not null)
                changes.Add(change);
        }
    }

    private static (Incident Incident, IncidentChange? Change)? See(Incident? known, Trouble trouble, DateTimeOffset seenSince, IncidentTiming timing, DateTimeOffset now)
    {
        if (known is { IsOpen: true })
            return Grow(known, trouble, now);
        if (!trouble.IsSure && now - seenSince < timing.OpenAfter)
            return null;
        if (known is null)
        {
            var opened = new Incident(Guid.NewGuid(), trouble.Key, trouble.Severity, trouble.Causes, trouble.Since < now ? trouble.Since : now, now);
            return (opened, new IncidentChange(ChangeKind.Opened, opened, Is(opened)));
        }

        // What made it severe the last time may be gone, so severity and causes are those of now.
        var again = known with { Severity = trouble.Severity, Causes = trouble.Causes, Untold = [], ToldAt = now, Since = trouble.Since < now ? trouble.Since : now, Recurrences = known.Recurrences + 1, ResolvedAt = null, AcknowledgedAt = null, AcknowledgedBy = null };

        // While it is muted nobody hears of it; whoever hears of it afterwards hears of it as new.
        if (trouble.IsMuted)
            again = again with { Threads = again.Threads.Clear() };
        return (again, new IncidentChange(ChangeKind.Reopened, again, $"{Is(again)} again"));
    }

    private static (Incident Incident, IncidentChange? Change) Grow(Incident known, Trouble trouble, DateTimeOffset now)
    {
        var fresh = trouble.Causes.Where(cause => known.Causes.All(old => old.Key != cause.Key)).ToList();
        var newest = trouble.Causes.ToLookup(cause => cause.Key);
        var grown = known with
        {
            Causes = [.. known.Causes.Select(cause => newest[cause.Key].FirstOrDefault() ?? cause with { IsOver = true }), .. fresh],
            Untold = [.. known.Untold, .. fresh.Select(cause => cause.Key)],
            Since = trouble.Since < known.Since ? trouble.Since : known.Since,
            Severity = trouble.Severity > known.Severity && !trouble.IsMuted ? trouble.Severity : known.Severity,
        };
        if (grown.Severity > known.Severity)
            return Told($"{Is(grown)} now");

        // Whoever acknowledged it looks at it, and sees what else there is.
        if (grown.Untold.IsEmpty || trouble.IsMuted || known.IsAcknowledged || now - known.ToldAt < IncidentTiming.TellEvery)
            return (grown, null);
        return Told($"is worse: {string.Join("; ", grown.Causes.Where(cause => grown.Untold.Contains(cause.Key)).Select(cause => cause.Text).Take(3))}{(grown.Untold.Length > 3 ? $"; and {grown.Untold.Length - 3} more" : "")}");

        (Incident, IncidentChange?) Told(string what)
        {
            var told = grown with { Untold = [], ToldAt = now };
            return (told, new IncidentChange(ChangeKind.Changed, told, what));
        }
    }

    internal static string Is(Incident incident) => (incident.Key.Kind, incident.Severity) switch
    {
        (IncidentKind.Unread, _) => "is not being read",
        (IncidentKind.Alarms, _) => "has alarms in ALARM that belong to no watched service",
        (_, AlertSeverity.Critical) => "is failing",
        _ => "is degraded",
    };
}
