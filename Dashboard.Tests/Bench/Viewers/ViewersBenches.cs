using System.Diagnostics;
using System.Globalization;
using Dashboard.Simulator;
using Dashboard.Tests.Browser;
using Microsoft.Playwright;

namespace Dashboard.Tests.Bench.Viewers;

/// <summary>What a viewer costs and waits: the app on one core, everything else on the other. <c>bench viewers [fleet|panels|memory|dom] [--runs N]</c>.</summary>
internal static class ViewersBenches
{
    private const string Service = "/services/production/shop/checkout";

    // More of the plain page than this, and AWS refuses what they ask.
    private const int PlainFew = 5, PlainMany = 25;

    private static readonly (string Name, Func<int, Task> RunAsync)[] Parts = [("fleet", FleetAsync), ("panels", PanelsAsync), ("memory", MemoryAsync), ("dom", DomAsync)];

    public static async Task RunAsync(string[] args)
    {
        Cores.LeaveTheFirst();
        Console.WriteLine(Cores.Two ? "the app on the first core, AWS and the viewers on the others" : "all on the same cores");
        var (at, since) = (Array.IndexOf(args, "--runs"), Stopwatch.GetTimestamp());
        foreach (var (name, runAsync) in Parts.Where(part => args.All(arg => Parts.All(known => known.Name != arg)) || args.Contains(part.Name)))
        {
            Console.WriteLine($"-- {name}, after {Stopwatch.GetElapsedTime(since):mm\\:ss}");
            await runAsync(at >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 5);
        }
    }

    /// <summary>A thousand people look at a hundred services while the poller runs at its own pace.</summary>
    private static async Task FleetAsync(int runs)
    {
        const int Viewers = 1000;
        await using var aws = await SimulatedAws.StartAsync(options: new SimulatorOptions { Services = 100 });
        using var house = await HouseProcess.StartAsync(aws.Uri, "live");
        await Task.Delay(TimeSpan.FromSeconds(30));
        using var person = await SignedIn.AsAsync(house.Uri, "on-call");
        await using var crowd = new Crowd(person, "/");
        await crowd.GrowAsync(Viewers);
        await house.CompiledAsync(() => Task.Delay(TimeSpan.FromSeconds(5)));
        Console.WriteLine($"{"run",4} {"viewers",8} {"boards that changed",20} {"rows changed, mean",19} {"change to batch sent, ms: median",33} {"p95",6} {"longest",8} {"CPU, % of a core",17} {"bytes a viewer and second",26}");
        List<Spread> all = [];
        for (var run = 1; run <= runs; run++)
        {
            var (processor, bytes, from) = (await house.ProcessorAsync(), crowd.Bytes, Now());
            await Task.Delay(TimeSpan.FromSeconds(12));
            var to = Now();
            await Task.Delay(TimeSpan.FromSeconds(2));
            var boards = house.Boards.Where(board => board.At >= from && board.At < to && board.Rows > 0).ToArray();
            var waits = new Spread([.. crowd.WaitsAfter([.. boards.Select(board => board.At)])]);
            all.Add(waits);
            Console.WriteLine($"{run,4} {crowd.Count,8} {boards.Length,20} {(boards.Length == 0 ? 0 : boards.Average(board => board.Rows)),19:N1} {waits.Median,33:N0} {waits.P95,6:N0} {waits.Longest,8:N0} {(await house.ProcessorAsync() - processor) / (Now() - from) * 100,17:N1} {(crowd.Bytes - bytes) / (Now() - from) * 1000 / crowd.Count,26:N0}");
        }

        Console.WriteLine($"median of the runs in which a board changed: p95 {Spread.MedianOf(all.Select(run => run.P95).Where(double.IsFinite)):N0} ms (goal 100)");
    }

    /// <summary>A minute a second passes for everyone who looks at one service: every panel moves. What one more viewer costs is the difference between many and ten.</summary>
    private static async Task PanelsAsync(int runs)
    {
        Console.WriteLine($"{"",10} {"viewers",8} {"CPU of one more viewer at a tick a second, % of a core: median (all)",64} {"bytes a viewer and tick",26} {"batches",8} {"CPU with few / all, %",24} {"a tick took, s",15}");
        foreach (var (kind, path, few, many) in new[] { ("minutes", Service, 10, 100), ("plain", "/", PlainFew, PlainMany) })
        {
            var time = new AheadTime();
            await using var aws = await SimulatedAws.StartAsync(time);
            using var house = await HouseProcess.StartAsync(aws.Uri, kind);
            await TickAsync(house, time, 3);
            using var person = await PersonAsync(house, kind);
            await using var crowd = new Crowd(person, path);

            // The many first: what is compiled while they come would otherwise be counted for the few.
            await crowd.GrowAsync(many);
            await house.CompiledAsync(() => TickAsync(house, time, 5));
            var (all, bytes, batches, seconds) = await TickedAsync(house, time, crowd, runs);
            await crowd.ShrinkAsync(few);
            await TickAsync(house, time, 5);
            var (fewer, _, _, _) = await TickedAsync(house, time, crowd, Math.Min(runs, 3));
            var each = all.Select(one => (one - Spread.MedianOf(fewer)) / (many - few)).ToArray();
            Console.WriteLine($"{kind,10} {many,8} {$"{Spread.MedianOf(each):N3} ({string.Join(", ", each.Select(one => $"{one:N3}"))})",64} {Spread.MedianOf(bytes),26:N0} {batches,8:N1} {$"{Spread.MedianOf(fewer):N1} / {Spread.MedianOf(all):N1}",24} {seconds,15:N2}");
        }
    }

    /// <returns>Processor time of a tick, percent of a second of a core, and bytes a viewer and tick, of each run; render batches a viewer and tick; and how long a tick took, seconds.</returns>
    private static async Task<(double[] Processor, double[] Bytes, double Batches, double Seconds)> TickedAsync(HouseProcess house, AheadTime time, Crowd crowd, int runs)
    {
        const int Ticks = 6;
        var (cpu, traffic, drawn, took) = (new double[runs], new double[runs], new double[runs], new double[runs]);
        for (var run = 0; run < runs; run++)
        {
            var (processor, bytes, batches, from) = (await house.ProcessorAsync(), crowd.Bytes, crowd.Batches, Now());
            await TickAsync(house, time, Ticks);

            // By ticks and not by the clock: on a core that is full they take longer than a second, and the share of it that is used says nothing.
            (cpu[run], traffic[run]) = ((await house.ProcessorAsync() - processor) / Ticks / 10, (double)(crowd.Bytes - bytes) / Ticks / crowd.Count);
            (drawn[run], took[run]) = ((double)(crowd.Batches - batches) / Ticks / crowd.Count, (Now() - from) / Ticks / 1000);
        }

        return (cpu, traffic, Spread.MedianOf(drawn), Spread.MedianOf(took));
    }

    private static Task<SignedIn> PersonAsync(HouseProcess house, string kind) => kind == "plain" ? Task.FromResult(SignedIn.AsNobody(house.Uri)) : SignedIn.AsAsync(house.Uri, "on-call");

    private static async Task TickAsync(HouseProcess house, AheadTime time, int times)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var tick = 0; tick < times; tick++)
        {
            await second.WaitForNextTickAsync();
            time.Ahead += TimeSpan.FromMinutes(1);
            await house.MinuteAsync();
        }
    }

    /// <summary>What is resident after a full collection, at each step from 50 to 200 viewers, and with fewer of the plain page.</summary>
    private static async Task MemoryAsync(int runs)
    {
        runs = Math.Min(runs, 3);
        Console.WriteLine($"{"page",-44} {"kB of one more viewer, over all steps (each)",60} {"kB without a viewer",20}");
        foreach (var (kind, path, few, many, name) in new[] { ("minutes", "/", 50, 200, "fleet"), ("minutes", Service, 50, 200, "service"), ("minutes", "/logs?service=production/shop/checkout", 50, 200, "logs"), ("plain", "/", PlainFew, PlainMany, "MudTable and MudChart (baseline)") })
        {
            var time = new AheadTime();
            await using var aws = await SimulatedAws.StartAsync(time, new SimulatorOptions { Services = 100 });
            using var house = await HouseProcess.StartAsync(aws.Uri, kind);
            await TickAsync(house, time, 3);
            using var person = await PersonAsync(house, kind);
            await using (var warm = new Crowd(person, path))
                await warm.GrowAsync(5);
            var empty = await house.MemoryAsync();
            await using var crowd = new Crowd(person, path);
            await crowd.GrowAsync(few);
            await SettleAsync(house, time, kind);
            List<double> each = [];
            var begun = await house.MemoryAsync();
            var before = begun;
            for (var run = 1; run <= runs; run++)
            {
                var (from, to) = (crowd.Count, few + ((many - few) * run / runs));
                await crowd.GrowAsync(to);
                await SettleAsync(house, time, kind);
                var now = await house.MemoryAsync();
                each.Add((now - before) / (double)(to - from) / 1000);
                before = now;
            }

            Console.WriteLine($"{name,-44} {$"{(before - begun) / (double)(many - few) / 1000:N0} ({string.Join(", ", each.Select(one => $"{one:N0}"))})",60} {empty / 1000,20:N0}");
        }
    }

    private static Task SettleAsync(HouseProcess house, AheadTime time, string kind) => kind == "plain" ? Task.Delay(TimeSpan.FromSeconds(10)) : TickAsync(house, time, 3);

    /// <summary>From the metrics' being published to the panels' paths in a real page, beside two hundred other viewers.</summary>
    private static async Task DomAsync(int runs)
    {
        const int Beside = 200, Ticks = 6;
        await using var chromium = new Chromium();
        await chromium.InitializeAsync();
        Console.WriteLine($"{"run",4} {"viewers beside",15} {"tick to DOM, ms: median",24} {"p95",6} {"longest",8}");
        var time = new AheadTime();
        await using var aws = await SimulatedAws.StartAsync(time);
        using var house = await HouseProcess.StartAsync(aws.Uri, "minutes");
        await TickAsync(house, time, 3);
        using var person = await PersonAsync(house, "minutes");
        await using var crowd = new Crowd(person, Service);
        await crowd.GrowAsync(Beside);
        await using var context = await chromium.Browser.NewContextAsync();
        await context.AddCookiesAsync(person.Cookies.GetCookies(house.Uri).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = house.Uri.ToString() }));
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(house.Uri, Service).ToString());
        await TickAsync(house, time, 3);
        List<Spread> all = [];
        for (var run = 1; run <= runs; run++)
        {
            await page.EvaluateAsync("""
                () => {
                    window.drawn = [];
                    new MutationObserver(changes => { if (changes.some(change => change.attributeName === 'd')) window.drawn.push(performance.timeOrigin + performance.now()); })
                        .observe(document.querySelector('main'), { subtree: true, attributes: true, attributeFilter: ['d'] });
                }
                """);
            var from = Now();
            await TickAsync(house, time, Ticks);
            await Task.Delay(1000);
            var drawn = await page.EvaluateAsync<double[]>("() => window.drawn");
            var waits = new Spread([.. house.Metrics.Where(at => at >= from).Select(at => drawn.Where(when => when >= at).DefaultIfEmpty(double.NaN).Min() - at).Where(double.IsFinite)]);
            all.Add(waits);
            Console.WriteLine($"{run,4} {crowd.Count,15} {waits.Median,24:N0} {waits.P95,6:N0} {waits.Longest,8:N0}");
        }

        Console.WriteLine($"median of {runs} runs: p95 {Spread.MedianOf(all.Select(run => run.P95)):N0} ms (goal 50)");
    }

    private static double Now() => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>The wall's clock and as many minutes as the house is ahead.</summary>
    private sealed class AheadTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
