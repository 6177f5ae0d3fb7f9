namespace Dashboard.Live;

/// <summary>Where one poll puts its newest reading and every viewer takes it from.</summary>
public sealed class Feed<T> : IFeed
    where T : class
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource firstAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action[] subscribers = [];
    private volatile Reading<T> current = Reading<T>.Loading;

    public Reading<T> Current => current;

    public string Name => typeof(T).Name.Replace("Snapshot", "", StringComparison.Ordinal);

    public DateTimeOffset? ObservedAt => current.ObservedAt;

    public Fault? Fault => current.Fault;

    public int Subscribers => Volatile.Read(ref subscribers).Length;

    /// <summary>Completes with the first value or fault, so that a page can be prerendered with data.</summary>
    public Task FirstAnswer => firstAnswer.Task;

    public void Publish(T value, DateTimeOffset observedAt) => Set(new Reading<T>(value, observedAt, null));

    /// <summary>A new value of which a part failed: it is shown, and so is the fault.</summary>
    public void Publish(T value, DateTimeOffset observedAt, Fault? fault) => Set(new Reading<T>(value, observedAt, fault));

    /// <summary>Keeps the last good value and its age, and says why there is no newer one.</summary>
    public void Fail(Fault fault) => Set(current with { Fault = fault });

    public IDisposable Subscribe(Action changed)
    {
        lock (gate)
            subscribers = [.. subscribers, changed];
        return new Subscription(this, changed);
    }

    private void Set(Reading<T> reading)
    {
        current = reading;
        firstAnswer.TrySetResult();

        // The array is replaced, never changed, so nobody is called under the lock.
        foreach (var changed in Volatile.Read(ref subscribers))
            changed();
    }

    private void Remove(Action changed)
    {
        lock (gate)
        {
            var at = Array.LastIndexOf(subscribers, changed);
            if (at >= 0)
                subscribers = [.. subscribers[..at], .. subscribers[(at + 1)..]];
        }
    }

    private sealed class Subscription(Feed<T> feed, Action changed) : IDisposable
    {
        private Action? live = changed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref live, null) is { } action)
                feed.Remove(action);
        }
    }
}
