using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>One person at one browser; remembers everything that the browser complained of.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    public static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };
    private static readonly ViewportSize Desk = new() { Width = 1360, Height = 900 };

    // The page is prerendered: what it shows works only once the circuit has taken it over, and the layout calls this then.
    internal const string NoteTheCircuit = """
        let dashboard;
        Object.defineProperty(window, 'dashboard', { configurable: true, get: () => dashboard, set: made => {
            const attend = made.attend;
            made.attend = tab => { document.documentElement.dataset.circuit = 'open'; return attend(tab); };
            dashboard = made;
        } });
        addEventListener('securitypolicyviolation', event => console.error('CSP violation: ' + event.violatedDirective + ' ' + event.blockedURI));
        """;

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    private Visitor(IBrowserContext context, IPage page, Uri site)
    {
        (this.context, Page, Site) = (context, page, site);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsExpected(message.Text))
                complaints.Enqueue($"{message.Type} on {page.Url}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) =>
        {
            if (!IsExpected(error))
                complaints.Enqueue($"exception on {page.Url}: {error}");
        };
    }

    public IPage Page { get; }
    public Uri Site { get; }

    /// <summary>Console errors and warnings, script exceptions and violations of the content security policy, since the visit began.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>A status of the page itself that the journey asks for: Chromium writes it to the console.</summary>
    public int? ExpectedStatus { get; set; }

    /// <summary>What else Chromium writes there because the journey asks for it.</summary>
    public string? ExpectedText { get; set; }

    public static async Task<Visitor> ArriveAsync(IBrowser browser, Uri site, bool onPhone = false, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ViewportSize = onPhone ? Phone : Desk,
            HasTouch = onPhone,
            IsMobile = onPhone,
            ColorScheme = scheme,
            Locale = "en-GB",
            TimezoneId = "Europe/Zurich",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(NoteTheCircuit);
        return new Visitor(context, await context.NewPageAsync(), site);
    }

    /// <summary>Opens a page as a stranger, signs in as one of the demo people, and waits until the page answers.</summary>
    public async Task SignInAsync(string person, string path = "/")
    {
        await Page.GotoAsync(path);
        await Page.Locator($"button[value='{person}']").ClickAsync();
        await AwaitCircuitAsync();
    }

    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await AwaitCircuitAsync();
    }

    public Task AwaitCircuitAsync() => Page.Locator("html[data-circuit=open]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Asserts that the page does not scroll sideways; otherwise names what sticks out.</summary>
    public async Task AssertFitsAsync() => Assert.Equal("", string.Join("\n", await StickingOutAsync()));

    public Task<string[]> StickingOutAsync() => Page.EvaluateAsync<string[]>("""
        () => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const clipped = element => element && (getComputedStyle(element).overflowX !== 'visible' || clipped(element.parentElement === document.body ? null : element.parentElement));
            const out = [...document.body.querySelectorAll('*')].filter(element => element.getBoundingClientRect().right > width + 1 && !clipped(element.parentElement));
            return [location.pathname + ': ', ...out.slice(0, 6).map(element => element.outerHTML.slice(0, 160))];
        }
        """);

    public async Task SaveScreenshotAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults"));
        var file = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, file[..Math.Min(file.Length, 120)] + ".png") });
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private bool IsExpected(string text) => (ExpectedStatus is { } status && text.Contains($"status of {status}", StringComparison.Ordinal)) || (ExpectedText is { } expected && text.Contains(expected, StringComparison.Ordinal));
}
