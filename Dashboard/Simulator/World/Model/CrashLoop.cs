namespace Dashboard.Simulator;

/// <summary>One task of a rolled-out revision that dies again and again. Its successors are planned as the clock nears them.</summary>
internal sealed class CrashLoop(SimService service, Rollout rollout, SimTask first)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(30);
    private SimTask last = first;

    public void Extend(DateTimeOffset now)
    {
        while (last.StoppedAt < now + Ahead)
        {
            var after = last.StoppedAt + service.Clock.Pace(Hash.Between(service.Draw(), 130, 220));
            last = TaskTiming.Start(service, rollout.Revision, rollout.Id, after);
            TaskTiming.RunOutOfMemory(service, last);
            service.Tasks.Add(last);
            service.Say(last.CreatedAt, $"has started 1 tasks: (task {last.Id}).");
            service.Say(last.StoppedAt, "is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
            service.Changed();
        }
    }
}
