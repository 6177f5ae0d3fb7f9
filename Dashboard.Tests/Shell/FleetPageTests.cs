using System.Collections.Immutable;
using Bunit;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback.Preflight;
using Dashboard.Rollback;
using Dashboard.Shell;
using Dashboard.Status;
using Dashboard.Tests.Rollback;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Shell;

public sealed class FleetPageTests : BunitContext
{
    private readonly Feed<FleetBoard> feed = new();
    private readonly Feed<ReadinessSnapshot> readiness = new();
    private readonly Feed<RollbacksSnapshot> rollbacks = new();

    public FleetPageTests()
    {
        Services.AddSingleton(new FakeTimeProvider(Make.Noon));
        Services.AddSingleton<TimeProvider>(all => all.GetRequiredService<FakeTimeProvider>());
        Services.AddSingleton(feed);
        Services.AddSingleton(readiness);
        Services.AddSingleton(rollbacks);
        Services.AddSingleton<CallMeter>();
        Services.AddSingleton<FleetRows>();
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

    [Theory]
    [InlineData("production/*", 0, true)]
    [InlineData("production/*", 10, false)]
    [InlineData("staging/*", 0, false)]
    public void What_waits_for_a_second_person_stands_above_the_rows_for_whom_sees_the_place(string place, int minutesLater, bool isShown)
    {
        rollbacks.Publish(new([Intents.Accepted with { State = IntentState.AwaitingApproval }]), Make.Noon);
        Services.GetRequiredService<FakeTimeProvider>().Advance(TimeSpan.FromMinutes(minutesLater));
        feed.Publish(new FleetBoard([Row("cart", ServiceState.Healthy)], [Make.Cluster(Make.Service())]), Make.Noon);

        var page = Render<FleetPage>(parameters => parameters.AddCascadingValue(Places.Of([place])));

        Assert.Equal(isShown ? ["Sam Okafor asked 0 s ago to roll checkout back to v1.4.2 (checkout:42); it waits until 2026-01-31 12:10:00Z for another on-call engineer to approve it. Look at what would change"] : [],
            page.FindAll(".waiting-rollback").Select(note => note.TextContent.Trim()));
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

    [Theory]
    [InlineData("Whether the services can go back is being found out.")]
    [InlineData("All 3 can go back now.", "cart yes", "search yes", "billing yes")]
    [InlineData("2 of 3 can go back now. billing cannot.", "cart yes", "search yes", "billing no")]
    [InlineData("1 of 3 can go back now. billing cannot. 1 is not checked yet.", "cart yes", "billing no")]
    public void The_headline_says_how_many_can_go_back(string sentence, params string[] found)
    {
        readiness.Publish(Found(found), Make.Noon);

        var line = Show("/", Row("cart", ServiceState.Healthy), Row("search", ServiceState.Healthy), Row("billing", ServiceState.Healthy)).Find(".readiness");

        Assert.Equal(sentence, string.Join(' ', line.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void A_namesake_is_told_by_its_target_and_an_old_answer_by_its_age()
    {
        var namesake = Row("billing", ServiceState.Healthy) with { Service = Make.Service("billing", target: "staging") };
        readiness.Publish(Found("billing no"), Make.Noon);
        Services.GetRequiredService<FakeTimeProvider>().Advance(TimeSpan.FromMinutes(31));

        var line = Show("/", Row("billing", ServiceState.Healthy), namesake).Find(".readiness");

        Assert.Contains("billing (production) cannot.", line.TextContent, StringComparison.Ordinal);
        Assert.Contains("31 min ago", line.QuerySelector(".late")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_that_cannot_go_back_say_why_and_are_one_click_away()
    {
        readiness.Publish(Found("cart yes", "billing no"), Make.Noon);

        var page = Show("/?state=healthy", Row("cart", ServiceState.Healthy), Row("billing", ServiceState.Healthy), Row("search", ServiceState.Healthy));

        Assert.Contains("The image of billing is gone.", page.FindAll(".back")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("v1.0.42", page.FindAll(".back")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Not checked yet", page.FindAll(".back")[2].TextContent, StringComparison.Ordinal);
        Assert.Equal("/?state=healthy&rollback=no", page.Find(".readiness a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("/?rollback=no", "billing")]
    [InlineData("/?rollback=yes", "cart")]
    [InlineData("/?rollback=maybe", "cart billing search")]
    public void The_url_filters_by_whether_a_service_can_go_back(string url, string shown)
    {
        readiness.Publish(Found("cart yes", "billing no"), Make.Noon);

        var page = Show(url, Row("cart", ServiceState.Healthy), Row("billing", ServiceState.Healthy), Row("search", ServiceState.Healthy));

        Assert.Equal(shown, string.Join(' ', page.FindAll("tbody th a").Select(link => link.TextContent)));
        Assert.Equal(url.EndsWith("maybe", StringComparison.Ordinal) ? 1 : 0, page.FindAll("[role=alert]").Count);
    }

    private static ReadinessSnapshot Found(params string[] found) => new(found.Select(text => text.Split(' ')).Select(pair => new ServiceReadiness(Make.Key(pair[0]), Make.Ref(pair[0], 42), "v1.0.42", pair[1] == "yes",
        pair[1] == "yes" ? "It can go back to v1.0.42." : $"The image of {pair[0]} is gone.", null, Make.Noon)).ToImmutableDictionary(one => one.Key));

    [Fact]
    public void The_wall_shows_the_worst_first_without_a_link_or_a_button_and_never_more_than_can_be_read()
    {
        var page = Show("/?wall", [Row("checkout", ServiceState.Failing, "error rate 12 %"), .. Enumerable.Range(0, 40).Select(index => Row($"cart-{index}", ServiceState.Healthy))]);

        Assert.Equal(24, page.FindAll(".tile").Count);
        Assert.Contains("checkout", page.Find(".tile").TextContent, StringComparison.Ordinal);
        Assert.Contains("The worst 24 of 41 services", page.Find(".age").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a, button, input"));
    }

    [Fact]
    public void The_wall_takes_the_fleets_filters_and_says_what_it_cannot_read()
    {
        var rows = new[] { Row("checkout", ServiceState.Failing, "error rate 12 %"), Row("cart", ServiceState.Healthy) };

        Assert.Equal("checkout", Assert.Single(Show("/?wall&state=failing", rows).FindAll(".tile h2")).TextContent);
        Assert.Contains("“sick”", Show("/?wall&state=sick", rows).Find(".age").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wall_says_that_its_data_are_out_of_date_although_no_new_reading_comes()
    {
        var page = Show("/?wall", Row("cart", ServiceState.Healthy));
        Assert.DoesNotContain("Out of date", page.Markup, StringComparison.Ordinal);

        Services.GetRequiredService<FakeTimeProvider>().Advance(TimeSpan.FromMinutes(2));
        Services.GetRequiredService<FakeTimeProvider>().Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("Out of date: what you see was read 2 min ago.", page.Find(".age.stale").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }
}
