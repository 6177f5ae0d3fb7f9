namespace Dashboard.Logs;

/// <summary>The rows of a list: a stack trace that came as many events is one row, and its lines stand below it when somebody opens it. Belongs to one circuit.</summary>
public sealed class LogFolds
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private readonly HashSet<LogLine> opened = [];
    private readonly Dictionary<LogLine, List<LogLine>> following = [];
    private readonly Dictionary<LogLine, LogLine> heads = [];
    private (List<LogLine>? Lines, int Count, LogLine? Newest, LogLine? Oldest) taken;

    /// <summary>Newest first, but what follows an opened row is below it in the order it was written.</summary>
    public List<LogLine> Rows { get; private set; } = [];

    /// <param name="lines">Newest first; all that there are.</param>
    public void Take(List<LogLine> lines)
    {
        var now = (lines, lines.Count, lines.FirstOrDefault(), lines.LastOrDefault());
        if (now == taken)
            return;
        taken = now;
        following.Clear();
        heads.Clear();
        if (lines.Exists(line => line.Trace != LogTraceRole.None))
            Fold(lines);
        opened.RemoveWhere(head => !following.ContainsKey(head));
        Arrange();
    }

    /// <summary>The lines that belong to this one, oldest first.</summary>
    public IReadOnlyList<LogLine> Following(LogLine line) => following.GetValueOrDefault(line) ?? [];

    public bool IsFollowing(LogLine line) => heads.ContainsKey(line);

    public bool IsOpen(LogLine line) => opened.Contains(line);

    public LogLine HeadOf(LogLine line) => heads.GetValueOrDefault(line, line);

    /// <summary>Opens or closes the event that the line belongs to; null turns it over.</summary>
    public void Turn(LogLine line, bool? open = null)
    {
        var head = HeadOf(line);
        if (!following.ContainsKey(head) || open == IsOpen(head))
            return;
        if (!opened.Remove(head))
            opened.Add(head);
        Arrange();
    }

    /// <summary>-1 when it is not among the rows.</summary>
    public int RowOf(LogEventLink link) => Rows.FindIndex(row => row.At == link.At && row.Link == link);

    private void Fold(List<LogLine> lines)
    {
        var newest = new Dictionary<(LogGroupKey Group, string Stream), LogLine>();
        for (var at = lines.Count - 1; at >= 0; at--)
        {
            var line = lines[at];
            var stream = (line.Scope.Group, line.Stream);
            if (line.Trace != LogTraceRole.None && newest.TryGetValue(stream, out var before) && line.At - before.At <= LongestPause)
                Join(line, HeadOf(before));
            newest[stream] = line;
        }
    }

    private void Join(LogLine line, LogLine head)
    {
        if (line.Trace == LogTraceRole.Tail && head.Level < LogSeverity.Warning && head.Trace == LogTraceRole.None && !following.ContainsKey(head))
            return;
        if (!following.TryGetValue(head, out var lines))
            following[head] = lines = [];
        lines.Add(line);
        heads[line] = head;
    }

    private void Arrange()
    {
        if (heads.Count == 0)
        {
            Rows = taken.Lines ?? [];
            return;
        }

        var rows = new List<LogLine>(taken.Count);
        foreach (var line in taken.Lines!.Where(line => !heads.ContainsKey(line)))
        {
            rows.Add(line);
            if (opened.Contains(line))
                rows.AddRange(following[line]);
        }

        Rows = rows;
    }
}
