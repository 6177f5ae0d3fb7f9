namespace Dashboard.Simulator;

internal enum LogKind
{
    Info,
    Warning,
    Error,
    Starting,
    Listening,
    Stopping,
    Crash,
    Markup,
    LongLine,
}

/// <summary>An event before its text is written: enough to place, count and skip it.</summary>
internal readonly record struct LogDraft(long Milliseconds, SimTask Task, LogKind Kind, ulong Chance);
