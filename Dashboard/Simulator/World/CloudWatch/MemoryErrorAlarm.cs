namespace Dashboard.Simulator;

/// <summary>The one log alarm there is: on the lines that image-resizer writes when it runs out of memory, which is once for each task that dies of it.</summary>
internal static class MemoryErrorAlarm
{
    private const string Name = "platform-image-resizer-memory-errors";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Null in a Region without the service.</summary>
    public static LogAlarm? Of(RegionState region)
    {
        if (region.Service("platform", "image-resizer") is not { } service)
            return null;
        var now = region.Clock.Now;
        List<DateTimeOffset> deaths;
        lock (service.Gate)
        {
            service.ReachTo(now);
            deaths = [.. service.Tasks.Where(task => task.End == TaskEnd.OutOfMemory && task.StopAt <= now).Select(task => task.StopAt).Order()];
        }

        var recent = deaths.Count(at => at > now - Window);
        var since = recent > 0 ? deaths.Where((at, i) => i == 0 || at - deaths[i - 1] > Window).Last() : deaths.Count > 0 ? deaths[^1] + Window : region.Clock.Start - TimeSpan.FromDays(3);
        return new LogAlarm(Name, Arns.Alarm(region.Name, Name), new ScheduledQueryConfiguration("filter @message like /MemoryError/ | stats count(*)", [Arns.LogGroup(region.Name, "/ecs/platform/image-resizer")]))
        {
            AlarmDescription = "image-resizer writes that it ran out of memory.",
            Threshold = 1,
            StateValue = recent > 0 ? "ALARM" : "OK",
            StateReason = $"The query counted {recent} in the last 15 minutes (threshold: 1).",
            StateUpdatedTimestamp = since,
            StateTransitionedTimestamp = since,
        };
    }
}
