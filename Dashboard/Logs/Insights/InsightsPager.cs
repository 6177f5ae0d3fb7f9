using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>How far a query of Logs Insights is.</summary>
/// <param name="BytesScanned">So far, over all targets.</param>
/// <param name="Table">What was found, when it is not lines.</param>
/// <param name="Problem">The engine cannot read the query.</param>
/// <param name="Ended">Why a query ended without being complete; null otherwise.</param>
public sealed record InsightsProgress(bool IsRunning, long BytesScanned, long RecordsMatched, InsightsTable? Table, LogQueryProblem? Problem, string? Ended);

/// <summary>Runs a query of Logs Insights, one a target, and shows what there is while it runs. Whoever stops reading stops the queries.</summary>
public sealed class InsightsPager(InsightsSource source, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    /// <param name="explicitQuery">Sent as it is; null for one made of <paramref name="words"/>.</param>
    public IAsyncEnumerable<LogPage> SearchAsync(IReadOnlyList<LogScope> scopes, TimeSpanUtc span, string? explicitQuery, LogQuery words, CancellationToken cancel = default) =>
        SearchAsync(scopes, span, explicitQuery, words, InsightsTable.MostShown, cancel);

    /// <param name="mostRows">Of a result that is a table.</param>
    public async IAsyncEnumerable<LogPage> SearchAsync(IReadOnlyList<LogScope> scopes, TimeSpanUtc span, string? explicitQuery, LogQuery words, int mostRows, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var runs = scopes.GroupBy(scope => scope.Group.Target).SelectMany(target => target.Chunk(InsightsSource.MostGroups))
            .Select(chunk => new InsightsRun(source, chunk, span, explicitQuery, words)).ToList();
        try
        {
            // Not given up half-way: a query whose id never came could not be stopped.
            await Task.WhenAll(runs.Select(run => run.StartAsync(CancellationToken.None))).ConfigureAwait(false);
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                await Task.WhenAll(runs.Select(run => run.ReadAsync(cancel))).ConfigureAwait(false);
                var progress = Progress(runs, span, mostRows);
                yield return new LogPage([.. runs.SelectMany(run => run.Lines).OrderByDescending(line => line.At)], progress);
                if (progress.Insights is not { IsRunning: true })
                    yield break;
                await Task.Delay(pause, time, cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            // A query that nobody reads goes on scanning, and is paid for.
            using var patience = new CancellationTokenSource(StopPatience, time);
            await Task.WhenAll(runs.Select(run => run.StopAsync(patience.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static LogProgress Progress(List<InsightsRun> runs, TimeSpanUtc span, int mostRows)
    {
        var isRunning = runs.Exists(run => run.IsRunning);
        return new LogProgress(isRunning ? span.To : span.From, runs.Sum(run => run.Reads), [.. runs.SelectMany(run => run.Faults)])
        {
            Insights = new InsightsProgress(
                isRunning,
                runs.Sum(run => run.BytesScanned),
                runs.Sum(run => run.RecordsMatched),
                InsightsTable.Of(runs, mostRows),
                runs.Select(run => run.Problem).FirstOrDefault(problem => problem is not null),
                runs.Select(run => run.Ended).FirstOrDefault(ended => ended is not null)),
        };
    }
}
