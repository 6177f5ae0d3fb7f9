using Bunit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class ServicePanelsTests : BunitContext
{
    private readonly FakeTimeProvider time = new(Noon.AddSeconds(5));
    private readonly MetricStore store = new();
    private readonly Feed<FleetSnapshot> fleet = new();
    private readonly Feed<MetricsSnapshot> newest = new();

    public ServicePanelsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(fleet);
        Services.AddSingleton(newest);
        Services.AddSingleton(new ServiceMetrics(fleet, store, new MetricSource(null!, time), time));
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

    private IRenderedComponent<ServicePanels> Show(EcsService service) =>
        Render<ServicePanels>(parameters => parameters.Add(panels => panels.Key, service.Key).Add(panels => panels.Range, TimeRange.Default));

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
    public void A_new_minute_draws_the_panel_whose_series_changed()
    {
        var ring = Ring(Service());
        var panels = Show(Service());
        ring.Merge(Points(ServiceMetric.CpuPercent, (Noon.AddMinutes(-2), 55)), Noon.AddHours(-4), Noon);
        var charts = panels.FindComponents<Chart>();
        var before = charts.ToDictionary(chart => chart.Instance.Id, chart => chart.RenderCount);

        newest.Publish(new MetricsSnapshot([], []), Noon);
        time.Advance(TimeSpan.FromSeconds(1));

        panels.WaitForAssertion(() => Assert.Equal("55 %", panels.Find("#cpu .latest").TextContent));
        Assert.Equal(["cpu"], charts.Where(chart => chart.RenderCount > before[chart.Instance.Id]).Select(chart => chart.Instance.Id));
    }
}
