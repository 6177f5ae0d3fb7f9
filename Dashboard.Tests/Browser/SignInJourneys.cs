using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

public sealed class SignInJourneys(Chromium chromium, QuietDashboard dashboard) : Journey(chromium)
{
    private protected override RunningStory Story => dashboard.Story;

    [Theory]
    [InlineData("operator", "Olivia Park")]
    [InlineData("on-call", "Sam Okafor")]
    [InlineData("manager", "Marta Lind")]
    public async Task Each_demo_person_comes_back_to_the_deep_link_that_asked_for_the_sign_in(string person, string name)
    {
        var visitor = await ArriveAsync();
        await visitor.Page.GotoAsync("/audit?q=no-such-word");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sign-in\\?returnUrl="));

        await visitor.Page.Locator($"button[value='{person}']").ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/audit\\?q=no-such-word$"));
        await Expect(visitor.Page.Locator("details.person summary")).ToContainTextAsync(name);
        await Expect(visitor.Page.GetByRole(AriaRole.Note).First).ToContainTextAsync("Simulated AWS and demo sign-in");
    }

    [Fact]
    public async Task Signing_out_ends_it_also_for_the_back_button()
    {
        var visitor = await SignedInAsync("operator", "/status");
        await visitor.Page.Locator("details.person summary").ClickAsync();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visitor.Page.GetByText("You are signed out.")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/status");

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sign-in\\?returnUrl=%2Fstatus$"));
    }
}
