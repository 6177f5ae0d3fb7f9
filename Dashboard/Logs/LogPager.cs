using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>Why one scope of several brought nothing more.</summary>
public sealed record LogScopeFault(LogScope Scope, Fault Fault);

/// <param name="SearchedBackTo">Everything newer was read in every scope that answers, UTC.</param>
/// <param name="PagesRead">Calls of FilterLogEvents so far.</param>
public sealed record LogProgress(DateTimeOffset SearchedBackTo, int PagesRead, ImmutableArray<LogScopeFault> Faults)
{
    /// <summary>Null where pages are read, and not a query's results.</summary>
    public InsightsProgress? Insights { get; init; }
}

/// <param name="Events">Newest first, of one scope; may be empty.</param>
public sealed record LogPage(ImmutableArray<LogEvent> Events, LogProgress Progress);

/// <summary>Searches several scopes at once, newest first. No scope reads on while another lags behind it in time, so what was found is the newest there is whenever the search stops.</summary>
public sealed class LogPager(LogSource source)
{
    public async IAsyncEnumerable<LogPage> SearchAsync(IReadOnlyList<LogScope> scopes, TimeSpanUtc span, LogQuery? query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var walks = scopes.Select(scope => new LogWalk(source, scope, span, query)).ToList();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = walks.ToDictionary(walk => walk.NextAsync(ended.Token));
        try
        {
            for (var pages = 1; reading.Count > 0; pages++)
            {
                var read = await Task.WhenAny(reading.Keys).WaitAsync(cancel).ConfigureAwait(false);
                reading.Remove(read);
                var events = await read.ConfigureAwait(false);

                // Before anything is read on: the progress must not run ahead of the events that it goes with.
                var page = new LogPage(events, Progress(walks, pages, span));
                ReadOn(walks, reading, ended.Token);
                yield return page;
            }
        }
        finally
        {
            // Whoever has enough leaves reads in flight, and each costs a call of the account's quota.
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll((IEnumerable<Task>)reading.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void ReadOn(List<LogWalk> walks, Dictionary<Task<ImmutableArray<LogEvent>>, LogWalk> reading, CancellationToken cancel)
    {
        var unfinished = walks.Where(walk => !walk.IsFinished).ToList();
        if (unfinished.Count == 0)
            return;
        var newest = unfinished.Max(walk => walk.SearchedBackTo);
        foreach (var walk in unfinished.Where(walk => walk.SearchedBackTo == newest && !reading.ContainsValue(walk)))
            reading.Add(walk.NextAsync(cancel), walk);
    }

    private static LogProgress Progress(List<LogWalk> walks, int pages, TimeSpanUtc span) => new(
        walks.Where(walk => walk.Fault is null).Select(walk => walk.SearchedBackTo).DefaultIfEmpty(span.To).Max(),
        pages,
        [.. walks.Where(walk => walk.Fault is not null).Select(walk => new LogScopeFault(walk.Scope, walk.Fault!))]);
}
