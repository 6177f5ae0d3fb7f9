using System.Net;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Status;
using Dashboard.Tests.Browser;
using Dashboard.Tests.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.BadInput;

/// <summary>What AWS itself, or what calls itself so, puts into names, tags, events, reasons, alarms and log lines, on every page and in every file.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BadInputOfAwsTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly string Checkout = HostileAws.Names["checkout"];
    private HostileAws aws = default!;
    private DashboardServer server = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        aws = await HostileAws.StartAsync(TimeProvider.System);
        server = await Task.Run(() => new DashboardServer(TimeProvider.System, aws.Uri));
        await server.Services.GetRequiredService<Feed<FleetBoard>>().FirstAnswer.WaitAsync(Cancel);
        await server.Services.GetRequiredService<Feed<TasksSnapshot>>().FirstAnswer.WaitAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await aws.DisposeAsync();
    }

    [Fact]
    public async Task Every_page_and_every_file_shows_it_as_text()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Uri };
        var form = new Dictionary<string, string> { ["person"] = "on-call", ["returnUrl"] = "/", ["__RequestVerificationToken"] = await RunningDashboard.TokenAsync(client, "/sign-in", Cancel) };
        (await client.PostAsync("/sign-in/demo", new FormUrlEncodedContent(form), Cancel)).Dispose();
        var problems = new List<string>();
        var texts = new Dictionary<string, string>();

        foreach (var address in EndpointMatrixTests.Addresses.Where(address => !address.StartsWith("/sign-in", StringComparison.Ordinal)).Select(address => address.Replace("checkout", Uri.EscapeDataString(Checkout), StringComparison.Ordinal)))
        {
            using var answer = await client.SendAsync(RunningDashboard.Page(address), Cancel);
            problems.AddRange((await Answers.ProblemsAsync(answer, server.Uri, Cancel)).Select(problem => $"{address}: {problem}"));
            texts[address.Split('?')[0]] = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        }

        Assert.Equal("", string.Join("\n", problems.Distinct().Take(30)));
        Assert.Equal("", string.Join("\n", server.LoggedWarnings.Where(message => message.Contains("Exception", StringComparison.Ordinal)).Select(message => message[..Math.Min(1_500, message.Length)])));
        Assert.All(new[] { "/", "/status", "/alarms", $"/services/production/shop/{Uri.EscapeDataString(Checkout)}" }, page => Assert.Contains(Checkout, texts[page], StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_page_runs_it_and_every_circuit_lives()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium.Browser, server.Uri);
        await visitor.SignInAsync("on-call");
        var (page, service) = (visitor.Page, "/services/production/shop/" + Uri.EscapeDataString(Checkout));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Checkout, Exact = true }).First).ToBeVisibleAsync();

        foreach (var path in new[] { "/", "/?wall", service, service + "/rollback", "/logs?service=" + Uri.EscapeDataString("production/shop/" + Checkout), "/logs?view=patterns&service=" + Uri.EscapeDataString("production/shop/" + Checkout), "/alarms", "/alerts", "/status", "/audit", "/aws-calls" })
        {
            await visitor.OpenAsync(path);
            await Expect(page.Locator(path.StartsWith("/logs", StringComparison.Ordinal) ? ".log-row, .pattern-row" : "main").First).ToBeVisibleAsync();
            if (path.StartsWith("/logs?service", StringComparison.Ordinal))
                await page.Locator(".log-row").First.ClickAsync();
            Assert.False(await page.EvaluateAsync<bool>($"() => '{Corpus.Canary}' in window"), $"A script ran on {path}");
            Assert.Equal(0, await page.Locator("main img, main iframe, main [onerror], main [onload], a[href^='javascript:' i]").CountAsync());
            await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        }

        Assert.Empty(visitor.Complaints);
        Assert.Equal("", string.Join("\n", server.LoggedWarnings.Where(message => message.Contains("Exception", StringComparison.Ordinal)).Select(message => message[..Math.Min(1_500, message.Length)])));
    }
}
