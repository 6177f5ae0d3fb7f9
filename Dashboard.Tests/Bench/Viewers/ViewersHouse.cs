using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Shell;
using Dashboard.Status;
using Dashboard.Tests.Browser;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Tests.Bench.Viewers;

/// <summary>What is looked at, as a process of its own, so that its memory and processor time are nobody else's. It obeys a line at a time and says when what changed.</summary>
internal static class ViewersHouse
{
    public const string Name = "viewers-house";
    private static readonly string[] Rounds = ["fleet", "tasks", "deployments", "alarms", "metrics"];

    /// <param name="args"><c>--aws URI</c> and of <c>--kind live|minutes|plain</c>: the poller at its own pace; a minute whenever told; or a page of MudBlazor's own parts in which every circuit polls for itself.</param>
    public static async Task RunAsync(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();
        if (given["kind"] == "plain")
        {
            await using var plain = await PlainDashboard.StartAsync(new Uri(given["aws"]!));
            Say($"listening {plain.Uri}");
            await ObeyAsync(() => Task.CompletedTask, []);
            return;
        }

        var time = new HouseTime();
        var byHand = given["kind"] == "minutes";
        await using var server = new DashboardServer(time, new Uri(given["aws"]!), services => Arrange(services, byHand), new Dictionary<string, string?>
        {
            ["Limits:PagesPerPerson"] = "10000",
            ["SignIn:Idle"] = "07:59:00",
        });
        Announce(server.Services);
        Say($"listening {server.Uri}");
        var jobs = server.Services.GetServices<PollJob>().ToDictionary(job => job.Name);
        await ObeyAsync(async () =>
        {
            time.Ahead += TimeSpan.FromMinutes(1);
            foreach (var name in Rounds)
                await jobs[name].RunAsync(CancellationToken.None);
        }, [.. server.Services.GetServices<IFeed>()]);
    }

    public static void Say(string line) => Console.WriteLine(line);

    public static string Instant(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture);

    private static async Task ObeyAsync(Func<Task> minuteAsync, IFeed[] feeds)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "minute")
                await minuteAsync();
            Say(line switch
            {
                "memory" => $"memory {Resident()}",
                "processor" => $"processor {Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture)}",
                "compiled" => $"compiled {JitInfo.GetCompiledMethodCount()}",
                "rest" => $"rest {GC.GetTotalMemory(forceFullCollection: false)} {Process.GetCurrentProcess().HandleCount} {Process.GetCurrentProcess().Threads.Count} {feeds.Sum(feed => feed.Subscribers)}",
                _ => "done",
            });
        }
    }

    private static long Resident()
    {
        for (var round = 0; round < 3; round++)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return Environment.WorkingSet;
    }

    private static void Arrange(IServiceCollection services, bool byHand)
    {
        if (byHand)
            foreach (var poller in services.Where(one => one.ServiceType == typeof(IHostedService) && one.ImplementationType == typeof(Poller)).ToList())
                services.Remove(poller);
    }

    private static void Announce(IServiceProvider services)
    {
        var (board, metrics) = (services.GetRequiredService<Feed<FleetBoard>>(), services.GetRequiredService<Feed<MetricsSnapshot>>());
        FleetBoard? before = null;
        board.Subscribe(() =>
        {
            var (at, now) = (DateTimeOffset.UtcNow, board.Current.Value);
            if (now is null)
                return;
            var known = before?.Rows.ToDictionary(row => row.Key) ?? [];
            var changed = now.Rows.Count(row => known.GetValueOrDefault(row.Key) is not { } drawn || !ShownRow.Same(drawn, row));
            before = now;
            Say($"board {Instant(at)} {changed}");
        });
        metrics.Subscribe(() => Say($"metrics {Instant(DateTimeOffset.UtcNow)}"));
    }

    /// <summary>The wall's clock and a number of minutes; timers are the wall's.</summary>
    private sealed class HouseTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
