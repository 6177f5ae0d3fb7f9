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
    private const int Times = 9, Warming = 2;
    private const string Page = $"/logs?group=production:{MillionLogs.Group}&q=basket&range=1h";


    // Until the call budget lets a search begin at once again.
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(int viewers)
    {
        Console.WriteLine($"{MillionLogs.Lines:N0} lines match; {Environment.ProcessorCount} cores hold CloudWatch, the app and the tabs' ends of the circuits.");
        await using var logs = await MillionLogs.StartAsync();
        await FirstRowsAsync(logs);
        await MemoryAsync(logs, viewers);
        await BaselineAsync(logs);
    }

    private static async Task FirstRowsAsync(MillionLogs logs)
    {
        await using var server = new DashboardServer(TimeProvider.System, logs.Url);
        using var person = await SignedIn.AsAsync(server.Uri, "on-call");
        List<(double Asked, double Answered)> first = [];
        for (var time = 0; time < Times + Warming; time++)
        {
            await Task.Delay(Refill);
            var before = logs.Pages.Count;
            await using var tab = await SearchViewer.OpenAsync(person, Page);
            var rows = await tab.Rows;
            var page = logs.Pages.ElementAt(before);
            if (time >= Warming)
                first.Add((Milliseconds(page.AskedAt, rows), Milliseconds(page.AnsweredAt, rows)));
        }

        Print("first rows after the first page came", first.Select(one => one.Answered), "300");
        Print("first rows after the search began", first.Select(one => one.Asked), "none");
        await using var whole = await SearchViewer.OpenAsync(person, Page);
        var begun = Stopwatch.GetTimestamp();
        var seconds = Milliseconds(begun, await whole.End) / 1000;
        Console.WriteLine($"until as many as one search reads, with the call budget: {whole.Read:N0} lines in {seconds:N1} s, {whole.Read / seconds:N0} lines/s");
    }

    private static async Task MemoryAsync(MillionLogs logs, int viewers)
    {
        await using var server = new DashboardServer(TimeProvider.System, logs.Url, services => services.AddSingleton(new CallBudget(new FastTime(10_000))));
        using var person = await SignedIn.AsAsync(server.Uri, "on-call");
        await using var warm = await SearchViewer.OpenAsync(person, Page);
        await warm.End;
        var empty = await HeldAsync();
        var plain = await OpenAsync(person, "/logs", viewers);
        var withPages = await HeldAsync();
        var (begun, searching) = (Stopwatch.GetTimestamp(), new List<SearchViewer>());

        // One after the other: what twenty answers at once leave in the buffer pools would count as the viewers' own.
        while (searching.Count < viewers)
        {
            searching.Add(await SearchViewer.OpenAsync(person, Page));
            await searching[^1].End;
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var withLines = await HeldAsync();
        var (each, page, lines) = ((withLines - withPages) / 1e6 / viewers, (withPages - empty) / 1e6 / viewers, searching.Sum(tab => (long)tab.Read));
        Console.WriteLine($"{viewers} viewers, one after the other, without the call budget: {lines / viewers:N0} lines read and {searching[^1].Kept:N0} kept each, {lines / seconds:N0} lines/s, loading their pages included");
        Console.WriteLine($"memory of a viewer, MB (goal 2): {each:N2}, of which a page without a search is {page:N2}, the search {each - page:N2}; difference of GC.GetTotalMemory after full collections, the tab's end of the circuit included");
        await Task.WhenAll(searching.Select(tab => tab.DropAsync()));
        Console.WriteLine($"when the connections are gone and the circuits wait for them to come back: {(await HeldAsync() - withPages) / 1e6 / viewers:N2}");
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
        var before = await HeldAsync() - logs.Made;
        var all = new List<LogEvent>();
        var begun = Stopwatch.GetTimestamp();
        await foreach (var page in room.GetRequiredService<LogPager>().SearchAsync(LogsRoom.Groups(MillionLogs.Group), new TimeSpanUtc(now.AddHours(-1), now), LogQuery.FromWords("basket")))
            all.AddRange(page.Events);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Console.WriteLine($"baseline, a List<LogEvent> of all: {all.Count:N0} lines, {all.Count / seconds:N0} lines/s, {(await HeldAsync() - logs.Made - before) / 1e6:N0} MB");
        GC.KeepAlive(all);
    }

    // What is alive when the buffer pools have let go of what every thread keeps there: half a minute after a collection, at the next one.
    private static async Task<long> HeldAsync()
    {
        GC.Collect();
        await Task.Delay(TimeSpan.FromSeconds(32));
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
