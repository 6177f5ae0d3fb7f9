using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;
using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

/// <param name="Lines">Newest first.</param>
/// <param name="SearchedBackTo">How far the search came, UTC.</param>
/// <param name="Notes">What keeps the list from being complete, one sentence each.</param>
public sealed record NewestErrorLines(ImmutableArray<LogLine> Lines, DateTimeOffset SearchedBackTo, ImmutableArray<string> Notes);

/// <summary>The newest error lines of a service: one search for everybody who looks at it, while somebody does.</summary>
public sealed class NewestErrors
{
    /// <summary>Finds what most loggers write; whether a line is an error is read from the line itself afterwards.</summary>
    public const string Pattern = "?ERROR ?Error ?error ?Exception ?FATAL ?Fatal ?fatal ?CRITICAL ?Critical ?SEVERE ?panic ?Traceback ?\"fail:\" ?\"\\\"level\\\":50\" ?\"\\\"level\\\":60\"";
    private static readonly LogQuery Question = LogQuery.FromPattern(Pattern);
    private const int Most = 10;
    private const int MostPages = 8;
    private static readonly TimeSpan Back = TimeSpan.FromHours(3);
    private readonly ConcurrentDictionary<ServiceKey, Feed<NewestErrorLines>> known = new();
    private readonly SharedPolls<ServiceKey, ServiceKey> polls;
    private readonly LogPager pager;
    private readonly Feed<FleetSnapshot> fleet;
    private readonly LogScopes scopes;
    private readonly TimeSpan interval;
    private readonly TimeProvider time;

    public NewestErrors(LogPager pager, LogScopes scopes, Feed<FleetSnapshot> fleet, IOptions<LogsOptions> options, TimeProvider time, ILogger<NewestErrors> log)
    {
        (this.pager, this.scopes, this.fleet, this.time, interval) = (pager, scopes, fleet, time, options.Value.NewestErrorsInterval);
        polls = new(key => key, SearchAsync, interval, time, log);
    }

    public int Polls => polls.Count;

    /// <summary>What was found last, at once, and anew every interval while the hold lasts.</summary>
    public Feed<NewestErrorLines> Of(ServiceKey key) => known.GetOrAdd(key, _ => new Feed<NewestErrorLines>());

    public IDisposable Hold(ServiceKey key) => polls.Hold(key);

    private async Task SearchAsync(ServiceKey key, CancellationToken cancel)
    {
        var feed = Of(key);
        var now = time.GetUtcNow();
        if (feed.Current is { Fault: null } fresh && fresh.Age(now) < interval / 2)
            return;

        // A deep link may be the first request of the process.
        await fleet.FirstAnswer.WaitAsync(cancel);
        var selection = scopes.Resolve([key], []);
        var lines = ImmutableArray.CreateBuilder<LogLine>();
        var progress = new LogProgress(now, 0, []);
        await foreach (var page in pager.SearchAsync(selection.Scopes, new TimeSpanUtc(now - Back, now), Question, cancel))
        {
            progress = page.Progress;
            lines.AddRange(page.Events.Select(whole => new LogLine(whole)).Where(line => line.Level >= LogSeverity.Error).Take(Most));
            if (lines.Count >= Most || page.Progress.PagesRead >= MostPages)
                break;
        }

        var found = new NewestErrorLines(Kept([.. lines.OrderByDescending(line => line.At).Take(Most)], feed.Current.Value?.Lines ?? []), progress.SearchedBackTo, selection.Notes);
        if (progress.Faults is not [var first, ..])
            feed.Publish(found, now);
        else if (progress.Faults.Length < selection.Scopes.Length)
            feed.Publish(found, now, first.Fault);
        else
            feed.Fail(first.Fault);
    }

    private static (LogScope, string, DateTimeOffset, ulong) Identity(LogLine line) => (line.Scope, line.Stream, line.At, line.Id);

    // A line that is still there stays the same object, and so stays where it is on the screen: what somebody marked to copy would otherwise be gone.
    private static ImmutableArray<LogLine> Kept(ImmutableArray<LogLine> lines, ImmutableArray<LogLine> before)
    {
        var known = before.GroupBy(Identity).ToDictionary(same => same.Key, same => new Queue<LogLine>(same));
        return lines.Select(line => known.TryGetValue(Identity(line), out var same) && same.TryDequeue(out var old) ? old : line).ToImmutableArray().KeptFrom(before);
    }
}
