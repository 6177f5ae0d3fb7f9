namespace Dashboard.Tests;

/// <summary>A clock that runs <paramref name="factor"/> times as fast as the real one, timers included, so that a journey sees a rollout from end to end in seconds.</summary>
internal sealed class FastTime(double factor) : TimeProvider
{
    private readonly DateTimeOffset startedAt = System.GetUtcNow();
    private readonly long startedTimestamp = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => startedAt + System.GetElapsedTime(startedTimestamp) * factor;

    public override long GetTimestamp() => startedTimestamp + (long)((System.GetTimestamp() - startedTimestamp) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / factor;

    private sealed class Timer(ITimer real, FastTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
