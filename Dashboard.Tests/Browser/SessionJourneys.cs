using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class SessionJourneys(Chromium chromium, SessionDashboard dashboard) : Journey(chromium), IClassFixture<SessionDashboard>
{
    private protected override RunningStory Story => dashboard.Story;

    [Fact]
    public async Task A_manager_ends_a_session_and_its_screen_closes_by_itself_with_the_reason()
    {
        var sam = await SignedInAsync("on-call", "/services/production/shop/checkout");
        var marta = await SignedInAsync("manager");
        await marta.Page.Locator("details.person summary").ClickAsync();
        await marta.Page.GetByRole(AriaRole.Link, new() { Name = "Sessions" }).ClickAsync();

        var row = marta.Page.Locator(".sessions tbody tr", new() { HasText = "Sam Okafor" });
        await Expect(row).ToContainTextAsync("On-call engineer");
        await row.GetByRole(AriaRole.Button, new() { Name = "End the session of Sam Okafor" }).ClickAsync();
        await Expect(marta.Page.GetByLabel("Reason")).ToBeFocusedAsync();
        await marta.Page.Keyboard.TypeAsync("laptop was lost");
        await marta.Page.Keyboard.PressAsync("Enter");

        await Expect(marta.Page.GetByText("The session of Sam Okafor is ended.")).ToBeVisibleAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(sam.Page.Locator("[data-session-over]")).ToHaveTextAsync("Your session was ended by Marta Lind, who wrote: “laptop was lost”.");
        await Expect(sam.Page.GetByText("checkout")).ToHaveCountAsync(0);
        await sam.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Expect(sam.Page).ToHaveURLAsync(new Regex("/sign-in\\?returnUrl=%2Fservices%2Fproduction%2Fshop%2Fcheckout$"));
        await Expect(sam.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ended by Marta Lind");
    }

    [Fact]
    public async Task Signing_out_in_one_tab_closes_the_others()
    {
        var visitor = await SignedInAsync("operator", "/status");
        var other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync("/logs");
        await other.Locator("html[data-circuit=open]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        await visitor.Page.Locator("details.person summary").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(other.Locator("[data-session-over]")).ToHaveTextAsync("You signed out.");
    }

    [Fact]
    public async Task Signing_in_as_somebody_else_closes_the_tabs_of_the_first_person()
    {
        var visitor = await SignedInAsync("operator", "/status");
        var other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync("/sign-in?returnUrl=/audit");
        await other.Locator("button[value='manager']").ClickAsync();

        await Expect(other.Locator("details.person summary")).ToContainTextAsync("Marta Lind");
        await Expect(visitor.Page.Locator("[data-session-over]")).ToHaveTextAsync("Somebody signed in anew in this browser.");
    }

    [Fact]
    public async Task A_wall_is_kept_opens_nothing_else_and_closes_when_it_is_ended()
    {
        var visitor = await SignedInAsync("operator", "/?wall");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Keep this wall for 30 days" }).ClickAsync();
        await visitor.Page.GetByLabel("Which screen is it?").FillAsync("Lobby");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Keep the wall here" }).ClickAsync();
        await visitor.AwaitCircuitAsync();
        await Expect(visitor.Page.Locator(".tile").First).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".keep")).ToHaveCountAsync(0);

        await visitor.Page.EvaluateAsync("Blazor.navigateTo('/audit')");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "This browser keeps a wall display" })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("table.audit")).ToHaveCountAsync(0);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Show the wall" }).ClickAsync();
        await Expect(visitor.Page.Locator(".tile").First).ToBeVisibleAsync();

        var olivia = await SignedInAsync("operator", "/sessions");
        await olivia.Page.GetByRole(AriaRole.Button, new() { Name = "End the session of Wall “Lobby” of Olivia Park" }).ClickAsync();
        await olivia.Page.GetByLabel("Reason").FillAsync("the lobby is rebuilt");
        await olivia.Page.GetByRole(AriaRole.Button, new() { Name = "End it" }).ClickAsync();

        await Expect(visitor.Page.Locator("[data-session-over]")).ToContainTextAsync("the lobby is rebuilt");
    }

    [Fact]
    public async Task Clicks_and_keys_of_a_person_are_told_at_once_and_then_once_a_minute_and_what_scripts_click_is_not()
    {
        var page = (await ArriveAsync()).Page;
        await page.GotoAsync("/sign-in");
        await page.Clock.InstallAsync();
        await page.EvaluateAsync("""
            async () => {
                window.told = [];
                const { watch } = await import('/SignIn/SessionWatch.razor.js');
                watch({ invokeMethodAsync: (name, secondsAgo) => { window.told.push(Math.round(secondsAgo)); return Promise.resolve(); } });
                document.querySelector('h1').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
                document.querySelector('h1').click();
            }
            """);
        await page.Clock.RunForAsync(1_000);
        Assert.Empty(await ToldAsync());

        await page.Keyboard.PressAsync("x");
        await page.Clock.RunForAsync(10);
        Assert.Equal(0, Assert.Single(await ToldAsync()));

        await page.Clock.RunForAsync(20_000);
        await page.Locator("h1").ClickAsync();
        await page.Clock.RunForAsync(30_000);
        Assert.Single(await ToldAsync());
        await page.Clock.RunForAsync(15_000);
        var told = await ToldAsync();
        Assert.Equal(2, told.Length);
        Assert.InRange(told[1], 35, 42);

        Task<int[]> ToldAsync() => page.EvaluateAsync<int[]>("window.told");
    }
}
