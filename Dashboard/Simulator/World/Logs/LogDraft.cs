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

    /// <summary>What services say beside their work.</summary>
    Aside,

    /// <summary>What one service says more often as the day goes on.</summary>
    Growing,

    /// <summary>A step of an order that several services work on.</summary>
    Order,
    FailedOrder,
}

/// <summary>An event before its text is written: enough to place, count and skip it.</summary>
/// <param name="Part">Which line of the text, where the container writes an event for each; null for all of them.</param>
internal readonly record struct LogDraft(long Milliseconds, SimTask Task, LogKind Kind, ulong Chance, int? Part = null);
