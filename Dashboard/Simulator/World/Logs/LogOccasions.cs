namespace Dashboard.Simulator;

/// <summary>The lines that do not come from traffic: tasks that start, stop or crash, and a few that test whoever reads them.</summary>
internal static class LogOccasions
{
    public static LogDraft[] Of(SimService service, ServingTimeline serving)
    {
        var drafts = serving.Tasks.Where(task => task.RunningAt != DateTimeOffset.MaxValue).SelectMany(Life).ToList();
        var start = service.Clock.Start;
        if (service.Spec is { Name: "search", Region: SimulatedWorld.Production })
            Add(drafts, serving, start - TimeSpan.FromMinutes(37), LogKind.LongLine);
        if (service.Spec.Name == "storefront")
            foreach (var minutes in new[] { 11, 190, 700 })
                Add(drafts, serving, start - TimeSpan.FromMinutes(minutes), LogKind.Markup);
        return [.. drafts.OrderBy(draft => draft.Milliseconds)];
    }

    private static IEnumerable<LogDraft> Life(SimTask task)
    {
        var chance = Hash.Of(37, task.Id);
        LogDraft At(DateTimeOffset at, double seconds, LogKind kind) => new((at + TimeSpan.FromSeconds(seconds)).ToUnixTimeMilliseconds(), task, kind, Hash.Of(chance, (ulong)kind));
        yield return At(task.RunningAt, 0.21, LogKind.Starting);
        if (task.Revision.Behaviour.StartFault == StartFault.None && task.RunningAt + TimeSpan.FromSeconds(2) < task.StopAt)
            yield return At(task.RunningAt, 1.64, LogKind.Listening);
        if (task.End is { ByScheduler: true } && task.StoppedAt != DateTimeOffset.MaxValue)
            yield return At(task.StoppedAt, -1.2, LogKind.Stopping);
        else if (task.End is not null)
            yield return At(task.StopAt, -0.05, LogKind.Crash);
    }

    private static void Add(List<LogDraft> drafts, ServingTimeline serving, DateTimeOffset at, LogKind kind)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        if (serving.At(milliseconds).Tasks is [var task, ..])
            drafts.Add(new LogDraft(milliseconds, task, kind, Hash.Of((ulong)milliseconds, (ulong)kind)));
    }
}
