using System.Text.RegularExpressions;
using Dashboard.Fleet;

namespace Dashboard.Alarms.BlackBox;

/// <summary>Why a task stopped, without what differs from task to task: equal for tasks that stopped of the same cause.</summary>
/// <param name="StopCode">As in EssentialContainerExited; "" where ECS gave none.</param>
/// <param name="ExitCode">Of the container to blame; null where none exited.</param>
/// <param name="Reason">What ECS or the container runtime said, with ids, numbers and ARNs as "…"; "" where nothing was said.</param>
/// <param name="Container">The container to blame; null where it is the task as a whole.</param>
public sealed partial record StopFingerprint(string StopCode, int? ExitCode, string Reason, string? Container)
{
    private const int LongestReason = 240;

    /// <summary>As ECS says it. An exit by SIGKILL alone may have other reasons.</summary>
    public bool IsOutOfMemory => Reason.Contains("OutOfMemory", StringComparison.OrdinalIgnoreCase);

    public static StopFingerprint Of(EcsTask task)
    {
        var culprit = Culprit(task);
        return new(task.StopCode ?? "", culprit?.ExitCode, Masked(SaidOf(task)), culprit?.Name);
    }

    /// <summary>The words of the container to blame, else the task's; "" where there are none.</summary>
    public static string SaidOf(EcsTask task)
    {
        var reason = Culprit(task)?.Reason ?? task.StoppedReason ?? "";
        return reason.Trim().TrimEnd('.');
    }

    /// <summary>False when it was stopped on purpose: by a deployment, by scaling, by a person, by a reclaimed Spot instance.</summary>
    public static bool IsFailure(EcsTask task) =>
        task.StopCode is not ("UserInitiated" or "SpotInterruption" or "TerminationNotice")
        && (task.StopCode is not (null or "ServiceSchedulerInitiated") || task.StoppedReason?.Contains("failed", StringComparison.OrdinalIgnoreCase) == true);

    // What the scheduler stopped on purpose may end with 143 or 137; nobody is to blame then, but the code is still a fact.
    private static TaskContainer? Culprit(EcsTask task) =>
        task.Containers.FirstOrDefault(container => container.ExitCode is not (null or 0)) ?? task.Containers.FirstOrDefault(container => container.Reason is { Length: > 0 });

    private static string Masked(string reason)
    {
        var same = Differing().Replace(reason.ReplaceLineEndings(" "), "…");
        return same.Length <= LongestReason ? same : same[..(LongestReason - 1)] + "…";
    }

    // ARNs first, as they hold the others; then digests, ids and UUIDs; addresses, dates, versions and plain numbers last.
    [GeneratedRegex(@"\barn:[^\s,;)\]]+|\bsha256:[0-9a-f]+|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=[a-f]*[0-9])[0-9a-f]{8,}\b|\d+([.,:]\d+)*")]
    private static partial Regex Differing();
}
