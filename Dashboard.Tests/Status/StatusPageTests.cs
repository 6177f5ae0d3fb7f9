using System.Collections.Immutable;
using Bunit;
using Dashboard.Alarms;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Status;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Status;

public sealed class StatusPageTests : BunitContext
{
    private readonly Feed<FleetBoard> board = new();
    private readonly Feed<AvailabilitySnapshot> availability = new();
    private readonly Feed<AlarmsSnapshot> alarms = new();

    public StatusPageTests()
    {
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon)).AddSingleton(board).AddSingleton(availability).AddSingleton(alarms);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        alarms.Publish(new AlarmsSnapshot([Make.Alarm(Make.Key())], ImmutableDictionary<string, Fault>.Empty), Make.Noon);
    }

    [Fact]
    public void The_first_sentence_names_what_fails_and_the_row_says_since_which_version()
    {
        var history = Make.History(Make.Key(), Make.Deployment(revision: 43, startedAt: Make.Noon.AddMinutes(-25)));
        Publish(Row("checkout", ServiceState.Failing) with { Facts = ["error rate 12 % over the last 5 minutes"], Suspect = history.Deployments[0], History = history }, Row("cart", ServiceState.Healthy));

        var page = Render<StatusPage>();

        Assert.Equal("2 services: 1 healthy. Failing: checkout.", page.Find(".status-sentence").TextContent);
        Assert.Contains("Does not work as it should: error rate 12 % over the last 5 minutes. It began after v1.0.43 was deployed.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("checkout: checkout-CPUUtilization", page.Find("#open-alarms").ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Availability_is_never_rounded_up_to_a_hundred_and_little_traffic_says_nothing()
    {
        Publish(Row("checkout", ServiceState.Healthy));
        availability.Publish(new AvailabilitySnapshot(
            ImmutableDictionary<ServiceKey, ServiceAvailability>.Empty.Add(Make.Key(), new(new(99, 0), new(1_000_000, 1), new(0, 0))),
            ImmutableDictionary<ServiceKey, Fault>.Empty), Make.Noon);

        var cells = Render<StatusPage>().FindAll("td.availability").Select(cell => cell.TextContent.Trim());

        Assert.Equal(["Too little traffic to say", "99.99\u00a0%", "No requests"], cells);
    }

    [Fact]
    public void A_service_whose_requests_nobody_counts_has_no_number_and_says_why()
    {
        Publish(Row("events-worker", ServiceState.Healthy) with { Service = Make.Service("events-worker") with { LoadBalancers = [] } });

        var cell = Render<StatusPage>().FindAll("td.availability span")[0];

        Assert.Equal(("–", "It has no load balancer that counts requests."), (cell.TextContent, cell.GetAttribute("title")));
    }

    [Fact]
    public void The_week_counts_deployments_and_those_that_went_back()
    {
        var back = Make.Deployment(revision: 42, startedAt: Make.Noon.AddHours(-1)) with { Sources = [Make.Revision(revision: 43)] };
        var history = Make.History(Make.Key(), back, Make.Deployment(revision: 43, startedAt: Make.Noon.AddHours(-2)), Make.Deployment(revision: 41, startedAt: Make.Noon.AddDays(-3), status: "ROLLBACK_SUCCESSFUL"), Make.Deployment(revision: 40, startedAt: Make.Noon.AddDays(-8)));
        Publish(Row("checkout", ServiceState.Healthy) with { History = history });

        var week = Render<StatusPage>().Find("#week").ParentElement!;

        Assert.Contains("3 deployments, 2 of them rollbacks.", week.TextContent, StringComparison.Ordinal);
        Assert.Contains("Rolled back to it", week.QuerySelectorAll("li")[0].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("v1.0.40", week.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_board_stays_and_says_why()
    {
        Publish(Row("checkout", ServiceState.Healthy));
        board.Fail(Make.Fault());

        var page = Render<StatusPage>();

        Assert.Contains("Not reachable.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("The one service is healthy.", page.Markup, StringComparison.Ordinal);
    }

    private void Publish(params ServiceStatus[] rows) => board.Publish(new FleetBoard([.. rows], []), Make.Noon);

    private static ServiceStatus Row(string service, ServiceState state) => new(Make.Service(service), state, [], null, null, null, null, []);
}
