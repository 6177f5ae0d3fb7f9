using System.Diagnostics;
using Dashboard.Simulator;
using Dashboard.Tests.Bench.Viewers;
using Dashboard.Tests.Browser;
using Microsoft.Playwright;

namespace Dashboard.Tests.Bench;

/// <summary>Large fleets: how soon the page of a thousand services is there and filtered, and what reading ten thousand costs. <c>bench fleet [services …]</c>.</summary>
internal static class FleetBench
{
    private const int Loads = 20, Letters = 10;

    public static async Task RunAsync(string[] args)
    {
        Cores.LeaveTheFirst();
        await PageAsync(1000);
        await PollingAsync(10_000);
    }

    private static async Task PageAsync(int services)
    {
        await using var aws = await SimulatedAws.StartAsync(options: new SimulatorOptions { Services = services });
        using var house = await HouseProcess.StartAsync(aws.Uri, "live");
        await ReadAsync(house, services);
        using var person = await SignedIn.AsAsync(house.Uri, "on-call");
        List<double> loads = [];
        for (var load = 0; load <= Loads; load++)
        {
            var from = Now();
            await person.Http.GetStringAsync("/");
            if (load > 0)
                loads.Add(Now() - from);
        }

        await using var chromium = new Chromium();
        await chromium.InitializeAsync();
        await using var context = await chromium.Browser.NewContextAsync();
        await context.AddCookiesAsync(person.Cookies.GetCookies(house.Uri).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = house.Uri.ToString() }));
        await context.AddInitScriptAsync(Visitor.NoteTheCircuit);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(house.Uri, "/").ToString());
        await page.WaitForSelectorAsync("html[data-circuit=open]");
        List<double> letters = [];
        for (var letter = 0; letter < Letters; letter++)
            letters.Add(await page.EvaluateAsync<double>("""
                letter => new Promise((done, fail) => {
                    const field = document.getElementById('fleet-text'), main = document.querySelector('main');
                    const word = letter % 2 ? '' : ['checkout', 'cart', 'orders', 'api', 'worker'][letter / 2 % 5];
                    const rows = () => [...document.querySelectorAll('.fleet tbody tr')];
                    const isFiltered = () => word ? rows().every(row => row.textContent.toLowerCase().includes(word)) : rows().length === 100;
                    const watch = new MutationObserver(() => { if (isFiltered()) { watch.disconnect(); done(performance.now() - from); } });
                    watch.observe(main, { subtree: true, childList: true });
                    setTimeout(() => fail(new Error(`“${word}” filtered nothing: ${rows().length} rows`)), 20000);
                    const from = performance.now();
                    field.value = word;
                    field.dispatchEvent(new Event('input', { bubbles: true }));
                })
                """, letter));
        Console.WriteLine($"{services} services, {Loads} loads: the page's HTML with its rows, median {Spread.MedianOf(loads):N0} ms (goal 500), longest {loads.Max():N0} ms");
        Console.WriteLine($"{services} services, {Letters} filters: from the keystroke to the rows, median {Spread.MedianOf(letters):N0} ms (goal 100), longest {letters.Max():N0} ms");
    }

    private static async Task PollingAsync(int services)
    {
        await using var aws = await SimulatedAws.StartAsync(options: new SimulatorOptions { Services = services });
        using var house = await HouseProcess.StartAsync(aws.Uri, "live");
        var took = await ReadAsync(house, services);
        var (processor, from) = (await house.ProcessorAsync(), Now());
        await Task.Delay(TimeSpan.FromSeconds(60));
        var share = (await house.ProcessorAsync() - processor) / (Now() - from) * 100;
        Console.WriteLine($"{services} services, one minute of polling, {took.TotalSeconds:N0} s after the start, when all were read: {share:N0} % of a core (goal 50), {await house.MemoryAsync() / 1e6:N0} MB resident (goal 1,000)");
    }

    /// <summary>Ends a while after the boards had all of them, which a quarter of the quota brings at fifty services a second.</summary>
    private static async Task<TimeSpan> ReadAsync(HouseProcess house, int services)
    {
        var since = Stopwatch.GetTimestamp();
        while (house.Boards.Sum(board => board.Rows) < services)
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(6))
                throw new TimeoutException($"No board of {services} services");
            else
                await Task.Delay(TimeSpan.FromSeconds(1));
        await Task.Delay(TimeSpan.FromSeconds(10));
        return Stopwatch.GetElapsedTime(since);
    }

    private static double Now() => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}
