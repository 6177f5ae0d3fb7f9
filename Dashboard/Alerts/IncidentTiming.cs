namespace Dashboard.Alerts;

/// <summary>How long things wait, so that what comes and goes does not wake anybody twice.</summary>
/// <param name="OpenAfter">How long a degradation that no alarm tells of must last.</param>
/// <param name="ResolveAfter">How long a subject must be quiet; twice as long with each time that it came back.</param>
/// <param name="ReopenWithin">What comes back so soon after it was resolved is the same incident.</param>
internal sealed record IncidentTiming(TimeSpan OpenAfter, TimeSpan ResolveAfter, TimeSpan ReopenWithin)
{
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromHours(1);

    /// <summary>Causes that come one after the other are told together, a minute apart.</summary>
    public static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    public TimeSpan QuietFor(Incident incident)
    {
        var length = ResolveAfter * Math.Pow(2, Math.Min(incident.Recurrences, 10));
        return length < LongestQuiet ? length : ResolveAfter > LongestQuiet ? ResolveAfter : LongestQuiet;
    }
}
