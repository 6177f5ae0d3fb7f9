using System.Collections.Immutable;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Logs.Patterns;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>
/// One comparison of what two revisions of a service wrote, kept while somebody looks at it. One miner reads both, so that a template is the same
/// on both sides, and each round adds only what came since the last: its memory is that of the templates. Not thread-safe.
/// </summary>
/// <remarks>
/// Which lines: the beginning of each revision's time and its end, or the newest minutes of the running one. The beginnings, because tasks
/// that start say what running ones do not, and without the predecessor's own beginning every word of a start would look new. The ends,
/// because they are near each other in time and load. While tasks of both run, the newest minutes and the beginning of the running
/// revision are the same minutes for both. A line counts for the revision whose task wrote it, wherever it was found.
/// </remarks>
public sealed class SinceComparison(SinceQuestion question, SinceReading reading, DateTimeOffset startedAt)
{
    // Longer than images take to be pulled and frameworks to come up.
    private static readonly TimeSpan Starting = TimeSpan.FromMinutes(5);
    private readonly Dictionary<int, Tally> counts = [];
    private readonly List<SinceSpan> read = [];
    private List<TimeSpanUtc> due = reading.Beginnings(question, startedAt);
    private DateTimeOffset readTo = reading.Newest(question, startedAt).From;
    private ImmutableArray<LogScopeFault> faults = [];
    private PatternMiner? miner;
    private long unknown;

    public SinceQuestion Question => question;

    public DateTimeOffset StartedAt => startedAt;

    /// <summary>Reads what was not read yet, and compares.</summary>
    public async Task<Answer<SinceReport>> ReadAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var scopes = await reading.ScopesAsync(question, cancel);
        if (scopes.Value.IsDefaultOrEmpty)
            return scopes.Fault is { } unread ? unread : Report();
        while (Next(now) is { } span)
        {
            var part = await reading.ReadAsync(scopes.Value, span, cancel);
            if (part.Faults.Length == scopes.Value.Length)
                return part.Faults[0].Fault;
            faults = part.Faults;
            if (due.Count > 0)
                due.RemoveAt(0);
            else
                readTo = span.To;
            Take(part, span);
        }

        return Report();
    }

    private TimeSpanUtc? Next(DateTimeOffset now)
    {
        if (due.Count > 0)
            return due[0];
        var settled = now - SinceReading.Lateness;
        return settled > readTo ? new TimeSpanUtc(readTo, settled) : null;
    }

    private void Take(SincePart part, TimeSpanUtc span)
    {
        miner ??= part.Events.IsEmpty ? null : PatternMiner.For(part.Events.Select(whole => SinceText.Of(whole.Message)).OfType<string>());
        long before = 0, after = 0;
        foreach (var whole in part.Events)
        {
            if (SinceText.Of(whole.Message) is not { } text)
                continue;
            var run = reading.RunOf(question.Service, whole.Stream);
            unknown += run is null ? 1 : 0;
            if (run?.Revision != question.Now && run?.Revision != question.Before)
                continue;
            var isNow = run.Revision == question.Now;
            (before, after) = isNow ? (before, after + 1) : (before + 1, after);
            var handle = miner!.Add(text);
            if (!counts.TryGetValue(handle, out var tally))
                counts[handle] = tally = new Tally();
            tally.Count(isNow, whole.At - run.CreatedAt >= Starting, whole.At);
        }

        Add(new SinceSpan(new TimeSpanUtc(part.ReadBackTo, span.To), before, after, part.ReadBackTo > span.From));
    }

    // What follows on what was read whole is one span with it.
    private void Add(SinceSpan span)
    {
        var at = span.IsCut ? -1 : read.FindIndex(one => one.Span.To == span.Span.From);
        if (at < 0)
            read.Add(span);
        else
            read[at] = read[at] with { Span = new TimeSpanUtc(read[at].Span.From, span.Span.To), Before = read[at].Before + span.Before, Now = read[at].Now + span.Now };
    }

    private SinceReport Report()
    {
        var spans = read.OrderBy(span => span.Span.From).ToImmutableArray();
        var found = Templates(spans);
        return new SinceReport(question, [.. found.Take(SinceReport.Most)], Math.Max(0, found.Count - SinceReport.Most), spans, unknown, reading.TasksOf(question.Service, question.Before).Count, faults);
    }

    private List<SinceTemplate> Templates(ImmutableArray<SinceSpan> spans)
    {
        if (miner is null)
            return [];
        var mined = miner.Patterns();
        var sums = mined.All.Select(_ => new Tally()).ToArray();
        foreach (var (handle, tally) in counts)
            sums[mined.ByHandle[handle]].Add(tally);
        var templates = mined.All.Select((pattern, index) => sums[index].Of(SinceText.LevelOf(pattern.Example))).ToArray();
        var kinds = SinceRules.Decide(templates);
        var (steadyBefore, steadyNow) = (templates.Sum(one => one.SteadyBefore), templates.Sum(one => one.SteadyNow));
        var found = mined.All.Select((pattern, index) => kinds[index] is { } kind
            ? Template(pattern, kind, templates[index], sums[index].FirstSeenAt, spans) with { Times = templates[index].Times(steadyBefore, steadyNow) }
            : null);
        return [.. SinceRules.WorstFirst(found.OfType<SinceTemplate>())];
    }

    private SinceTemplate Template(LogPattern pattern, SinceKind kind, SinceCount count, DateTimeOffset first, ImmutableArray<SinceSpan> spans)
    {
        var masked = MaskedExample.Of(pattern);
        var span = (spans.FirstOrDefault(one => one.Span.From <= first && first < one.Span.To) ?? spans[^1]).Span;
        var view = LogView.Empty with { Services = [question.Service], Text = MaskedExample.Query(masked), Range = reading.RangeOf(span) };
        return new SinceTemplate(kind, pattern.Id, count.Level, masked, count.Before, count.Now, first, view.Url);
    }

    private sealed class Tally
    {
        private long before, now, steadyBefore, steadyNow;

        /// <summary>By the running revision.</summary>
        public DateTimeOffset FirstSeenAt { get; private set; } = DateTimeOffset.MaxValue;

        public SinceCount Of(LogSeverity level) => new(level, before, now, steadyBefore, steadyNow);

        public void Count(bool isNow, bool isSteady, DateTimeOffset at)
        {
            var steady = isSteady ? 1 : 0;
            if (isNow)
                (now, steadyNow, FirstSeenAt) = (now + 1, steadyNow + steady, at < FirstSeenAt ? at : FirstSeenAt);
            else
                (before, steadyBefore) = (before + 1, steadyBefore + steady);
        }

        public void Add(Tally other)
        {
            (before, now, steadyBefore, steadyNow) = (before + other.before, now + other.now, steadyBefore + other.steadyBefore, steadyNow + other.steadyNow);
            FirstSeenAt = other.FirstSeenAt < FirstSeenAt ? other.FirstSeenAt : FirstSeenAt;
        }
    }
}
