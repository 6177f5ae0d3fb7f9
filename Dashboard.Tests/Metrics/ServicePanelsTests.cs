using System.Collections.Immutable;
using System.Text.Json;
using Bunit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class ServicePanelsTests : BunitContext, IAsyncLifetime
{
    private FakeCloudWatch cloud = default!;
    private readonly FakeTimeProvider time = new(Noon.AddSeconds(5));
    private readonly MetricStore store = new();
    private readonly Feed<FleetSnapshot> fleet = new();
    private readonly Feed<MetricsSnapshot> newest = new();
    private readonly Feed<TasksSnapshot> tasks = new();
    private readonly Feed<ContainerInsights> insights = new();
    private readonly Feed<ScalingSnapshot> scaling = new();

    public async ValueTask InitializeAsync()
    {
        cloud = await FakeCloudWatch.StartAsync(time);
        cloud.Value = _ => null;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(fleet);
        Services.AddSingleton(newest);
        Services.AddSingleton(tasks);
        insights.Publish(Insights(InsightsLevel.Off), Noon);
        Services.AddSingleton(insights);
        Services.AddSingleton(scaling);
        Services.AddSingleton(new ScalingActivitiesSource(cloud.Clients, time));
        Services.AddSingleton(cloud.Source).AddSingleton(store);
        Services.AddSingleton<ServiceMetrics>().AddSingleton<ServiceDetails>().AddSingleton<ServicePast>().AddSingleton<PanelReader>().AddSingleton<PanelShelf>().AddScoped<ChartAdvances>();
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await cloud.DisposeAsync();
    }

    private MinuteRing Ring(EcsService service)
    {
        fleet.Publish(MakeMetrics.Fleet(service), Noon);
        var ring = store.Of(service.Key);
        ring.Merge(Points(ServiceMetric.CpuPercent, (Noon.AddMinutes(-3), 42)), Noon.AddHours(-4), Noon);
        ring.Merge(Points(ServiceMetric.Requests, (Noon.AddMinutes(-3), 200)), Noon.AddHours(-4), Noon);
        ring.Merge(Points(ServiceMetric.TargetErrors, (Noon.AddMinutes(-3), 24)), Noon.AddHours(-4), Noon);
        return ring;
    }

    private IRenderedComponent<ServicePanels> Show(EcsService service, string? compare = null, string? panel = null, TaskExits? exits = null)
    {
        var panels = Render<ServicePanels>(parameters => parameters.Add(it => it.Key, service.Key).Add(it => it.Range, TimeRange.Default).Add(it => it.Compare, compare).Add(it => it.Panel, panel).Add(it => it.Exits, exits));
        panels.WaitForElement(".insights", TimeSpan.FromSeconds(20));
        return panels;
    }

    [Fact]
    public void Minimum_and_maximum_stand_beside_running_and_each_scaling_is_a_stroke_on_the_axis_of_every_panel()
    {
        Ring(Service());
        scaling.Publish(new ScalingSnapshot(ImmutableDictionary<ServiceKey, ScalingLimits>.Empty.Add(Checkout, new ScalingLimits(2, 9, false)), ImmutableDictionary<string, Fault>.Empty), Noon);
        cloud.Activities = $$"""{"ScalingActivities":[{"ActivityId":"1","Description":"Setting desired count to 4.","Cause":"monitor alarm High in state ALARM triggered policy cpu","StartTime":{{Noon.AddMinutes(-20).ToUnixTimeSeconds()}},"StatusCode":"Failed","StatusMessage":"Capacity is unavailable."},{"ActivityId":"0","Description":"Setting desired count to 3.","Cause":"schedule","StartTime":{{Noon.AddMinutes(-40).ToUnixTimeSeconds()}},"StatusCode":"Successful"}]}""";

        var panels = Show(Service());

        panels.WaitForAssertion(() => Assert.Equal(["scaled to 3 tasks", "scaling to 4 failed"], panels.FindAll("#cpu .marker").Select(marker => marker.GetAttribute("data-text"))));
        Assert.Equal(["marker scaling", "marker failed"], panels.FindAll("#cpu .marker").Select(marker => marker.GetAttribute("class")));
        Assert.Equal("Minimum 2 Maximum 9", string.Join(' ', panels.FindAll("[data-panel=running] .numbers div").Skip(1).Select(number => string.Join(' ', number.Children.Select(part => part.TextContent)))));
        Assert.Contains("The newest activity of this range: scaling to 4 failed: Capacity is unavailable.", Text(panels, "[data-panel=running]"), StringComparison.Ordinal);
    }

    private static string Text(IRenderedComponent<ServicePanels> panels, string selector) => string.Join(' ', panels.Find(selector).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void The_first_html_has_the_panels_their_ids_their_values_and_how_far_the_data_reach()
    {
        Ring(Service());

        var panels = Show(Service());

        Assert.Equal("42 %", panels.Find("#cpu .latest").TextContent);
        Assert.Equal("12 %", panels.Find("#error-rate .latest").TextContent);
        Assert.Contains("Data to 11:57", panels.Markup, StringComparison.Ordinal);
        Assert.All(new[] { "memory", "requests", "response-time", "health" }, id => Assert.NotNull(panels.Find("#" + id)));
    }

    [Fact]
    public void A_service_without_a_load_balancer_says_so_in_place_of_empty_charts()
    {
        Ring(Service(behindLoadBalancer: false));

        var panels = Show(Service(behindLoadBalancer: false));

        Assert.Contains("No load balancer", panels.Markup, StringComparison.Ordinal);
        Assert.Empty(panels.FindAll("#error-rate .chart"));
        Assert.NotNull(panels.Find("#error-rate"));
    }

    [Fact]
    public void Errors_of_a_shared_load_balancer_are_told_apart_from_the_rate()
    {
        Ring(Service(alone: false)).Merge(Points(ServiceMetric.LoadBalancerErrors, (Noon.AddMinutes(-3), 7)), Noon.AddHours(-4), Noon);

        Assert.Contains("answered 7 requests itself with 5xx", Show(Service(alone: false)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Thresholds_of_alarms_are_drawn_beside_the_panels_own_and_once_where_they_agree()
    {
        var ring = Ring(Service());
        ring.Merge(Points(ServiceMetric.MemoryPercent, (Noon.AddMinutes(-3), 60)), Noon.AddHours(-4), Noon);
        ring.Merge(Points(ServiceMetric.ResponseP95, (Noon.AddMinutes(-3), 0.2)), Noon.AddHours(-4), Noon);

        var panels = Render<ServicePanels>(parameters => parameters.Add(it => it.Key, Checkout).Add(it => it.Range, TimeRange.Default).Add(it => it.Thresholds,
            [new(ServiceMetric.CpuPercent, 80, "alarm"), new(ServiceMetric.MemoryPercent, 90, "alarm"), new(ServiceMetric.ResponseP95, 0.8, "p95 alarm")]));
        panels.WaitForElement(".insights", TimeSpan.FromSeconds(20));

        Assert.Equal("80 %", panels.Find("#cpu .threshold text").TextContent);
        Assert.Equal("alarm 90 %", panels.Find("#memory .threshold text").TextContent);
        Assert.Equal("p95 alarm 800 ms", panels.Find("#response-time .threshold text").TextContent);
    }

    [Fact]
    public void A_failed_read_keeps_the_values_and_says_why_they_are_old()
    {
        Ring(Service()).Fail(new Fault(FaultKind.Denied, "CloudWatch forbids reading CPUUtilization.", Noon));

        var panels = Show(Service());

        Assert.Contains("CloudWatch forbids reading CPUUtilization.", panels.Markup, StringComparison.Ordinal);
        Assert.Equal("42 %", panels.Find("#cpu .latest").TextContent);
    }

    [Fact]
    public void A_new_minute_is_told_of_the_panel_whose_series_changed_and_draws_none()
    {
        var module = JSInterop.SetupModule(_ => true);
        module.Setup<string[]?>("advance", _ => true).SetResult([]);
        var ring = Ring(Service());
        var panels = Show(Service());
        var charts = panels.FindComponents<Chart>();
        var before = charts.ToDictionary(chart => chart.Instance.Id, chart => chart.RenderCount);

        ring.Merge(Points(ServiceMetric.CpuPercent, (Noon.AddMinutes(-2), 55)), Noon.AddHours(-4), Noon);
        newest.Publish(new MetricsSnapshot([], []), Noon);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(SpinWait.SpinUntil(() => module.Invocations["advance"].Count == 1, TimeSpan.FromSeconds(20)));
        var told = JsonSerializer.SerializeToElement(module.Invocations["advance"].Single().Arguments[3]);
        Assert.Equal(("cpu", "55 %"), (Assert.Single(told.EnumerateArray())[0].GetString(), told[0][2][0].GetString()));
        Assert.All(charts, chart => Assert.Equal(before[chart.Instance.Id], chart.RenderCount));
    }

    [Fact]
    public void One_panel_that_CloudWatch_forbids_says_so_and_the_others_do_not()
    {
        Ring(Service());
        cloud.Status = name => name == "HTTPCode_Target_4XX_Count" ? "Forbidden" : "Complete";

        var panels = Show(Service());

        Assert.Contains("CloudWatch forbids reading HTTPCode_Target_4XX_Count.", panels.Find("[data-panel=responses] .fault").TextContent, StringComparison.Ordinal);
        Assert.Single(panels.FindAll(".fault"), fault => fault.TextContent.Contains("CloudWatch", StringComparison.Ordinal));
        Assert.Equal("42 %", panels.Find("#cpu .latest").TextContent);
    }

    [Fact]
    public void What_only_this_page_asks_stays_with_its_age_and_the_reason_when_CloudWatch_fails_later()
    {
        var ring = Ring(Service());
        cloud.Value = name => name == "MemoryUtilization" ? 66 : null;
        var panels = Show(Service());
        panels.WaitForAssertion(() => Assert.Contains("maximum 66 %", Text(panels, "#memory figcaption"), StringComparison.Ordinal));

        cloud.Error = "AccessDeniedException";
        time.Advance(TimeSpan.FromMinutes(2));
        ring.Merge(Points(ServiceMetric.CpuPercent, (Noon, 43)), Noon.AddHours(-4), Noon.AddMinutes(2));
        newest.Publish(new MetricsSnapshot([], []), Noon.AddMinutes(2));
        time.Advance(TimeSpan.FromSeconds(1));

        panels.WaitForAssertion(() => Assert.Contains("were last read 2 min ago", Text(panels, ".stale-line"), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Contains("maximum 66 %", Text(panels, "#memory figcaption"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_Container_Insights_is_off_one_line_says_how_to_turn_it_on_and_no_empty_panel_stands_there()
    {
        Ring(Service());

        var panels = Show(Service());

        Assert.Contains("aws ecs update-cluster-settings --cluster shop --settings name=containerInsights,value=enhanced", panels.Find(".insights").TextContent, StringComparison.Ordinal);
        Assert.Empty(panels.FindAll("[data-panel=network], [data-panel=disk], [data-panel=task-cpu]"));
    }

    [Fact]
    public void Yesterday_lies_dashed_under_today_and_is_in_the_legend()
    {
        Ring(Service());
        cloud.Value = name => name == "CPUUtilization" ? 30 : null;

        var panels = Show(Service(), compare: "1d");

        panels.WaitForAssertion(() => Assert.Equal("30 %", panels.Find("#cpu li:last-child .latest").TextContent));
        Assert.Equal("yesterday", panels.Find("#cpu path.dashed").GetAttribute("data-name"));
        Assert.StartsWith("M0 ", panels.Find("#cpu path.dashed").GetAttribute("d"), StringComparison.Ordinal);
        Assert.Equal("yesterday ✕", panels.Find(".compare [aria-current]").TextContent);
    }

    [Fact]
    public void What_cannot_be_compared_or_shown_alone_costs_one_sentence()
    {
        Ring(Service());

        var panels = Show(Service(), compare: "3y", panel: "<b>");

        Assert.Equal(["“3y” is not a comparison. Use compare=1d for yesterday or compare=7d for last week. Showing no comparison.", "checkout has no panel “<b>”. It has cpu, memory, error-rate, response-time, requests, responses, targets, running, restarts."],
            panels.FindAll("[role=alert]").Select(alert => alert.TextContent));
        Assert.Equal("42 %", panels.Find("#cpu .latest").TextContent);
    }

    [Fact]
    public void A_panel_that_the_address_names_has_the_screen_and_a_way_back_that_keeps_the_rest_of_the_address()
    {
        Ring(Service());
        Services.GetRequiredService<NavigationManager>().NavigateTo("/services/production/shop/checkout?range=3h&panel=cpu");

        var panels = Show(Service(), panel: "cpu");

        var full = Assert.Single(panels.FindAll(".panel.full"));
        Assert.Equal(("cpu", "dialog"), (full.GetAttribute("data-panel"), full.GetAttribute("role")));
        Assert.EndsWith("/services/production/shop/checkout?range=3h", full.QuerySelector("[data-leave]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("/services/production/shop/checkout/panels/cpu.csv?range=1h", full.QuerySelector("[download]")!.GetAttribute("href"));
    }

    [Fact]
    public void Tasks_that_were_killed_for_their_memory_are_counted_apart()
    {
        Ring(Service());
        tasks.Publish(Make.Tasks(), Noon);

        var panels = Show(Service(), exits: new TaskExits([new(Noon.AddMinutes(-10), true), new(Noon.AddMinutes(-5), false)], Noon.AddHours(-24)));

        Assert.Equal(2, panels.FindAll("[data-panel=restarts] path").Count);
        Assert.Contains("out of memory: 0, between 0 and 1.", panels.Find("#restarts-words").TextContent, StringComparison.Ordinal);
    }
}
