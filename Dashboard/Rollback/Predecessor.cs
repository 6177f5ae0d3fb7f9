using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Logs;

namespace Dashboard.Rollback;

/// <summary>The revision that a service's logs are compared with.</summary>
/// <param name="IsProven">It is what is proposed to go back to; otherwise the newest that served before, good or not.</param>
/// <param name="Since">When its deployment began, UTC; null when nobody knows.</param>
/// <param name="Until">When it was replaced, UTC.</param>
public sealed record Predecessor(TaskDefinitionRef Ref, string Version, bool IsProven, DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>Null when no other revision is known to have served.</summary>
    public static Predecessor? In(RollbackPlan plan)
    {
        // Behind a reused tag several images ran under one task definition, and the streams of their tasks cannot be told apart.
        if ((plan.Default ?? plan.Candidates.FirstOrDefault(candidate => !candidate.Stays.IsEmpty)) is not { } before || before.To == plan.Current)
            return null;
        var stay = before.Stays.IsEmpty ? (Ui.TimeSpanUtc?)null : before.Stays[0];
        var since = before.DeployedAt is { } deployed && !(deployed > stay?.From) ? deployed : stay?.From;
        return new Predecessor(before.To, before.Version, before == plan.Default, since, stay?.To);
    }

    /// <summary>What to ask of the logs; null while it is not known since when the service runs what it runs.</summary>
    public SinceQuestion? Against(ServiceNow now, TaskDefinitionRef current)
    {
        var deployment = now.History?.Deployments.FirstOrDefault(one => one.Target?.TaskDefinition == current);
        if ((deployment?.StartedAt ?? deployment?.CreatedAt ?? now.Service.Primary?.CreatedAt) is not { } since)
            return null;
        var isTogether = Runs(now, Ref) && Runs(now, current);
        return new SinceQuestion(now.Service.Key, current, since, Ref, Since, isTogether ? null : Until ?? since);
    }

    private static bool Runs(ServiceNow now, TaskDefinitionRef revision) => now.Tasks.Any(task => task.TaskDefinition == revision && task.LastStatus == "RUNNING");
}
