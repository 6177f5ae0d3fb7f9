using System.Collections.Immutable;

namespace Dashboard.Logs;

/// <summary>A search as one ordered stream of at most so many lines. A line waits until every scope has read past it.</summary>
public sealed class LogExportRun(IAsyncEnumerable<LogPage> pages, int most)
{
    private readonly List<LogEvent> waiting = [];
    private bool isCut;

    public ImmutableArray<LogScopeFault> Faults { get; private set; } = [];

    /// <summary>What the file lacks, for its last row; null when it is complete. Known once all lines were taken.</summary>
    public string? Notice => (isCut, Faults) switch
    {
        (true, _) => $"Not complete: an export holds {most:N0} lines at most. Narrow the range or the query.",
        (_, [var first, ..]) => $"Not complete: {first.Scope.Group} could not be read to the end. {first.Fault.Message}",
        _ => null,
    };

    public async IAsyncEnumerable<LogEvent> LinesAsync()
    {
        var given = 0;
        await foreach (var page in pages)
        {
            Faults = page.Progress.Faults;
            waiting.AddRange(page.Events);
            foreach (var line in Ready(page.Progress.SearchedBackTo))
            {
                if (given++ == most)
                {
                    isCut = true;
                    yield break;
                }

                yield return line;
            }
        }

        foreach (var line in Ready(DateTimeOffset.MinValue).Take(most - given))
            yield return line;
    }

    private List<LogEvent> Ready(DateTimeOffset searchedBackTo)
    {
        var ready = waiting.Where(line => line.At >= searchedBackTo).OrderByDescending(line => line.At).ToList();
        waiting.RemoveAll(line => line.At >= searchedBackTo);
        return ready;
    }
}
