using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class EveryPageTests(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private const string Checkout = "/services/production/shop/checkout";

    /// <summary>An address, and what is in sight when the page is complete.</summary>
    private static readonly (string Path, string Complete)[] Pages =
    [
        ("/", "tr.failing .sparkline"),
        (Checkout, ".newest-errors li, #error-rate .lines path"),
        ("/services/production/platform/image-resizer?range=24h", "#cpu .lines path"),
        (Checkout + "/rollback", "dialog.rollback-dialog .button.act:enabled"),
        ("/logs", ".empty-state"),
        ("/logs?service=production/shop/checkout&q=CHF", ".log-row"),
        ("/alarms", "main h1"),
        ("/alerts", ".incidents tbody tr"),
        ("/status", "main h1"),
        ("/audit", "table.audit tbody tr"),
        ("/sessions", ".sessions tbody tr"),
        ("/aws-calls", "main h1"),
        ("/instruments", "main h1"),
        ("/rollbacks/00000000-0000-0000-0000-000000000001", "main h1"),
        ("/no/such/page", "main h1"),
    ];

    private protected override RunningStory Story => dashboard.Story;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_page_is_accessible(ColorScheme scheme)
    {
        var visitor = await ArriveAsync(scheme: scheme);
        await visitor.Page.GotoAsync("/sign-in");
        var problems = await ScanAsync(visitor, scheme);
        await visitor.SignInAsync("on-call", "/status");
        foreach (var (path, complete) in Pages)
        {
            await OpenCompleteAsync(visitor, path, complete);
            problems.AddRange(await ScanAsync(visitor, scheme));
        }

        await OpenALineAsync(visitor);
        problems.AddRange(await ScanAsync(visitor, scheme));
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Fact]
    public async Task No_page_scrolls_sideways_on_a_phone()
    {
        var visitor = await ArriveAsync(onPhone: true);
        List<string> wide = [];
        async Task LookAsync()
        {
            wide.AddRange(await visitor.StickingOutAsync());
            if (Environment.GetEnvironmentVariable("KEEP_SCREENSHOTS") is not null)
                await visitor.SaveScreenshotAsync("phone" + new Uri(visitor.Page.Url).PathAndQuery);
        }

        await visitor.Page.GotoAsync("/sign-in");
        await LookAsync();
        await visitor.SignInAsync("on-call", "/status");
        foreach (var (path, complete) in Pages)
        {
            await OpenCompleteAsync(visitor, path, complete);
            await LookAsync();
        }

        await OpenALineAsync(visitor);
        await LookAsync();
        Assert.True(wide.Count == 0, string.Join("\n", wide));
    }

    private static async Task OpenCompleteAsync(Visitor visitor, string path, string complete)
    {
        visitor.ExpectedStatus = path.StartsWith("/no/", StringComparison.Ordinal) || path.StartsWith("/rollbacks/", StringComparison.Ordinal) ? 404 : null;
        await visitor.OpenAsync(path);
        await Expect(visitor.Page.Locator(complete).First).ToBeVisibleAsync();
    }

    private static async Task OpenALineAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/logs?service=production/shop/checkout&q=CHF");
        await visitor.Page.Locator(".log-row").First.ClickAsync();
        await Expect(visitor.Page.Locator(".log-message")).ToBeVisibleAsync();
    }

    private static async Task<List<string>> ScanAsync(Visitor visitor, ColorScheme scheme)
    {
        // In the dark the page is the same one in other colours.
        var result = await visitor.Page.RunAxe(scheme == ColorScheme.Dark ? new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } } : null);
        return [.. result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{new Uri(visitor.Page.Url).PathAndQuery}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(4).Select(node => node.Html))}")];
    }
}
