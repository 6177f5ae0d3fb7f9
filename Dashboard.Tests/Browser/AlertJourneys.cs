using Dashboard.Simulator;
using Dashboard.Tests.Alerts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>From an alarm in AWS to the people who are told of it.</summary>
public sealed class AlertJourneys(Chromium chromium) : Journey(chromium)
{
    private SlackDouble slack = null!;
    private RunningStory? story;

    private protected override RunningStory Story => story!;

    public override async ValueTask InitializeAsync()
    {
        slack = await SlackDouble.StartAsync();
        story = await RunningStory.StartAsync(new FastTime(15), AlertHouse.Bot(slack).ToDictionary(pair => "Alerts:" + pair.Key, pair => pair.Value));
    }

    private protected override async ValueTask LeaveAsync()
    {
        if (story is not null)
            await story.DisposeAsync();
        await slack.DisposeAsync();
    }

    [Fact]
    public async Task An_incident_opens_is_told_in_a_thread_with_its_panel_and_is_acknowledged_by_keyboard()
    {
        var visitor = await SignedInAsync("on-call", "/alerts");
        var page = visitor.Page;
        await Expect(page.Locator(".incidents")).ToContainTextAsync("checkout");

        story!.Aws.World.In(SimulatedWorld.Production).CloudWatch.PutMetricAlarm(new MetricAlarm("catalog-cpu")
        {
            Namespace = "AWS/ECS",
            MetricName = "CPUUtilization",
            Statistic = "Average",
            Dimensions = [new Dimension("ClusterName", "shop"), new Dimension("ServiceName", "catalog")],
            Period = 60,
            EvaluationPeriods = 1,
            Threshold = 1,
            ComparisonOperator = "GreaterThanThreshold",
        });
        var row = page.Locator(".incidents tbody tr").Filter(new() { HasText = "alarm catalog-cpu is in ALARM" });
        await Expect(row).ToContainTextAsync("Degraded");
        await PressAsync(page, row.GetByRole(AriaRole.Button, new() { Name = "Acknowledge production/shop/catalog" }));

        await Expect(row).ToContainTextAsync("Sam Okafor");
        await Expect(row.GetByText("Sam Okafor")).ToBeFocusedAsync();
        await Expect(page.Locator(".page-head")).ToContainTextAsync("1 acknowledged");
        await visitor.SaveScreenshotAsync("alerts");
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Send a test message to on-call" }));
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "A test message to on-call is on its way" })).ToBeVisibleAsync();
        await Expect(page.Locator(".deliveries tbody tr").Filter(new() { HasText = "Test message from the ECS dashboard" })).ToContainTextAsync("Sent");

        var opened = Assert.Single(slack.Messages, message => message.Text.Contains("catalog (production/shop) is degraded", StringComparison.Ordinal));
        Assert.Null(opened.ThreadTs);
        Assert.Equal(opened.Ts, Assert.Single(slack.Messages, message => message.Text.Contains("is acknowledged by Sam Okafor", StringComparison.Ordinal)).ThreadTs);
        Assert.Contains(slack.Files.Seen, shared => shared.ThreadTs == opened.Ts && shared.Title == "production/shop/catalog: CPU");
        Assert.Single(slack.Messages, message => message.Text.Contains("Nothing is wrong.", StringComparison.Ordinal));
        await visitor.OpenAsync("/audit");
        await Expect(page.Locator("table.audit")).ToContainTextAsync("incident-acknowledged");
        await Expect(page.Locator("table.audit")).ToContainTextAsync("alert-test");
    }

    /// <summary>By the keys that a person has.</summary>
    private static async Task PressAsync(IPage page, ILocator button)
    {
        await Expect(button).ToBeVisibleAsync();
        for (var stop = 0; stop < 60 && !await button.EvaluateAsync<bool>("button => button === document.activeElement"); stop++)
            await page.Keyboard.PressAsync("Tab");
        await Expect(button).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
    }
}
