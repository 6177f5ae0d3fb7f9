using Bunit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Shell;
using Dashboard.Status;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Shell;

public sealed class FleetPageTests : BunitContext
{
    private readonly Feed<FleetBoard> feed = new();

    public FleetPageTests()
    {
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon));
        Services.AddSingleton(feed);
        ComponentFactories.AddStub<RollBackButton>("<b class=\"rollback\"></b>");
    }

    private static ServiceStatus Row(string service, ServiceState state, params string[] facts) =>
        new(Make.Service(service), state, [.. facts], null, null, Make.Metrics(Make.Noon, Make.Hour(1)), null, []);

    private IRenderedComponent<FleetPage> Show(string url, params ServiceStatus[] rows)
    {
        feed.Publish(new FleetBoard([.. rows], [Make.Cluster(Make.Service())]), Make.Noon);
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        return Render<FleetPage>();
    }

    [Fact]
    public void The_worst_service_stands_first_with_its_fact_and_a_rollback()
    {
        var page = Show("/", Row("checkout", ServiceState.Failing, "error rate 12 %", "CPU 90 %"), Row("cart", ServiceState.Healthy));

        var first = page.Find("tbody tr");
        Assert.Contains("error rate 12 % (+1)", first.TextContent, StringComparison.Ordinal);
        Assert.Equal("/services/production/shop/checkout", first.QuerySelector("th a")!.GetAttribute("href"));
        Assert.Single(page.FindAll(".rollback"));
    }

    [Fact]
    public void The_url_filters_and_a_state_that_does_not_exist_is_explained()
    {
        Assert.Single(Show("/?state=healthy", Row("checkout", ServiceState.Failing), Row("cart", ServiceState.Healthy)).FindAll("tbody tr"));
        Assert.Contains("not a state", Show("/?state=broken", Row("cart", ServiceState.Healthy)).Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_age_stands_under_the_headline_and_is_marked_when_it_is_old()
    {
        var board = new FleetBoard([Row("cart", ServiceState.Healthy) with { MetricsAt = Make.Noon.AddMinutes(-2) }], []);
        string Age() => string.Join(' ', Render<FleetPage>().Find(".age").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        feed.Publish(board, Make.Noon.AddSeconds(-4));
        Assert.Equal("Read 4 s ago · metrics to 11:58 UTC", Age());
        Assert.Empty(Render<FleetPage>().FindAll(".age .late"));

        feed.Publish(board, Make.Noon.AddSeconds(-40));
        Assert.Equal("Read 40 s ago", Render<FleetPage>().Find(".age .late").TextContent);
    }

    [Fact]
    public void No_match_offers_to_clear_the_filters() =>
        Assert.Equal("/", Show("/?q=nothing", Row("cart", ServiceState.Healthy)).Find(".empty-state a").GetAttribute("href"));

    [Fact]
    public void A_large_fleet_shows_its_worst_hundred_until_all_are_asked_for()
    {
        var page = Show("/", [.. Enumerable.Range(0, 150).Select(index => Row($"service-{index}", ServiceState.Healthy))]);
        Assert.Equal(100, page.FindAll("tbody tr").Count);

        page.Find(".link-button").Click();

        Assert.Equal(150, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void A_cluster_that_cannot_be_read_says_so_above_rows_that_stay()
    {
        var service = Make.Service() with { Fault = Make.Fault() };
        feed.Publish(new FleetBoard([Row("checkout", ServiceState.Unknown) with { Service = service }], [Make.Cluster(service) with { Fault = Make.Fault() }]), Make.Noon);

        var page = Render<FleetPage>();

        Assert.Contains("did not answer", page.Find(".note-fault").TextContent, StringComparison.Ordinal);
        Assert.Contains("stale", page.Find("tbody tr").ClassName, StringComparison.Ordinal);
    }
}
