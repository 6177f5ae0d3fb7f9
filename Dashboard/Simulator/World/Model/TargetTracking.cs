namespace Dashboard.Simulator;

/// <summary>Application Auto Scaling's target tracking on CPU: it looks at every minute once, as far as the clock has come. Call under the service's gate.</summary>
internal sealed class TargetTracking(SimService service, AutoScale policy)
{
    private const int OutAfter = 3;
    private const int InAfter = 15;
    private static readonly TimeSpan History = TimeSpan.FromHours(30);
    private static readonly TimeSpan Cooldown = TimeSpan.FromMinutes(5);
    private readonly List<ScalingActivity> activities = [];
    private long next = Minute(service.Clock.Start - History);
    private int high, low;
    private DateTimeOffset restsUntil;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ScalingActivity> Activities => activities;

    public void Extend(DateTimeOffset now)
    {
        while (next < Minute(now))
            Look(next++);
    }

    private static long Minute(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;

    private void Look(long minute)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds((minute + 1) * 60);
        if (service.Runs.Exists(run => run.CreatedAt <= at && !run.FinishedBy(at)))
        {
            (high, low) = (0, 0); // What new and old tasks use together says nothing of either.
            return;
        }

        var cpu = new MinuteOf(service, service.Planned, minute).Cpu;
        (high, low) = (cpu > policy.CpuTarget ? high + 1 : 0, cpu < 0.9 * policy.CpuTarget ? low + 1 : 0);
        if (at < restsUntil || (high < OutAfter && low < InAfter))
            return;
        var (desired, wanted) = (service.DesiredCount, (int)Math.Ceiling(service.DesiredCount * cpu / policy.CpuTarget));
        Scale(Math.Clamp(high >= OutAfter ? Math.Max(desired + 1, wanted) : Math.Min(desired, wanted), policy.Minimum, policy.Maximum), high >= OutAfter ? "High" : "Low", at);
    }

    private void Scale(int count, string alarm, DateTimeOffset at)
    {
        if (count == service.DesiredCount)
            return;
        service.Desire(count, at);
        Scaling.Apply(service, at);
        activities.Add(ScalingActivity.Of(service, count, alarm, at));
        (high, low, restsUntil) = (0, 0, at + Cooldown);
    }
}
