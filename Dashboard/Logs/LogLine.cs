using System.Text;

namespace Dashboard.Logs;

/// <summary>A log event as CloudWatch gave it, whole.</summary>
/// <param name="IngestedAt">When CloudWatch took it in, UTC; null where the endpoint does not say.</param>
/// <param name="Id">CloudWatch's event id; null where the endpoint gives none.</param>
public sealed record LogEvent(LogScope Scope, string Stream, DateTimeOffset At, DateTimeOffset? IngestedAt, string? Id, string Message);

/// <summary>A log event as a viewer keeps it by the ten thousand: the level read, a long message cut, the text packed with that of its neighbours.</summary>
public sealed class LogLine
{
    /// <summary>Bytes; more of a message is fetched again when somebody opens the line.</summary>
    public const int LongestKept = 4096;

    // This object and its place in a list.
    private const int ObjectBytes = 84;
    private readonly PackedText text;
    private readonly int offset;
    private readonly int kept;
    private readonly long milliseconds;
    private readonly short minutesToArrive;

    /// <param name="copy">How many equal events came before it in the same stream and millisecond, where CloudWatch gives no id that would tell them apart.</param>
    public LogLine(LogEvent whole, int copy = 0)
        : this(whole, copy, Head(whole.Message))
    {
    }

    private LogLine(LogEvent whole, int copy, byte[] head)
        : this(whole, copy, new PackedText(head), 0, head.Length)
    {
    }

    private LogLine(LogEvent whole, int copy, PackedText text, int offset, int kept)
    {
        (this.text, this.offset, this.kept) = (text, offset, kept);
        Scope = whole.Scope;
        Stream = whole.Stream;
        milliseconds = whole.At.ToUnixTimeMilliseconds();
        minutesToArrive = (short)Math.Clamp(((whole.IngestedAt ?? whole.At) - whole.At).TotalMinutes, short.MinValue, short.MaxValue);
        Level = LogLevels.Of(whole.Message);
        Trace = LogTraces.Of(whole.Message);
        HasEventId = !string.IsNullOrEmpty(whole.Id);
        Id = HasEventId ? EventId(whole) : ContentId(whole, copy);
        Length = Encoding.UTF8.GetByteCount(whole.Message);
    }

    /// <summary>The same events in the same order, their text packed together.</summary>
    public static List<LogLine> Packed(IReadOnlyList<LogEvent> events)
    {
        var lines = new List<LogLine>(events.Count);
        var heads = new List<byte[]>();
        var size = 0;
        for (var at = 0; at < events.Count; at++)
        {
            heads.Add(Head(events[at].Message));
            if (at + 1 < events.Count && (size += heads[^1].Length) < PackedText.Largest)
                continue;
            var text = new PackedText([.. heads.SelectMany(head => head)]);
            var offset = 0;
            foreach (var head in heads)
            {
                lines.Add(new LogLine(events[lines.Count], 0, text, offset, head.Length));
                offset += head.Length;
            }

            heads.Clear();
            size = 0;
        }

        return lines;
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

    /// <summary>How long after its own time CloudWatch took it in, whole minutes; negative when that time lay ahead, zero where it is not known.</summary>
    public TimeSpan ArrivedAfter => TimeSpan.FromMinutes(minutesToArrive);
    public string Text => Encoding.UTF8.GetString(Bytes);
    public bool IsCut => kept < Length;

    /// <summary>What this line costs in memory, bytes, objects and its share of the packed text included.</summary>
    public int Weight => ObjectBytes + text.WeightOf(kept);

    /// <summary>awslogs names streams prefix/container/task-id.</summary>
    public string TaskId => Stream[(Stream.LastIndexOf('/') + 1)..];

    public LogEventLink Link => new(Scope.Group, Stream, At, Id);

    /// <summary>The same event, also where a search gave one and Live Tail the other.</summary>
    public bool IsSame(LogLine other) => Stream == other.Stream && Scope.Group == other.Scope.Group
        && (HasEventId == other.HasEventId ? Id == other.Id : milliseconds == other.milliseconds && Length == other.Length && Bytes.SequenceEqual(other.Bytes));

    public static ulong EventId(LogEvent whole) => string.IsNullOrEmpty(whole.Id) ? ContentId(whole) : Digest(whole.Id);

    /// <summary>A digest of stream, time and message, and of how many equal ones came before.</summary>
    public static ulong ContentId(LogEvent whole, int copy = 0) => Digest($"{whole.Stream}\n{whole.At.ToUnixTimeMilliseconds()}\n{whole.Message}{(copy == 0 ? "" : $"\n{copy}")}");

    private ReadOnlySpan<byte> Bytes => text.Slice(offset, kept);

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
