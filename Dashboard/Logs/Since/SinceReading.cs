using System.Collections.Immutable;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Ui;
using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

/// <summary>What was read of one span.</summary>
/// <param name="Events">Newest first.</param>
/// <param name="ReadBackTo">Where the bound was reached, UTC; the span's beginning when it was not.</param>
public sealed record SincePart(ImmutableArray<LogEvent> Events, DateTimeOffset ReadBackTo, ImmutableArray<LogScopeFault> Faults);

/// <summary>Which minutes two revisions are compared by, and the lines in them.</summary>
public sealed class SinceReading(LogPager pager, LogScopes scopes, TaskRevisions revisions, TaskDefinitionsSource definitions, IOptions<LogsOptions> options)
{
    /// <summary>How long after it was written CloudWatch may take to give a line.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromSeconds(10);
    private readonly TimeSpan length = options.Value.NewSinceSpan;

    /// <summary>The newest minutes of the running revision, none before it began.</summary>
    internal TimeSpanUtc Newest(SinceQuestion question, DateTimeOffset now)
    {
        var from = now - length;
        var first = question.NowSince + length;

        // No gap for what lies between two spans that nearly meet.
        return new TimeSpanUtc(from > first ? from : question.NowSince < now ? question.NowSince : now, now);
    }

    /// <summary>What is read once; what overlaps is one span. The running revision's newest minutes begin where these end.</summary>
    internal List<TimeSpanUtc> Beginnings(SinceQuestion question, DateTimeOffset now)
    {
        var newest = Newest(question, now).From;
        var wanted = new List<TimeSpanUtc>();
        if (question.BeforeSince is { } began)
            wanted.Add(new(began, began + length));
        if (question.BeforeUntil is { } left)
            wanted.Add(new(left - length, left));
        wanted.Add(new(question.NowSince, question.NowSince + length));
        var merged = new List<TimeSpanUtc>();
        foreach (var span in wanted.Select(span => span with { To = span.To < newest ? span.To : newest }).Where(span => span.From < span.To).OrderBy(span => span.From))
        {
            if (merged is [.., var last] && span.From <= last.To)
                merged[^1] = last with { To = span.To > last.To ? span.To : last.To };
            else
                merged.Add(span);
        }

        return merged;
    }

    internal TaskRun? RunOf(ServiceKey service, string stream) => revisions.RunOf(service, stream);

    internal IReadOnlyList<TaskRun> TasksOf(ServiceKey service, TaskDefinitionRef revision) => revisions.TasksOf(service, revision);

    /// <summary>Where both revisions write; none when neither logs to CloudWatch.</summary>
    internal async Task<(ImmutableArray<LogScope> Value, Fault? Fault)> ScopesAsync(SinceQuestion question, CancellationToken cancel)
    {
        await revisions.LoadAsync(cancel);
        var answers = await Task.WhenAll(new[] { question.Now, question.Before }.Select(revision => definitions.ReadAsync(question.Service.Target, revision, cancel)));
        var known = answers.Select(answer => answer.Value).OfType<TaskDefinitionDetail>().ToList();
        if (known.Count == 0)
            return ([], answers[0].Fault);
        var tasks = revisions.TasksOf(question.Service, question.Now).Concat(revisions.TasksOf(question.Service, question.Before));
        return (scopes.OfRevisions(question.Service, known, tasks.Select(task => task.Id)), null);
    }

    internal async Task<SincePart> ReadAsync(ImmutableArray<LogScope> from, TimeSpanUtc span, CancellationToken cancel)
    {
        var events = ImmutableArray.CreateBuilder<LogEvent>();
        var progress = new LogProgress(span.From, 0, []);
        await foreach (var page in pager.SearchAsync(from, span, null, cancel))
        {
            progress = page.Progress;
            events.AddRange(page.Events);
            if (events.Count >= options.Value.NewSinceLines)
                break;
        }

        // With the last page every scope that answers has been read to the beginning.
        return new SincePart(events.ToImmutable(), progress.SearchedBackTo > span.From ? progress.SearchedBackTo : span.From, progress.Faults);
    }

    /// <summary>The span as the address of a search; of a long one, what is searched without Logs Insights.</summary>
    internal TimeRange RangeOf(TimeSpanUtc span)
    {
        var longest = options.Value.LongestPagedRange;
        var shown = span.Length <= longest ? span : span with { From = span.To - longest };
        return new TimeRange { Name = "custom", Fixed = new TimeSpanUtc(Second(shown.From), Second(shown.To).AddSeconds(1)) };
    }

    private static DateTimeOffset Second(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
