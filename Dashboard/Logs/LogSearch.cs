using System.Collections.Immutable;
using Dashboard.Logs.Patterns;
using Dashboard.Ui;

namespace Dashboard.Logs;

public enum LogSearchState
{
    /// <summary>Nothing was asked yet.</summary>
    Idle,
    Running,

    /// <summary>The person stopped it.</summary>
    Stopped,

    /// <summary>It reached the start of the range.</summary>
    Complete,

    /// <summary>It stopped at the bound of what one search may read.</summary>
    Full,

    /// <summary>No scope answered.</summary>
    Failed,
}

/// <summary>One viewer's search: start, watch it grow, stop. Lives on one circuit's dispatcher and is not thread-safe.</summary>
public sealed class LogSearch(LogPager pager, LogsOptions options) : IDisposable
{
    private CancellationTokenSource? running;

    /// <summary>The newest, as many as one viewer may keep.</summary>
    public LogLines Lines { get; } = new(options.MaxLines, options.MaxMegabytesPerViewer * 1024L * 1024L);

    /// <summary>Of all lines that were read, kept or not.</summary>
    public LogCounts Counts { get; private set; } = new(default);
    /// <summary>Null in a search for lines; in one for patterns no line is kept.</summary>
    public PatternSearch? Patterns { get; private set; }
    public LogSearchState State { get; private set; }

    /// <summary>Null until the first page answered.</summary>
    public LogProgress? Progress { get; private set; }
    public TimeSpanUtc Span { get; private set; }
    public ImmutableArray<LogScopeFault> Faults => Progress?.Faults ?? [];

    /// <summary>Forgets what was found and searches anew. Completes when the search ends, however it ends.</summary>
    /// <param name="changed">Called after each page and at the end.</param>
    /// <param name="patterns">Takes the lines instead of <see cref="Lines"/>; null for a search for lines.</param>
    public Task RunAsync(IReadOnlyList<LogScope> scopes, TimeSpanUtc span, LogQuery? query, Action changed, PatternSearch? patterns = null) =>
        RunAsync(scopes.Count, span, cancel => pager.SearchAsync(scopes, span, query, cancel), changed, patterns);

    /// <summary>The same over pages that come from elsewhere.</summary>
    public async Task RunAsync(int scopes, TimeSpanUtc span, Func<CancellationToken, IAsyncEnumerable<LogPage>> pages, Action changed, PatternSearch? patterns = null)
    {
        Reset(scopes == 0 ? LogSearchState.Idle : LogSearchState.Running);
        if (scopes == 0)
            return;
        (Span, Counts, Patterns) = (span, new LogCounts(span), patterns);
        var mine = running = new CancellationTokenSource();
        try
        {
            await foreach (var page in pages(mine.Token))
            {
                // A running query gives its whole result anew each time, and what was in it may fall out of it.
                var isAnew = page.Progress.Insights is not null;
                var lines = await Task.Run(() => Take(page.Events, isAnew, patterns), mine.Token);
                if (mine.IsCancellationRequested)
                    return;
                if (isAnew)
                    Forget();
                Counts.Add(lines);
                if (patterns is null)
                    Lines.Merge(lines);
                Progress = page.Progress;
                if (Counts.Total >= options.MaxLines)
                    break;
                changed();
            }

            if (patterns is not null)
                await Task.Run(patterns.Refresh, mine.Token);
            End(Faults.Length >= scopes || Progress?.Insights?.Problem is not null ? LogSearchState.Failed : Counts.Total >= options.MaxLines ? LogSearchState.Full : LogSearchState.Complete);
            changed();
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // Stopped, or a newer search took its place; State says which.
        }
        finally
        {
            await mine.CancelAsync();
            mine.Dispose();
        }
    }

    public void Stop()
    {
        if (State != LogSearchState.Running)
            return;
        End(LogSearchState.Stopped);
        Patterns?.Refresh();
    }

    /// <summary>Back to nothing asked.</summary>
    public void Clear() => Reset(LogSearchState.Idle);

    public void Dispose() => Reset(LogSearchState.Idle);

    private static List<LogLine> Take(ImmutableArray<LogEvent> events, bool isAnew, PatternSearch? patterns)
    {
        patterns?.Read(events, isAnew);
        return LogLine.Packed(events);
    }

    private void Reset(LogSearchState state)
    {
        End(state);
        Forget();
        (Progress, Patterns) = (null, null);
    }

    private void Forget()
    {
        Lines.Clear();
        Counts.Clear();
    }

    private void End(LogSearchState state)
    {
        State = state;
        Interlocked.Exchange(ref running, null)?.Cancel();
    }
}
