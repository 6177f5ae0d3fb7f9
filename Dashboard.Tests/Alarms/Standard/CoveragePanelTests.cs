using Bunit;
using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Alarms.Standard;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.SignIn;
using Dashboard.Tests.Rollback;
using Dashboard.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Alarms.Standard;

public sealed class CoveragePanelTests : BunitContext
{
    [Fact]
    public async Task Every_service_says_what_it_has_and_the_on_call_engineer_creates_what_it_lacks_after_seeing_the_request()
    {
        await using var house = await AlarmsHouse.StartAsync();
        var panel = Show(house, "on-call", "wishlist");
        Assert.Contains("1 of 1 service lacks at least one alarm.", panel.Find(".coverage-head").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Missing", "Missing", "Judged here"], panel.FindAll("tbody tr .state-chip").Select(chip => chip.TextContent.Trim()));

        await panel.Find("tbody button").ClickAsync(new());
        Assert.Contains("\"MetricName\": \"CPUUtilization\"", panel.Find("dialog pre").TextContent, StringComparison.Ordinal);
        await panel.Find("#alarm-reason").InputAsync(new() { Value = "x" });
        await panel.Find("dialog .act").ClickAsync(new());
        Assert.Contains("Give a reason", panel.Find("#alarm-problem").TextContent, StringComparison.Ordinal);
        await panel.Find("#alarm-reason").InputAsync(new() { Value = "nobody watches it" });
        await panel.Find("dialog .act").ClickAsync(new());
        await panel.WaitForStateAsync(() => panel.FindAll("[data-outcome=created]").Count == 2, TimeSpan.FromSeconds(20));

        Assert.NotNull(house.Alarm("shop-wishlist-error-rate"));
        await panel.Find("dialog .act").ClickAsync(new());
        Assert.Empty(panel.FindAll("dialog"));
    }

    [Fact]
    public async Task Who_may_not_create_them_sees_the_request_and_the_code_and_is_told_who_may()
    {
        await using var house = await AlarmsHouse.StartAsync();
        var panel = Show(house, "operator", "wishlist");

        await panel.Find("tbody button").ClickAsync(new());

        Assert.True(panel.Find("dialog .act").HasAttribute("disabled"));
        Assert.Contains("Creating alarms needs the role OnCall.", panel.Find("dialog footer").TextContent, StringComparison.Ordinal);
        Assert.Contains("aws_cloudwatch_metric_alarm", panel.Find("[aria-label=Terraform]").TextContent, StringComparison.Ordinal);
        Assert.Contains("AWS::CloudWatch::Alarm", panel.Find("[aria-label='CloudFormation template']").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<CoveragePanel> Show(AlarmsHouse house, string person, string text)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(house.House.Time).AddDoors();
        Services.AddSingleton(house.House.Get<FleetCoverage>()).AddSingleton(house.Creation);
        Services.AddSingleton(house.House.Get<Feed<FleetSnapshot>>()).AddSingleton(house.House.Get<Feed<AlarmsSnapshot>>());
        Services.AddSingleton(house.House.Get<Feed<BlackBoxSnapshot>>()).AddSingleton(house.House.Get<Feed<ContainerInsights>>());
        return Render<CoveragePanel>(parameters => parameters.Add(panel => panel.Text, text)
            .AddCascadingValue(People.State(person)));
    }
}
