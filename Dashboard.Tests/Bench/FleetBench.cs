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
        await Task.Delay(TimeSpan.FromSeconds(60));
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
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(house.Uri, "/").ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        List<double> letters = [];
        for (var letter = 0; letter < Letters; letter++)
            letters.Add(await page.EvaluateAsync<double>("""
                letter => new Promise(done => {
                    const field = document.getElementById('fleet-text');
                    const rows = document.querySelector('.fleet tbody') ?? document.querySelector('main');
                    const from = performance.now();
                    const watch = new MutationObserver(() => { watch.disconnect(); requestAnimationFrame(() => done(performance.now() - from)); });
                    watch.observe(document.querySelector('main'), { subtree: true, childList: true });
                    field.value = letter % 2 ? '' : ['checkout', 'cart', 'orders', 'api', 'worker'][letter / 2 % 5];
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
        await Task.Delay(TimeSpan.FromSeconds(150));
        var (processor, from) = (await house.ProcessorAsync(), Now());
        await Task.Delay(TimeSpan.FromSeconds(60));
        var share = (await house.ProcessorAsync() - processor) / (Now() - from) * 100;
        Console.WriteLine($"{services} services, one minute of polling from 2.5 minutes after the start: {share:N0} % of a core (goal 50), {await house.MemoryAsync() / 1e6:N0} MB resident (goal 1,000), {house.Boards.LastOrDefault().Rows} rows in the last change");
    }

    private static double Now() => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}
