using Dashboard.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.BadInput;

/// <summary>The corpus in every field that the pages themselves have, and in their addresses, within one circuit: it stays, and no script runs.</summary>
public sealed class BadInputJourneys(Chromium chromium, BadInputHouse house) : Journey(chromium), IClassFixture<BadInputHouse>
{
    private const string Checkout = "/services/production/shop/checkout";

    /// <summary>Sets each field of the page to each text and says so to the page, as a person who types or a script would. A choice that a list does not offer is put into it.</summary>
    private const string FillAll = """
        async ([many, few]) => {
            const find = () => [...document.querySelectorAll('input:not([type=hidden]), textarea, select')].filter(field => !field.disabled);
            const frame = () => new Promise(requestAnimationFrame);
            let filled = 0;
            for (let at = 0; at < find().length && at < 60; at++) {
                const isFree = field => field.matches('textarea, input:not([type]), input[type=text], input[type=search]');
                for (const text of isFree(find()[at]) ? many : few) {
                    const field = find()[at];
                    if (!field) break;
                    const type = field.getAttribute('type');
                    let option;
                    if (field.localName === 'select') field.append(option = new Option(text, text));
                    else if (!isFree(field)) field.setAttribute('type', 'text');
                    field.value = text;
                    field.dispatchEvent(new Event('input', { bubbles: true }));
                    field.dispatchEvent(new Event('change', { bubbles: true }));
                    option?.remove();
                    if (type && field.getAttribute('type') !== type) field.setAttribute('type', type);
                    filled++;
                    await frame();
                }
            }
            return filled;
        }
        """;

    private const string Go = "async addresses => { for (const address of addresses) { Blazor.navigateTo(address); await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame); } }";

    /// <summary>An address, and what is clicked for the rest of its fields; null for nothing.</summary>
    private static readonly (string Path, string? Open)[] Pages =
    [
        ("/", null),
        (Checkout, null),
        (Checkout + "/rollback", null),
        ("/logs?service=production/shop/checkout", null),
        ("/logs?service=production/shop/checkout", "button:text-is('Save')"),
        ("/alarms", null),
        ("/alarms", "button:text-matches('^Mute')"),
        ("/alarms", "button:text-matches('^Create .* alarms?…')"),
        ("/audit", null),
        ("/sessions", "button:text-is('End…')"),
        ("/alerts", null),
        ("/status", null),
        ("/aws-calls", null),
    ];

    private protected override RunningStory Story => house.Story;

    [Fact]
    public async Task Every_field_of_every_page_takes_all_of_it_and_the_page_goes_on()
    {
        // A second browser of the same person, whose session can be ended.
        await SignedInAsync("on-call");
        var visitor = await SignedInAsync("on-call");
        visitor.ExpectedText = "does not conform to the required format";
        var dialogs = Dialogs(visitor);
        var (many, few) = (Corpus.Classes.SelectMany(one => one.Texts.Take(1)).Where(text => text.Length < 8_000).ToArray(), Corpus.OneOfEach.Where(text => text.Length < 8_000).Concat(Corpus.Of("instants")).ToArray());
        var filled = new List<string>();

        foreach (var (path, open) in Pages)
        {
            await OpenAsync(visitor, path);
            if (open is not null)
                await visitor.Page.Locator(open).First.ClickAsync();
            if (open is not null)
                await Expect(visitor.Page.Locator("dialog[open] :is(input, textarea, select), input#end-reason").First).ToBeVisibleAsync();
            filled.Add($"{path} {open}: {await visitor.Page.EvaluateAsync<int>(FillAll, new object[] { open is null ? many : few, few })}");
            await AssertGoesOnAsync(visitor);
        }

        Assert.Empty(dialogs);
        Assert.Equal(["/alerts", "/status", "/aws-calls"], filled.Where(line => line.EndsWith(": 0", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Every_parameter_of_every_page_takes_it_within_a_circuit()
    {
        var visitor = await SignedInAsync("on-call");
        var dialogs = Dialogs(visitor);

        foreach (var (endpoint, address) in house.Gets.Where(get => get.Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null && !get.Address.StartsWith("/sign-in", StringComparison.Ordinal)))
        {
            visitor.ExpectedStatus = 404;
            await OpenAsync(visitor, address is "/no-role" or "/not-found" ? "/status" : address);
            var texts = Corpus.OneOfEach.Where(text => text.Length < 2_000).Select(Corpus.Encode).ToArray();
            var sources = address == "/logs" ? "service=production/shop/checkout&" : "";
            await visitor.Page.EvaluateAsync(Go, house.ParametersOf(endpoint).SelectMany((name, number) => texts.Where((_, index) => (index + number) % 3 == 0).Select(text => $"{address}?{sources}{name}={text}")).Concat(address == "/" ? ["/?wall", "/"] : []).ToArray());
            await AssertGoesOnAsync(visitor);
        }

        Assert.Empty(dialogs);
    }

    [Theory]
    [InlineData("/", "#fleet-text")]
    [InlineData("/logs?service=production/shop/checkout", "[aria-label='Search the lines']")]
    [InlineData("/logs", "[aria-label='Filter services and log groups']")]
    [InlineData("/alarms", "#alarms-text")]
    [InlineData("/audit", "#audit-text")]
    public async Task A_megabyte_that_is_pasted_by_mistake_does_not_cost_the_connection(string path, string field)
    {
        var visitor = await SignedInAsync("on-call");
        await OpenAsync(visitor, path);
        var target = visitor.Page.Locator(field);
        await target.EvaluateAsync("field => { const folded = field.closest('details'); if (folded) folded.open = true; field.focus(); }");

        await visitor.Page.Keyboard.InsertTextAsync(new string('x', 1_048_576));
        await visitor.Page.Keyboard.PressAsync("Tab");

        await AssertGoesOnAsync(visitor);
    }

    private static async Task OpenAsync(Visitor visitor, string path)
    {
        await visitor.OpenAsync(path);
        await visitor.Page.EvaluateAsync("() => { window.sameDocument = true; }");
    }

    /// <summary>The same circuit still answers, everything of it, and nothing ran.</summary>
    private static async Task AssertGoesOnAsync(Visitor visitor)
    {
        var page = visitor.Page;

        // What was typed last may still be leading somewhere, so it is asked again until it is there.
        await page.WaitForFunctionAsync("() => document.querySelector('main h1')?.textContent === 'Status' || void Blazor.navigateTo('/status')", null, new() { PollingInterval = 500 });
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"), $"The page was loaded anew: {page.Url}");
        Assert.False(await page.EvaluateAsync<bool>($"() => '{Corpus.Canary}' in window"), $"A script ran: {page.Url}");
        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
    }

    private static List<string> Dialogs(Visitor visitor)
    {
        var dialogs = new List<string>();
        visitor.Page.Dialog += async (_, dialog) =>
        {
            dialogs.Add($"{dialog.Type} on {visitor.Page.Url}: {dialog.Message}");
            await dialog.DismissAsync();
        };
        return dialogs;
    }
}
