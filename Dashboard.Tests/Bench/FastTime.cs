namespace Dashboard.Tests.Bench;

/// <summary>A clock that runs so many times faster than the wall's, timers too.</summary>
internal sealed class FastTime(double speed) : TimeProvider
{
    private readonly DateTimeOffset begunAt = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => begunAt + ((System.GetUtcNow() - begunAt) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Sooner(dueTime), Sooner(period)), Sooner);

    private TimeSpan Sooner(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / speed;

    private sealed class FastTimer(ITimer timer, Func<TimeSpan, TimeSpan> sooner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(sooner(dueTime), sooner(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
