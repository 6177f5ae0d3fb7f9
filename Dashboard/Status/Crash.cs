using System.Text.RegularExpressions;
using Dashboard.Fleet;

namespace Dashboard.Status;

/// <summary>Why a task stopped, without what differs from task to task, so that the same cause reads the same.</summary>
internal static partial class Crash
{
    /// <summary>Null when it was stopped on purpose: by a deployment, by scaling, by a person.</summary>
    public static string? Of(EcsTask task)
    {
        if (!task.IsStopped || IsOnPurpose(task))
            return null;
        var culprit = task.Containers.FirstOrDefault(container => container.ExitCode is not (null or 0)) ?? task.Containers.FirstOrDefault(container => container.Reason is not null);
        var parts = new[] { culprit?.ExitCode is { } code ? $"exit code {code}" : null, Short(culprit?.Reason ?? task.StoppedReason) };
        return string.Join(", ", parts.OfType<string>()) is { Length: > 0 } words ? words : task.StopCode ?? "no reason given";
    }

    private static bool IsOnPurpose(EcsTask task) =>
        task.StopCode is "UserInitiated" or "SpotInterruption" or "TerminationNotice"
        || task.StopCode is null or "ServiceSchedulerInitiated" && task.StoppedReason?.Contains("failed", StringComparison.OrdinalIgnoreCase) != true;

    private static string? Short(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return null;
        var same = Identifier().Replace(reason, "…");
        return same.Length <= 120 ? same.TrimEnd('.') : same[..119] + "…";
    }

    [GeneratedRegex(@"\b[0-9a-f]{12,}\b|\barn:\S+|\bi-[0-9a-f]{8,}\b|\b\d{1,3}(\.\d{1,3}){3}\b")]
    private static partial Regex Identifier();
}
