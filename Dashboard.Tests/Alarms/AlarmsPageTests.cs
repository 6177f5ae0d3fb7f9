using System.Collections.Immutable;
using Bunit;
using Dashboard.Alarms;
using Dashboard.Alarms.Mutes;
using Dashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Alarms;

public sealed class AlarmsPageTests : BunitContext
{
    private readonly Feed<AlarmsSnapshot> feed = new();

    public AlarmsPageTests()
    {
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon)).AddSingleton(feed);
        ComponentFactories.AddStub<CoveragePanel>();
        ComponentFactories.AddStub<MutesPanel>();
        ComponentFactories.AddStub<MuteControl>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void Alarms_in_alarm_come_first_and_lead_to_the_panel_of_their_metric()
    {
        Publish(Make.Alarm(Make.Key("cart"), "OK"), Make.Alarm(Make.Key(), "ALARM", "HTTPCode_Target_5XX_Count"));

        var page = Render<AlarmsPage>();

        var first = page.FindAll("tbody tr")[0];
        Assert.Contains("In alarm", first.TextContent, StringComparison.Ordinal);
        Assert.Equal("/services/production/shop/checkout#error-rate", first.QuerySelector(".alarm-name a")!.GetAttribute("href"));
        Assert.Contains("1 of 2 alarms is in alarm.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_filter_is_read_from_the_URL_and_written_to_it()
    {
        Publish(Make.Alarm(Make.Key("cart"), "OK"), Make.Alarm(Make.Key()), Make.Alarm(Make.Key("cart", target: "staging")));
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/alarms?state=alarm&target=production");
        var page = Render<AlarmsPage>();
        Assert.Equal("checkout-CPUUtilization", Assert.Single(page.FindAll("tbody .alarm-name a")).TextContent);

        page.Find("input[type=search]").Input("nothing like this");

        Assert.EndsWith("/alarms?q=nothing%20like%20this&state=alarm&target=production", navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("No alarm fits this filter.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_how_old_the_alarms_are()
    {
        feed.Publish(new AlarmsSnapshot([Make.Alarm(Make.Key())], ImmutableDictionary<string, Fault>.Empty), Make.Noon.AddSeconds(-8));
        Assert.Contains("Read 8 s ago.", Render<AlarmsPage>().Find(".page-head p").TextContent, StringComparison.Ordinal);

        feed.Publish(new AlarmsSnapshot([Make.Alarm(Make.Key())], ImmutableDictionary<string, Fault>.Empty), Make.Noon.AddMinutes(-2));
        Assert.Equal("Read 2 min ago.", Render<AlarmsPage>().Find(".page-head .late").TextContent);
    }

    [Fact]
    public void A_state_that_does_not_exist_is_explained()
    {
        Publish(Make.Alarm(Make.Key()));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/alarms?state=red");

        Assert.Contains("“red” is not an alarm state. Use alarm, ok, insufficient.", Render<AlarmsPage>().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_emptiness_a_fault_and_a_target_s_fault_each_have_words()
    {
        Assert.Contains("Reading alarms", Render<AlarmsPage>().Markup, StringComparison.Ordinal);

        feed.Fail(Make.Fault());
        Assert.Contains("Not reachable.", Render<AlarmsPage>().Markup, StringComparison.Ordinal);

        Publish();
        Assert.Contains("CloudWatch has no alarms here.", Render<AlarmsPage>().Markup, StringComparison.Ordinal);

        feed.Publish(new AlarmsSnapshot([Make.Alarm(Make.Key())], ImmutableDictionary<string, Fault>.Empty.Add("staging", Make.Fault(FaultKind.Denied))), Make.Noon);
        var page = Render<AlarmsPage>();
        Assert.Contains("The alarms of staging could not be read", page.Markup, StringComparison.Ordinal);
        Assert.Contains("checkout-CPUUtilization", page.Markup, StringComparison.Ordinal);
    }

    private void Publish(params CloudWatchAlarm[] alarms) => feed.Publish(new AlarmsSnapshot([.. alarms], ImmutableDictionary<string, Fault>.Empty), Make.Noon);
}
