using System.Collections.Concurrent;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Logs;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback;

/// <summary>What the running revision of a service writes that its predecessor did not.</summary>
/// <param name="Now">What runs; null when ECS does not say.</param>
/// <param name="Before">What it is compared with; null when there is nothing.</param>
/// <param name="Report">Null when nothing could be compared; <paramref name="Missing"/> says why, in a sentence.</param>
public sealed record NewSinceReading(TaskDefinitionRef? Now, string? NowVersion, Predecessor? Before, SinceReport? Report, string? Missing);

/// <summary>Compares the running revision of a service with its predecessor by their log lines: one comparison for everybody who looks, while somebody does.</summary>
public sealed class NewSince
{
    private static readonly TimeSpan KeptAfterTheLast = TimeSpan.FromMinutes(2);

    // What is newest would drown in what was compared for hours.
    private static readonly TimeSpan BegunAnewAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private const int MostLooks = 30;
    private readonly ConcurrentDictionary<ServiceKey, Feed<NewSinceReading>> known = new();
    private readonly SharedPolls<ServiceKey, Watched> polls;
    private readonly RollbackPlanner planner;
    private readonly ServiceWatch watch;
    private readonly Feed<FleetSnapshot> fleet;
    private readonly Feed<TasksSnapshot> tasks;
    private readonly SinceReading reading;
    private readonly TimeProvider time;

    public NewSince(RollbackPlanner planner, ServiceWatch watch, Feed<FleetSnapshot> fleet, Feed<TasksSnapshot> tasks, SinceReading reading, IOptions<LogsOptions> options, TimeProvider time, ILogger<NewSince> log)
    {
        (this.planner, this.watch, this.fleet, this.tasks, this.reading, this.time) = (planner, watch, fleet, tasks, reading, time);
        polls = new(key => new Watched(key), LookAsync, options.Value.NewSinceInterval, time, log) { Grace = _ => KeptAfterTheLast };
    }

    public int Polls => polls.Count;

    /// <summary>What was found last, at once, and anew every interval while a hold lasts.</summary>
    public Feed<NewSinceReading> Of(ServiceKey key) => known.GetOrAdd(key, _ => new Feed<NewSinceReading>());

    public IDisposable Hold(ServiceKey key) => polls.Hold(key);

    /// <summary>Compares once, for whoever does not go on looking.</summary>
    public async Task<Reading<NewSinceReading>> LookAsync(ServiceKey key, CancellationToken cancel)
    {
        await LookAsync(new Watched(key), cancel);
        return Of(key).Current;
    }

    private async Task LookAsync(Watched watched, CancellationToken cancel)
    {
        var feed = Of(watched.Key);

        // A deep link may be the first request of the process.
        await Task.WhenAll(fleet.FirstAnswer, tasks.FirstAnswer).WaitAsync(cancel);
        for (var look = 0; look < MostLooks && watch.Of(watched.Key) is { History: null }; look++)
            await Task.Delay(LookAgain, time, cancel);
        var now = time.GetUtcNow();
        if (planner.Sketch(watched.Key) is not { } plan || watch.Of(watched.Key) is not { } service)
        {
            feed.Publish(new NewSinceReading(null, null, null, null, $"No service {watched.Key} is watched here."), now);
            return;
        }

        var before = Predecessor.In(plan);
        var found = new NewSinceReading(plan.Current, plan.CurrentVersion, before, null, null);
        if (plan.Current is not { } current || before?.Against(service, current) is not { } question)
        {
            feed.Publish(found with { Missing = WhyNothing(plan) }, now);
            return;
        }

        var comparison = watched.On(question, reading, now, BegunAnewAfter);
        var answer = await comparison.ReadAsync(now, cancel);
        if (answer.Value is { } report)
            feed.Publish(found with { Report = report, Missing = WhyNothing(report) }, now, report.Faults is [var first, ..] ? first.Fault : null);
        else
            feed.Fail(answer.Fault!);
    }

    private static string WhyNothing(RollbackPlan plan) =>
        plan.Current is null ? "ECS does not say which revision runs."
        : plan.HistoryMissing is { } missing ? $"{missing} So there is nothing to compare {plan.Current} with."
        : $"No other revision is known to have served before {plan.Current}, so there is nothing to compare it with.";

    private static string? WhyNothing(SinceReport report) => report switch
    {
        { Spans.IsEmpty: true } => $"Neither {report.Question.Now} nor {report.Question.Before} logs to CloudWatch by the awslogs driver, so there are no lines to compare.",
        { KnownTasksBefore: 0 } => $"Which log streams {report.Question.Before} wrote is not known: its tasks had stopped, and ECS had forgotten them, before they were seen here.",
        { Before: 0 } => $"No line of {report.Question.Before} was found in the minutes that were read, so nothing can be called new.",
        { Now: 0 } => $"No line of {report.Question.Now} was found yet.",
        _ => null,
    };

    private sealed class Watched(ServiceKey key)
    {
        private SinceComparison? comparison;

        public ServiceKey Key => key;

        public SinceComparison On(SinceQuestion question, SinceReading reading, DateTimeOffset now, TimeSpan atMost) =>
            comparison is { } kept && kept.Question == question && now - kept.StartedAt < atMost ? kept : comparison = new SinceComparison(question, reading, now);
    }
}
