using System.Diagnostics;
using Dashboard.Aws;
using Dashboard.Logs;
using Dashboard.Tests.Browser;
using Dashboard.Tests.Logs;
using Dashboard.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Bench;

/// <summary>
/// A million matching lines on the real <c>/logs</c>, tabs without a browser on the other end of real circuits: when the first rows come, how fast
/// lines are read, what a viewer holds. Beside it a list of the whole events, which a plain page would keep, and its rows all rendered.
/// </summary>
internal static class SearchBench
{
    private const int Times = 7;
    private const string Page = $"/logs?group=production:{MillionLogs.Group}&q=basket&range=1h";

    public static async Task RunAsync(int viewers)
    {
        Console.WriteLine($"{MillionLogs.Lines:N0} lines match; {Environment.ProcessorCount} cores hold CloudWatch, the app and the tabs' ends of the circuits.");
        await using var logs = await MillionLogs.StartAsync();
        await FirstRowsAsync(logs);
        await MemoryAsync(logs, viewers);
        await BaselineAsync(logs);
    }

    // Each time the app is a new one, so that the budget's burst is as full as for somebody who comes to a quiet dashboard.
    private static async Task FirstRowsAsync(MillionLogs logs)
    {
        List<(double Asked, double Answered)> first = [];
        var (lines, seconds) = (0, 0.0);
        for (var time = 0; time <= Times; time++)
        {
            await using var server = new DashboardServer(TimeProvider.System, logs.Url);
            using var person = await SignedIn.AsAsync(server.Uri, "on-call");
            var before = logs.Pages.Count;
            await using var tab = await SearchViewer.OpenAsync(person, Page);
            var rows = await tab.Rows;
            var page = logs.Pages.ElementAt(before);
            if (time > 0)
                first.Add((Milliseconds(page.AskedAt, rows), Milliseconds(page.AnsweredAt, rows)));
            if (time == Times)
                (lines, seconds) = (0, Milliseconds(page.AskedAt, await tab.End) / 1000);
            lines = time == Times ? tab.Lines : lines;
        }

        Print("first rows after the first page came", first.Select(one => one.Answered), "300");
        Print("first rows after the search began", first.Select(one => one.Asked), "-");
        Console.WriteLine($"until its end or bound, with the call budget: {lines:N0} lines in {seconds:N1} s, {lines / seconds:N0} lines/s");
    }

    private static async Task MemoryAsync(MillionLogs logs, int viewers)
    {
        await using var server = new DashboardServer(TimeProvider.System, logs.Url, services => services.AddSingleton(new CallBudget(new FastTime(10_000))));
        using var person = await SignedIn.AsAsync(server.Uri, "on-call");
        await using var warm = await SearchViewer.OpenAsync(person, Page);
        await warm.End;
        var empty = Held();
        var plain = await OpenAsync(person, "/logs", viewers);
        await Task.Delay(TimeSpan.FromSeconds(2));
        var withPages = Held();
        var begun = Stopwatch.GetTimestamp();
        var searching = await OpenAsync(person, Page, viewers);
        await Task.WhenAll(searching.Select(tab => tab.End));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var withLines = Held();
        var lines = searching.Sum(tab => (long)tab.Lines);
        Console.WriteLine($"{viewers} viewers search at once, without the call budget: {lines / viewers:N0} lines each, {lines / seconds:N0} lines/s in all");
        Console.WriteLine($"memory of a viewer, MB (goal 2): {(withLines - withPages) / 1e6 / viewers:N2} with the tab's end of the circuit; {(withPages - empty) / 1e6 / viewers:N2} of it are a page without a search, its lines {(withLines - withPages - (withPages - empty)) / 1e6 / viewers:N2}");
        foreach (var tab in plain.Concat(searching))
            await tab.DisposeAsync();
    }

    private static async Task<List<SearchViewer>> OpenAsync(SignedIn person, string path, int count)
    {
        var tabs = new List<SearchViewer>();
        while (tabs.Count < count)
            tabs.Add(await SearchViewer.OpenAsync(person, path));
        return tabs;
    }

    private static async Task BaselineAsync(MillionLogs logs)
    {
        await using var room = new ServiceCollection().AddLogsRoom(logs.Url, TimeProvider.System).AddSingleton(new CallBudget(new FastTime(10_000))).BuildServiceProvider();
        var now = DateTimeOffset.UtcNow;
        var before = Held();
        var all = new List<LogEvent>();
        var begun = Stopwatch.GetTimestamp();
        await foreach (var page in room.GetRequiredService<LogPager>().SearchAsync(LogsRoom.Groups(MillionLogs.Group), new TimeSpanUtc(now.AddHours(-1), now), LogQuery.FromWords("basket")))
            all.AddRange(page.Events);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Console.WriteLine($"baseline, a List<LogEvent> of all: {all.Count:N0} lines, {all.Count / seconds:N0} lines/s, {(Held() - before) / 1e6:N0} MB");
        GC.KeepAlive(all);
    }

    // What is alive after two full collections; finalizers run in between.
    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static void Print(string what, IEnumerable<double> milliseconds, string goal)
    {
        var ordered = milliseconds.Order().ToArray();
        Console.WriteLine($"{what}, ms: median {ordered[ordered.Length / 2]:N0}, worst {ordered[^1]:N0} of {ordered.Length} (goal {goal})");
    }

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}
