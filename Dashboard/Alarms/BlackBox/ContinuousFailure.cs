namespace Dashboard.Alarms.BlackBox;

/// <summary>Tasks of a service that go on stopping of the same cause.</summary>
/// <param name="Tasks">How many stopped since it began.</param>
/// <param name="Since">The first of these stops, UTC.</param>
/// <param name="Latest">The newest of them.</param>
public sealed record ContinuousFailure(StopFingerprint Fingerprint, int Tasks, DateTimeOffset Since, StoppedTask Latest)
{
    public const int Enough = 3;
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    /// <summary>Without another stop for so long it is over.</summary>
    public static readonly TimeSpan OverAfter = TimeSpan.FromMinutes(15);

    /// <summary>The one with the most stops: three or more of one fingerprint within ten minutes, and no pause since that was long enough to call it over. Null when there is none.</summary>
    public static ContinuousFailure? Of(IEnumerable<StoppedTask> stops, DateTimeOffset now) => stops
        .Where(stop => stop.IsFailure)
        .GroupBy(stop => stop.Fingerprint)
        .Select(group => GoingOn([.. group.OrderByDescending(stop => stop.StoppedAt)], now))
        .Where(IsEnough)
        .MaxBy(going => going.Length) is [var latest, ..] found
            ? new(latest.Fingerprint, found.Length, found[^1].StoppedAt, latest)
            : null;

    /// <summary>The stops, newest first, back to the last pause that was long enough to call it over; none when that pause is now.</summary>
    private static StoppedTask[] GoingOn(StoppedTask[] stops, DateTimeOffset now) =>
        [.. stops.Zip(stops.Select(stop => stop.StoppedAt).Prepend(now)).TakeWhile(pair => pair.Second - pair.First.StoppedAt < OverAfter).Select(pair => pair.First)];

    // ECS waits longer and longer between its attempts, so what goes on soon has fewer stops in the window than it took to see it.
    private static bool IsEnough(StoppedTask[] stops) => stops.Zip(stops.Skip(Enough - 1)).Any(pair => pair.First.StoppedAt - pair.Second.StoppedAt <= Within);
}
