using Dashboard.Tests.Browser;
using Microsoft.Playwright;

namespace Dashboard.Tests.Bench;

/// <summary>What the first page costs a browser with an empty cache: requests, bytes as they cross the wire, first contentful paint.</summary>
internal static class PageBench
{
    private const int Runs = 5;

    public static async Task RunAsync(string[] args)
    {
        using var app = PublishedApp.Start();
        await app.AnsweringAsync("/health");
        await using var chromium = new Chromium();
        await chromium.InitializeAsync();

        foreach (var path in new[] { "/", "/services/production/shop/checkout" })
        {
            List<(int Requests, double Bytes, double Paint)> runs = [];
            for (var run = 0; run < Runs; run++)
                runs.Add(await MeasureAsync(chromium.Browser, app.Uri, path));
            var byPaint = runs.OrderBy(run => run.Paint).ElementAt(Runs / 2);
            Console.WriteLine($"{path,-40} {byPaint.Requests,3} requests {byPaint.Bytes / 1000,8:0.0} kB  first contentful paint {byPaint.Paint,5:0} ms (median of {Runs})");
        }
    }

    private static async Task<(int Requests, double Bytes, double Paint)> MeasureAsync(IBrowser browser, Uri server, string path)
    {
        using var person = await SignedIn.AsAsync(server, "on-call");
        await using var context = await browser.NewContextAsync();
        await context.AddCookiesAsync(person.Cookies.GetCookies(server).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = server.ToString() }));
        var page = await context.NewPageAsync();
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        var (requests, bytes) = (0, 0.0);
        session.Event("Network.requestWillBeSent").OnEvent += (_, _) => requests++;
        session.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        await page.GotoAsync(new Uri(server, path).ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        var paint = await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1");
        return (requests, bytes, paint);
    }
}
