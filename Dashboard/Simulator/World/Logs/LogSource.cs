using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>One service's log group: events are drawn second by second from its traffic, errors and tasks, in either direction.</summary>
internal sealed class LogSource(SimService service)
{
    public const int RetentionDays = 30;
    private readonly Lock gate = new();
    private (ServingTimeline Of, LogDraft[] Drafts) occasions;

    public IEnumerable<LogEvent> Events(long from, long to, bool newestFirst, LogPosition? after, IReadOnlySet<string>? streams)
    {
        var now = service.Clock.Now;
        from = Math.Max(from, (now - TimeSpan.FromDays(RetentionDays)).ToUnixTimeMilliseconds());
        to = Math.Min(to, now.ToUnixTimeMilliseconds() + 1);
        if (to <= from)
            yield break;
        var drafting = new SecondOfLogs(service, service.Serving, Occasions());
        var (first, last) = (Seconds(from), Seconds(to - 1));
        var second = after is { } seen ? Math.Clamp(seen.Second, first, last) : newestFirst ? last : first;
        for (; second >= first && second <= last; second += newestFirst ? -1 : 1)
        {
            var drafts = drafting.Of(second);
            for (var n = 0; n < drafts.Count; n++)
            {
                var index = newestFirst ? drafts.Count - 1 - n : n;
                var draft = drafts[index];
                if (draft.Milliseconds < from || draft.Milliseconds >= to || IsBehind(after, second, index, newestFirst) || streams?.Contains(draft.Task.StreamName) == false)
                    continue;
                yield return Write(draft, new LogPosition(second, index));
            }
        }
    }

    private static long Seconds(long milliseconds) => Math.DivRem(milliseconds, 1000).Quotient;

    private static bool IsBehind(LogPosition? after, long second, int index, bool newestFirst) =>
        after is { } seen && (second == seen.Second ? newestFirst ? index >= seen.Index : index <= seen.Index : newestFirst ? second > seen.Second : second < seen.Second);

    private LogEvent Write(LogDraft draft, LogPosition position) => new(
        string.Create(CultureInfo.InvariantCulture, $"38{draft.Milliseconds:D13}{draft.Chance:D20}{position.Index:D21}"),
        draft.Task.StreamName,
        draft.Milliseconds,
        draft.Milliseconds + 180 + (long)(draft.Chance % 700),
        LogText.Of(service.Spec, draft),
        position);

    private LogDraft[] Occasions()
    {
        var serving = service.Serving;
        lock (gate)
        {
            if (occasions.Of != serving)
                occasions = (serving, LogOccasions.Of(service, serving));
            return occasions.Drafts;
        }
    }
}
