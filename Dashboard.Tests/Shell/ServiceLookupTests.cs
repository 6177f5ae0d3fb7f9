using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Shell;
using Dashboard.Status;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Shell;

public sealed class ServiceLookupTests
{
    private static FleetBoard Board(Fault? fault = null, DateTimeOffset? observedAt = null) =>
        new([new ServiceStatus(Service(), ServiceState.Healthy, [], null, null, null, null, [])],
            [new ClusterReading("production", "shop", [Service()], observedAt ?? Noon, fault), new ClusterReading("staging", null, [], null, new Fault(FaultKind.Denied, "no listing", Noon)), new ClusterReading("production", "late", [], null, null)]);

    [Fact]
    public void A_service_that_is_there_is_found() =>
        Assert.Equal(Checkout, ServiceLookup.In(Board(), Checkout).Row!.Key);

    [Fact]
    public void An_unknown_target_names_those_that_exist()
    {
        var found = ServiceLookup.In(Board(), new ServiceKey("moon", "shop", "checkout"));

        Assert.Equal("There is no target “moon”.", found.Missing);
        Assert.Equal(["production", "staging"], found.Near.Select(near => near.Name));
    }

    [Fact]
    public void An_unknown_cluster_names_those_of_its_target() =>
        Assert.Equal(["late", "shop"], ServiceLookup.In(Board(), new ServiceKey("production", "nope", "checkout")).Near.Select(near => near.Name));

    [Fact]
    public void An_unknown_service_links_to_those_of_its_cluster()
    {
        var found = ServiceLookup.In(Board(), new ServiceKey("production", "shop", "nope"));

        Assert.Contains("There is no service “nope”", found.Missing, StringComparison.Ordinal);
        Assert.Equal(("checkout", "/services/production/shop/checkout"), Assert.Single(found.Near));
    }

    [Fact]
    public void A_target_whose_clusters_cannot_be_listed_gives_the_fault_and_does_not_call_the_service_missing()
    {
        var found = ServiceLookup.In(Board(), new ServiceKey("staging", "shop-staging", "checkout"));

        Assert.Null(found.Missing);
        Assert.Equal("no listing", found.Fault!.Message);
    }

    [Fact]
    public void A_target_whose_clusters_were_not_listed_yet_does_not_call_the_service_missing()
    {
        var board = new FleetBoard([], [new ClusterReading("production", null, [], null, null), new ClusterReading("staging", "shop-staging", [], Noon, null)]);

        Assert.Null(ServiceLookup.In(board, Checkout).Missing);
    }

    [Fact]
    public void A_cluster_that_was_not_read_yet_does_not_call_the_service_missing() =>
        Assert.Null(ServiceLookup.In(Board(), new ServiceKey("production", "late", "x")).Missing);
}
