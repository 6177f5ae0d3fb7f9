using System.Text;

namespace Dashboard.Logs;

/// <summary>A log event as CloudWatch gave it, whole.</summary>
/// <param name="IngestedAt">When CloudWatch took it in, UTC; null where the endpoint does not say.</param>
/// <param name="Id">CloudWatch's event id; null where the endpoint gives none.</param>
public sealed record LogEvent(LogScope Scope, string Stream, DateTimeOffset At, DateTimeOffset? IngestedAt, string? Id, string Message);

/// <summary>A log event as a viewer keeps it by the hundred thousand: the level read, a long message cut, the text as UTF-8.</summary>
public sealed class LogLine
{
    /// <summary>Bytes; more of a message is fetched again when somebody opens the line.</summary>
    public const int LongestKept = 4096;
    private readonly byte[] text;
    private readonly long milliseconds;

    /// <param name="copy">How many equal events came before it in the same stream and millisecond, where CloudWatch gives no id that would tell them apart.</param>
    public LogLine(LogEvent whole, int copy = 0)
    {
        Scope = whole.Scope;
        Stream = whole.Stream;
        milliseconds = whole.At.ToUnixTimeMilliseconds();
        Level = LogLevels.Of(whole.Message);
        Trace = LogTraces.Of(whole.Message);
        HasEventId = !string.IsNullOrEmpty(whole.Id);
        Id = HasEventId ? EventId(whole) : ContentId(whole, copy);
        Length = Encoding.UTF8.GetByteCount(whole.Message);
        text = Head(whole.Message);
    }

    public LogScope Scope { get; }
    public string Stream { get; }

    /// <summary>A 64-bit digest of CloudWatch's event id: enough to know an event again, a seventh of its size.</summary>
    public ulong Id { get; }

    /// <summary>False for a line of Live Tail, whose <see cref="Id"/> is a digest of what it says.</summary>
    public bool HasEventId { get; }
    public LogSeverity Level { get; }
    public LogTraceRole Trace { get; }

    /// <summary>Of the whole message, bytes.</summary>
    public int Length { get; }

    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    public string Text => Encoding.UTF8.GetString(text);
    public bool IsCut => text.Length < Length;

    /// <summary>What this line costs in memory, bytes, objects included.</summary>
    public int Weight => text.Length + 96;

    /// <summary>awslogs names streams prefix/container/task-id.</summary>
    public string TaskId => Stream[(Stream.LastIndexOf('/') + 1)..];

    public LogEventLink Link => new(Scope.Group, Stream, At, Id);

    /// <summary>The same event, also where a search gave one and Live Tail the other.</summary>
    public bool IsSame(LogLine other) => Stream == other.Stream && Scope.Group == other.Scope.Group
        && (HasEventId == other.HasEventId ? Id == other.Id : milliseconds == other.milliseconds && Length == other.Length && text.AsSpan().SequenceEqual(other.text));

    public static ulong EventId(LogEvent whole) => string.IsNullOrEmpty(whole.Id) ? ContentId(whole) : Digest(whole.Id);

    /// <summary>A digest of stream, time and message, and of how many equal ones came before.</summary>
    public static ulong ContentId(LogEvent whole, int copy = 0) => Digest($"{whole.Stream}\n{whole.At.ToUnixTimeMilliseconds()}\n{whole.Message}{(copy == 0 ? "" : $"\n{copy}")}");

    private static byte[] Head(string message)
    {
        var utf8 = Encoding.UTF8.GetBytes(LogText.Head(message, LongestKept));
        if (utf8.Length <= LongestKept)
            return utf8;
        var end = LongestKept;
        while ((utf8[end] & 0xC0) == 0x80)
            end--;
        return utf8[..end];
    }

    // FNV-1a: the same in every process, so that a link holds.
    private static ulong Digest(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211UL;
        return hash;
    }
}
