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

    [Fact]
    public void A_row_is_drawn_again_only_when_a_person_would_see_the_difference()
    {
        var shown = Row("cart", ServiceState.Healthy) with { CpuPercent = 30 };
        var row = Render<FleetRow>(parameters => parameters.Add(part => part.Row, shown));
        int After(ServiceStatus next)
        {
            row.Render(parameters => parameters.Add(part => part.Row, next));
            return row.RenderCount;
        }

        Assert.Equal(1, After(shown with { Service = Make.Service("cart") with { ObservedAt = Make.Noon.AddSeconds(5) }, Metrics = Make.Metrics(Make.Noon, Make.Hour(1)) }));
        Assert.Equal(2, After(shown with { CpuPercent = 31 }));
        Assert.Equal(3, After(shown with { Service = Make.Service("cart") with { Running = 1 } }));
        Assert.Equal(4, After(shown with { State = ServiceState.Degraded, Facts = ["1 of 2 tasks running"] }));
        Assert.Equal(5, After(shown with { Metrics = Make.Metrics(Make.Noon, Make.Hour(2)) }));
        Assert.Equal(6, After(shown with { Metrics = Make.Metrics(Make.Noon, Make.Hour(2)), Service = Make.Service("cart") with { ObservedAt = Make.Noon.AddSeconds(30) } }));
    }
}
