namespace Dashboard.Live;

/// <summary>The last good value of something that changes, when it was observed, and what is wrong now.</summary>
/// <param name="ObservedAt">When AWS gave <paramref name="Value"/>, UTC; null while there is none.</param>
/// <param name="Fault">Why the newest attempt brought nothing; the value beside it is then stale. Null when the newest attempt succeeded.</param>
public sealed record Reading<T>(T? Value, DateTimeOffset? ObservedAt, Fault? Fault)
    where T : class
{
    public static Reading<T> Loading { get; } = new(null, null, null);

    public bool IsLoading => Value is null && Fault is null;

    /// <summary>Time since the value was observed; null while there is none.</summary>
    public TimeSpan? Age(DateTimeOffset now) => now - ObservedAt;

    /// <summary>True when the newest attempt failed or the value is older than two intervals: then it must not look live.</summary>
    public bool IsStale(DateTimeOffset now, TimeSpan interval) => Value is not null && (Fault is not null || Age(now) > 2 * interval);
}
