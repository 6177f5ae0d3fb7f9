using Bunit;
using Dashboard.Alerts;
using Dashboard.Status;
using Dashboard.Tests.Rollback;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Tests.Alerts;

public sealed class AlertsPageTests : BunitContext, IAsyncLifetime
{
    private AlertHouse house = null!;
    private SlackDouble slack = null!;

    public async ValueTask InitializeAsync() => slack = await SlackDouble.StartAsync();

    [Fact]
    public async Task The_on_call_engineer_sees_what_is_open_and_acknowledges_it()
    {
        var page = await OpenAsync("on-call", Row.Failing(), Row.Degraded("cart", "1 of 2 tasks running"));

        Assert.Contains("1 incident is open.", page.Find(".page-head p").TextContent, StringComparison.Ordinal);
        Assert.Equal("/services/production/shop/checkout", page.Find(".incidents th a").GetAttribute("href"));
        await page.Find("button[aria-label='Acknowledge production/shop/checkout']").ClickAsync();
        house.Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("1 acknowledged", page.Find(".page-head p").TextContent, StringComparison.Ordinal));
        Assert.True(house.Open[0].IsAcknowledged);
        Assert.Empty(page.FindAll("button[aria-label^=Acknowledge]"));
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_has_no_buttons()
    {
        var page = await OpenAsync("operator", Row.Failing());

        Assert.Empty(page.FindAll("button"));
        Assert.Contains("error rate 12 %", page.Find(".incidents").TextContent, StringComparison.Ordinal);
        Assert.Contains("Slack webhook", page.Find(".destinations").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("T0/B0", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_that_does_not_arrive_says_why()
    {
        slack.Fault = SlackFault.Gone;
        var page = await OpenAsync("manager", Row.Failing());

        Assert.Equal("Waiting after 1 attempt", page.Find(".deliveries .delivery-waiting").TextContent);
        Assert.Contains("Slack answered no_service (HTTP 404).", page.Find(".deliveries").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipient_who_is_refused_stands_beside_the_destination()
    {
        await using var smtp = new SmtpDouble();
        smtp.Refuses["gone@example.com"] = "550 5.1.1 No such user";
        var page = await OpenAsync("manager", new AlertHouse(AlertHouse.Mail(smtp, "gone@example.com", "here@example.com")), Row.Failing());

        Assert.Equal("gone@example.com: Failed", page.Find(".destinations .delivery-failed").TextContent);
        Assert.Contains("does not take mail for this recipient: 550 5.1.1 No such user.", page.Find(".destinations").TextContent, StringComparison.Ordinal);
        Assert.Equal("here@example.com: Sent", page.Find(".destinations .delivery-sent").TextContent);
        Assert.Contains("all services", page.Find(".destinations").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_message_is_sent_from_the_page()
    {
        var page = await OpenAsync("manager");
        await page.Find("button[aria-label='Send a test message to on-call']").ClickAsync();
        await house.Get<Courier>().RunAsync(Xunit.TestContext.Current.CancellationToken);

        Assert.Contains("Nothing is wrong.", Assert.Single(slack.Texts), StringComparison.Ordinal);
        Assert.Contains("Test message from the ECS dashboard", page.Find(".deliveries").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_configured_the_page_says_that_nobody_is_told()
    {
        var page = await OpenAsync("on-call", new AlertHouse(), Row.Failing());

        Assert.Contains("Nobody is told: no destination is configured.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_over_stays_in_sight()
    {
        var page = await OpenAsync("operator", Row.Failing());
        await house.PassAsync(TimeSpan.FromMinutes(6), Row.Healthy());
        house.Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("checkout", page.Find(".past-incidents").TextContent, StringComparison.Ordinal));
        Assert.Contains("Nothing is open.", page.Markup, StringComparison.Ordinal);
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await house.DisposeAsync();
        await slack.DisposeAsync();
    }

    private Task<IRenderedComponent<AlertsPage>> OpenAsync(string person, params ServiceStatus[] rows) => OpenAsync(person, new AlertHouse(AlertHouse.Slack(slack)), rows);

    private async Task<IRenderedComponent<AlertsPage>> OpenAsync(string person, AlertHouse opened, params ServiceStatus[] rows)
    {
        house = opened;
        house.Publish(rows);
        await house.RoundAsync();
        house.ShareWith(Services);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return Render<AlertsPage>(page => page.AddCascadingValue(People.State(person)));
    }
}
