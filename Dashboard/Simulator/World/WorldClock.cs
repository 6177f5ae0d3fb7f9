namespace Dashboard.Simulator;

/// <summary>Now, the seed, and how fast rollouts run.</summary>
internal sealed class WorldClock(TimeProvider time, ulong seed, double speed)
{
    public DateTimeOffset Start { get; } = time.GetUtcNow();
    public ulong Seed { get; } = seed;
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>How long a step of a rollout takes that takes <paramref name="seconds"/> at Speed 1.</summary>
    public TimeSpan Pace(double seconds) => TimeSpan.FromSeconds(seconds / speed);
}
