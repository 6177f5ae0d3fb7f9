using Dashboard.Metrics;
using Dashboard.Metrics.Panels;
using Dashboard.Simulator;
using Dashboard.Ui;

namespace Dashboard.Tests.Metrics.Panels;

public sealed class SimulatedPanelsTests
{
    private static ServicePanel Panel(PanelBook book, string id) => book.Panels.Single(panel => panel.Id == id);

    private static double[] Values(ServicePanel panel, string line) => [.. panel.Lines.Single(one => one.Name == line).Values.OfType<double>()];

    private static string[] Ids(PanelBook book) => [.. book.Panels.Select(panel => panel.Id)];

    [Fact]
    public async Task A_cluster_with_enhanced_observability_has_every_panel_with_values()
    {
        await using var house = await PanelHouse.StartAsync();

        var book = await house.ReadAsync("fraud-check", "payments");

        Assert.Equal(["cpu", "memory", "error-rate", "response-time", "requests", "responses", "targets", "zones", "running", "restarts", "network", "disk", "task-cpu"], Ids(book));
        Assert.All(book.Panels.Where(panel => panel.Id != "restarts"), panel => Assert.All(panel.Lines, line => Assert.NotEmpty(line.Values.OfType<double>())));
        Assert.All(book.Panels, panel => Assert.Null(panel.Fault));
        Assert.Null(book.InsightsNote);
        Assert.Equal(3, Panel(book, "task-cpu").Lines.Length);
    }

    [Fact]
    public async Task Maxima_lie_above_averages_percentiles_in_order_and_zones_add_up()
    {
        await using var house = await PanelHouse.StartAsync();

        var book = await house.ReadAsync("storefront");

        Assert.All(Values(Panel(book, "cpu"), "average").Zip(Values(Panel(book, "cpu"), "maximum")), pair => Assert.True(pair.First < pair.Second));
        var times = Panel(book, "response-time");
        var average = new[] { "p50", "p90", "p95", "p99" }.Select(name => Values(times, name).Average()).ToArray();
        Assert.Equal(average.Order(), average);
        var zones = Panel(book, "zones").Lines;
        Assert.Equal(6, zones.Sum(zone => zone.Values.OfType<double>().Last()));
        Assert.Contains("1 vCPU each, 6 vCPU for the 6 that run", Panel(book, "cpu").Facts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_split_into_those_of_targets_and_of_the_load_balancer_which_add_up()
    {
        await using var house = await PanelHouse.StartAsync();

        var panel = Panel(await house.ReadAsync("checkout"), "error-rate");

        Assert.All(Values(panel, "Error rate").Zip(Values(panel, "of targets"), Values(panel, "of the load balancer")), one => Assert.Equal(one.First, one.Second + one.Third, 6));
    }

    [Fact]
    public async Task Without_load_balancer_and_Container_Insights_there_are_fewer_panels_and_a_sentence()
    {
        await using var house = await PanelHouse.StartAsync();

        var book = await house.ReadAsync("events-worker", "platform");

        Assert.Equal(["cpu", "memory", "running", "restarts", "network", "disk"], Ids(book));
        Assert.Contains("--cluster platform --settings name=containerInsights,value=enhanced", book.InsightsNote, StringComparison.Ordinal);
        Assert.All(Values(Panel(book, "running"), "running"), count => Assert.Equal(2, count));
    }

    [Fact]
    public async Task Container_Insights_without_enhanced_observability_has_network_and_disk_but_no_tasks()
    {
        await using var house = await PanelHouse.StartAsync();

        var book = await house.ReadAsync("auth", "platform");

        Assert.Contains("network", Ids(book));
        Assert.DoesNotContain("task-cpu", Ids(book));
        Assert.StartsWith("Per-task CPU needs", book.InsightsNote, StringComparison.Ordinal);
        Assert.Equal(["running", "pending", "desired"], Panel(book, "running").Lines.Select(line => line.Name));
    }

    [Fact]
    public async Task Clusters_that_may_not_be_described_cost_their_panels_and_nothing_else()
    {
        await using var house = await PanelHouse.StartAsync(new InjectedFault("DescribeClusters", InjectedFault.Denied));

        var book = await house.ReadAsync("storefront");

        Assert.StartsWith("Whether the cluster has Container Insights could not be read", book.InsightsNote, StringComparison.Ordinal);
        Assert.Equal(["cpu", "memory", "error-rate", "response-time", "requests", "responses", "targets", "zones", "running", "restarts"], Ids(book));
        Assert.NotEmpty(Values(Panel(book, "cpu"), "maximum"));
    }

    [Fact]
    public async Task Partial_data_and_internal_errors_are_said_at_the_panels_that_lack_them()
    {
        await using var house = await PanelHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("GetMetricData", InjectedFault.Partial, About: "TaskId"));

        var book = await house.ReadAsync("payments-api", "payments");

        Assert.NotEmpty(book.Panels.Where(panel => panel.Fault is not null));
        Assert.NotEmpty(Values(Panel(book, "cpu"), "average"));
        Assert.NotEmpty(Values(Panel(book, "requests"), "Requests"));
    }

    [Fact]
    public async Task Last_week_is_on_the_same_axis()
    {
        await using var house = await PanelHouse.StartAsync();

        var line = Panel(await house.ReadAsync("storefront", comparison: Comparison.All[1]), "requests").Lines[^1];

        Assert.True(line is { Name: "last week", IsDashed: true });
        Assert.NotNull(line.Latest(house.LastHour));
        var then = await house.ReadAsync("storefront", range: new TimeSpanUtc(house.LastHour.From.AddDays(-7), house.LastHour.To.AddDays(-7)));
        Assert.Equal(Panel(then, "requests").Lines[0].Highest(new TimeSpanUtc(house.LastHour.From.AddDays(-7), house.LastHour.To.AddDays(-7).AddMinutes(-1))), line.Highest(new TimeSpanUtc(house.LastHour.From, house.LastHour.To.AddMinutes(-1))));
    }

    [Fact]
    public async Task Nobody_who_looks_makes_the_poll_of_the_fleet_ask_for_more()
    {
        await using var house = await PanelHouse.StartAsync();
        var poll = new MetricsPoll(house.Fleet.Fleet, house.Source, house.Store, new(), house.Fleet.Time);
        await poll.RunAsync(TestContext.Current.CancellationToken);
        var before = house.MetricsAsked;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => house.ReadAsync("payments-api", "payments")));
        var looking = house.MetricsAsked - before;
        house.Fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await poll.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before, house.MetricsAsked - before - looking);
        Assert.InRange(looking, 20, 40);
    }
}
