using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>On a clock that makes an hour of two minutes.</summary>
public sealed class SessionActivityJourneys(Chromium chromium) : Journey(chromium)
{
    private readonly FastTime time = new(30);
    private RunningStory? story;

    private protected override RunningStory Story => story!;

    public override async ValueTask InitializeAsync() => story = await RunningStory.StartAsync(time);

    private protected override ValueTask LeaveAsync() => story?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_key_in_an_open_page_counts_and_the_page_by_itself_does_not()
    {
        var visitor = await SignedInAsync("operator", "/sessions");
        var active = visitor.Page.Locator(".sessions td[data-label='Last active'] time");
        var arrived = await active.GetAttributeAsync("datetime");

        // The page reads itself again several times.
        await Task.Delay(TimeSpan.FromMinutes(3), time, TestContext.Current.CancellationToken);
        await Expect(active).ToHaveAttributeAsync("datetime", arrived!);

        await visitor.Page.Keyboard.PressAsync("x");

        await Expect(active).Not.ToHaveAttributeAsync("datetime", arrived!);
    }
}
