using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>One query in one target: started, read until it ends, or stopped.</summary>
internal sealed class InsightsRun(InsightsSource source, IReadOnlyList<LogScope> scopes, TimeSpanUtc span, string? explicitQuery, LogQuery words)
{
    private readonly string target = scopes[0].Group.Target;
    private readonly string query = explicitQuery ?? LogInsightsFilter.Query(words.Terms, InsightsStreams.Condition(scopes));
    private string? id;

    public bool IsExplicit => explicitQuery is not null;
    public bool IsRunning => id is not null;
    public int Reads { get; private set; }
    public long BytesScanned { get; private set; }
    public long RecordsMatched { get; private set; }
    public LogQueryProblem? Problem { get; private set; }
    public string? Ended { get; private set; }
    public string Target => target;
    public ImmutableArray<LogScopeFault> Faults { get; private set; } = [];
    public ImmutableArray<InsightsRow> Rows { get; private set; } = [];

    /// <summary>The rows as log events, newest first; empty when the query gives something else.</summary>
    public ImmutableArray<LogEvent> Lines { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancel)
    {
        var answer = await StartAsync(scopes, span, cancel).ConfigureAwait(false);
        if (answer.Fault is { Kind: FaultKind.Denied or FaultKind.NotFound } && Groups(scopes).Count > 1)
            answer = await WithoutRefusedAsync(cancel).ConfigureAwait(false);
        else if (answer.Fault is { } fault)
            Faults = [.. scopes.Select(scope => new LogScopeFault(scope, fault))];
        (id, Problem) = (answer.Value?.Id, answer.Value?.Problem);
    }

    public async Task ReadAsync(CancellationToken cancel)
    {
        if (id is null)
            return;
        var answer = await source.ResultsAsync(target, id, cancel).ConfigureAwait(false);
        Reads++;
        if (answer.Value is not { } results)
        {
            // The query goes on; only reading it was throttled.
            if (answer.Fault!.Kind == FaultKind.Throttled)
                return;
            Faults = [.. Faults, .. scopes.Select(scope => new LogScopeFault(scope, answer.Fault))];
            await StopAsync(cancel).ConfigureAwait(false);
            return;
        }

        Take(results);
        if (!results.IsEnded)
            return;
        id = null;
        if (results.Status != "Complete")
            Ended = $"Logs Insights ended the query in {target} as {results.Status}.";
    }

    public async Task StopAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref id, null) is { } running)
            await source.StopAsync(target, running, cancel).ConfigureAwait(false);
    }

    private void Take(InsightsResults results)
    {
        (Rows, BytesScanned, RecordsMatched) = (results.Rows, results.BytesScanned, results.RecordsMatched);
        try
        {
            Lines = [.. Rows.Select(Line).OfType<LogEvent>().Where(line => explicitQuery is not null || words.Terms.All(term => term.Allows(line.Message))).OrderByDescending(line => line.At)];
        }
        catch (RegexMatchTimeoutException)
        {
            Problem = new LogQueryProblem($"The expression takes longer than {RegexTerm.Limit.TotalMilliseconds:N0} ms on one line. Make it simpler.", null);
        }
    }

    // One group that is refused refuses the whole query: a second of each tells which, and the query runs over the others.
    private async Task<Answer<InsightsStart>> WithoutRefusedAsync(CancellationToken cancel)
    {
        var probed = await Task.WhenAll(scopes.GroupBy(scope => scope.Group).Select(async group => (Scopes: group.ToList(), Answer: await ProbeAsync([.. group], cancel).ConfigureAwait(false)))).ConfigureAwait(false);
        Faults = [.. probed.Where(one => one.Answer.Fault is not null).SelectMany(one => one.Scopes.Select(scope => new LogScopeFault(scope, one.Answer.Fault!)))];
        var answering = probed.Where(one => one.Answer.Fault is null).SelectMany(one => one.Scopes).ToList();
        if (answering.Count == 0)
            return Faults[0].Fault;
        var answer = await StartAsync(answering, span, cancel).ConfigureAwait(false);
        if (answer.Fault is { } fault)
            Faults = [.. Faults, .. answering.Select(scope => new LogScopeFault(scope, fault))];
        return answer;
    }

    private async Task<Answer<InsightsStart>> ProbeAsync(IReadOnlyList<LogScope> group, CancellationToken cancel)
    {
        var answer = await StartAsync(group, new TimeSpanUtc(span.To.AddSeconds(-1), span.To), cancel).ConfigureAwait(false);
        if (answer.Value?.Id is { } probe)
            await source.StopAsync(target, probe, cancel).ConfigureAwait(false);
        return answer;
    }

    private Task<Answer<InsightsStart>> StartAsync(IReadOnlyList<LogScope> asked, TimeSpanUtc over, CancellationToken cancel) => source.StartAsync(target, Groups(asked), over, query, cancel);

    private static List<string> Groups(IEnumerable<LogScope> scopes) => [.. scopes.Select(scope => scope.Group.Name).Distinct()];

    // A row is a line when it says which: the group and stream as well as time and message.
    private LogEvent? Line(InsightsRow row)
    {
        if (row["@message"] is not { } message || row["@logStream"] is not { } stream || row["@log"] is not { } log || Instant(row["@timestamp"]) is not { } at)
            return null;
        var group = log[(log.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var scope = scopes.FirstOrDefault(scope => scope.Group.Name == group && (explicitQuery is not null || InsightsStreams.Holds(scope, stream)));
        return scope is null ? null : new LogEvent(scope, stream, at, Instant(row["@ingestionTime"]), null, message);
    }

    // As in 2026-01-31 12:00:00.000, UTC.
    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
