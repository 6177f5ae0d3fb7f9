using System.Collections.Concurrent;
using Dashboard.Alarms;
using Dashboard.Live;

namespace Dashboard.Tests.Bench.Alerts;

/// <summary>Notes when the poll's rounds end, and when each alarm was first in ALARM in one.</summary>
internal sealed class AlarmWatch : IDisposable
{
    private readonly ConcurrentQueue<DateTimeOffset> rounds = new();
    private readonly IDisposable subscription;

    public AlarmWatch(Feed<AlarmsSnapshot> feed) => subscription = feed.Subscribe(() =>
    {
        var now = DateTimeOffset.UtcNow;
        rounds.Enqueue(now);
        foreach (var alarm in (feed.Current.Value?.Alarms ?? []).Where(alarm => alarm.IsOpen))
            SeenAt.TryAdd(alarm.Name, (now, alarm.StateSince ?? now));
    });

    /// <summary>When a round had it, and when CloudWatch says that it turned.</summary>
    public ConcurrentDictionary<string, (DateTimeOffset At, DateTimeOffset TurnedAt)> SeenAt { get; } = new();

    public int Rounds => rounds.Count;

    public double SecondsBetween => rounds.Count < 2 ? 0 : (rounds.Last() - rounds.First()).TotalSeconds / (rounds.Count - 1);

    public void Dispose() => subscription.Dispose();
}
