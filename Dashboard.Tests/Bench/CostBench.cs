using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Dashboard.Aws;
using Dashboard.Logs;
using Dashboard.Simulator;
using Dashboard.Tests.Logs;
using Dashboard.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Bench;

/// <summary>AWS calls and dollars of a search by each engine, counted by the app's own meter against the simulated AWS. The bound on a page's lines holds, so a search by pages stops where the page would.</summary>
internal static class CostBench
{
    // What is commonly quoted; the first 1,800 minutes of a month are free.
    private const decimal DollarsPerTailMinute = 0.01m;
    private const string Word = "order";

    public static async Task RunAsync()
    {
        using var calls = new CountedCalls();
        Console.WriteLine($"{"search",-24} {"engine",-16} {"planned",-8} {"lines",8} {"seconds",8} {"calls",6} {"scanned",10} {"dollars",10} {"estimated",10}  part of AWS's quota while it ran (calls)");
        await using var aws = await SimulatedAws.StartAsync();
        const string First = "/ecs/shop/checkout";
        var busiest = aws.World.In(SimulatedWorld.Production).Logs.DescribeLogGroups().OrderByDescending(group => group.StoredBytes).Select(group => group.LogGroupName).Prepend(First).Distinct().Take(5).ToArray();
        foreach (var (name, groups, range) in new[] { ("1 group, 15 min", busiest[..1], TimeSpan.FromMinutes(15)), ("1 group, 24 h", busiest[..1], TimeSpan.FromHours(24)), ("5 groups, 1 h", busiest, TimeSpan.FromHours(1)) })
            foreach (var engine in Enum.GetValues<LogEngine>())
                await SearchAsync(aws.Uri, calls, name, LogsRoom.Groups(groups), range, engine);
        await FollowAsync(calls, First, "polls", sessions: "0");
        await FollowAsync(calls, First, "Live Tail", sessions: "15");
        Console.WriteLine($"“{Word}” was searched. Prices: FilterLogEvents free; Logs Insights ${new LogsOptions().InsightsDollarsPerGigabyte} a GB scanned; Live Tail ${DollarsPerTailMinute} a minute, as commonly quoted, after 1,800 free minutes a month.");
    }

    private static async Task SearchAsync(Uri aws, CountedCalls calls, string name, ImmutableArray<LogScope> scopes, TimeSpan range, LogEngine engine)
    {
        await using var room = Room(aws, TimeProvider.System, "0");
        var options = room.GetRequiredService<IOptions<LogsOptions>>().Value;
        using var search = new LogSearch(room.GetRequiredService<LogPager>(), options);
        var (now, query) = (DateTimeOffset.UtcNow, LogQuery.FromWords(Word));
        var span = new TimeSpanUtc(now - range, now);
        var view = LogView.Empty with { Groups = [.. scopes.Select(scope => scope.Group)], Text = Word, Range = new TimeRange { Name = "custom", Fixed = span } };
        var plan = await room.GetRequiredService<LogPlanner>().PlanAsync(view, scopes, span, default);
        var sizes = await Task.WhenAll(scopes.Select(async scope => (await room.GetRequiredService<InsightsSource>().SizeAsync(scope.Group, default)).Value));
        calls.Clear();
        var begun = Stopwatch.GetTimestamp();
        if (engine == LogEngine.Pages)
            await search.RunAsync(scopes, span, query, () => { });
        else
            await search.RunAsync(scopes.Length, span, cancel => room.GetRequiredService<InsightsPager>().SearchAsync(scopes, span, null, query, cancel), () => { });
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var scanned = engine == LogEngine.Insights ? search.Progress?.Insights?.BytesScanned : null;
        var (dollars, estimate) = (InsightsCost.DollarsOf(scanned ?? 0, options.InsightsDollarsPerGigabyte), engine == LogEngine.Insights ? InsightsCost.Of(sizes, range, options.InsightsDollarsPerGigabyte).Dollars : 0);
        Print(name, engine == LogEngine.Pages ? "FilterLogEvents" : "Logs Insights", plan.Engine == engine ? "this" : "", search.Lines.Count, seconds, calls, scanned, dollars, estimate, search.State == LogSearchState.Complete ? "" : $"; {search.State.ToString().ToLowerInvariant()} at {span.To - search.Progress!.SearchedBackTo:hh\\:mm\\:ss} back");
    }

    // Ten minutes in one: the app and the simulated AWS are on the same fast clock.
    private static async Task FollowAsync(CountedCalls calls, string group, string engine, string sessions)
    {
        const int Speed = 10, Minutes = 10;
        var time = new FastTime(Speed);
        await using var aws = await SimulatedAws.StartAsync(time);
        await using var room = Room(aws.Uri, time, sessions);
        var lines = 0;
        calls.Clear();
        using var tail = room.GetRequiredService<LogTails>().Follow(LogsRoom.Groups(group), LogQuery.Everything, () => { });
        for (var second = 0; second < Minutes * 60; second += Speed)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            lines += tail.Take().Lines.Length;
        }

        Print("1 group for 10 min", engine, sessions == "0" ? "" : "this", lines, Minutes * 60, calls, null, sessions == "0" ? 0 : Minutes * DollarsPerTailMinute, 0, "");
    }

    private static ServiceProvider Room(Uri aws, TimeProvider time, string sessions) => new ServiceCollection().AddLogsRoom(aws, time, ("Logs:LiveTailSessions", sessions)).BuildServiceProvider();

    private static void Print(string name, string engine, string planned, int lines, double seconds, CountedCalls calls, long? scanned, decimal dollars, decimal estimate, string note)
    {
        var shares = calls.ByOperation.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Operation[5..]} {100 * row.Calls / (CallQuota.Of(row.Operation, SimulatedWorld.Production).PerSecond * Math.Max(1, seconds)):0.#} % ({row.Calls})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24} {engine,-16} {planned,-8} {lines,8:N0} {seconds,8:0.0} {calls.ByOperation.Sum(row => row.Calls),6} {(scanned is { } bytes ? Format.Bytes(bytes) : ""),10} {dollars,10:0.000000} {estimate,10:0.000000}  {string.Join(", ", shares)}{note}"));
    }
}
