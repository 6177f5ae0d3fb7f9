using System.Collections.Immutable;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>Reads one scope from its newest event back. It goes by windows, because pages can be empty and then only a finished window says how far the search came.</summary>
internal sealed class LogWalk(LogSource source, LogScope scope, TimeSpanUtc span, LogQuery? query)
{
    private static readonly TimeSpan FirstWindow = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);
    private TimeSpan length = FirstWindow;
    private readonly DateTimeOffset end = source.EndOf(span);
    private DateTimeOffset windowTo = span.To;
    private string? token;

    public LogScope Scope => scope;

    /// <summary>Everything newer was read, UTC.</summary>
    public DateTimeOffset SearchedBackTo { get; private set; } = span.To;
    public Fault? Fault { get; private set; }
    public bool IsFinished => Fault is not null || windowTo <= span.From;

    public async Task<ImmutableArray<LogEvent>> NextAsync(CancellationToken cancel)
    {
        var windowFrom = windowTo - length < span.From ? span.From : windowTo - length;
        var answer = await source.ReadAsync(scope, new TimeSpanUtc(windowFrom, windowTo == span.To ? end : windowTo), query, token, cancel).ConfigureAwait(false);
        Fault = answer.Fault;
        if (answer.Value is not { } chunk)
            return [];
        token = chunk.NextToken;
        if (token is not null)
        {
            if (chunk.ReadBackTo < SearchedBackTo)
                SearchedBackTo = chunk.ReadBackTo.Value;
            return chunk.Events;
        }

        SearchedBackTo = windowTo = windowFrom;
        length = length * 2 < LongestWindow ? length * 2 : LongestWindow;
        return chunk.Events;
    }
}
