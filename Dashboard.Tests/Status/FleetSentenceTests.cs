using Dashboard.Fleet;
using Dashboard.Status;

namespace Dashboard.Tests.Status;

public sealed class FleetSentenceTests
{
    private static ServiceStatus Row(string service, ServiceState state, DateTimeOffset? since = null) =>
        new(Make.Service(service), state, [], since, null, null, null, []);

    private static string Words(params ServiceStatus[] rows) => Words(new FleetBoard([.. rows], []));

    private static string Words(FleetBoard board) =>
        string.Concat(FleetSentence.Of(board).Select(part => part.At is { } at ? at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) : part.Text));

    [Fact]
    public void It_names_the_worst_since_when_and_after_which_deployment()
    {
        var deployment = Make.Deployment(startedAt: Make.Noon.AddMinutes(-21));
        var failing = Row("checkout", ServiceState.Failing, Make.Noon.AddMinutes(-20)) with { Suspect = deployment, History = Make.History(Make.Key(), deployment) };

        Assert.Equal("3 services: 1 healthy. checkout (production/shop) is failing since 11:40, after deployment of v1.0.43 at 11:39. 1 is degraded.",
            Words(failing, Row("cart", ServiceState.Degraded), Row("search", ServiceState.Healthy)));
    }

    [Fact]
    public void What_runs_again_though_it_was_rolled_back_from_is_counted() =>
        Assert.Equal("2 services: 1 healthy. checkout (production/shop) is degraded. 1 runs again what was rolled back from.",
            Words(Row("checkout", ServiceState.Degraded) with { RunsBadAgain = true }, Row("cart", ServiceState.Healthy)));

    [Fact]
    public void All_healthy_is_said_in_one_breath() =>
        Assert.Equal("All 2 services are healthy.", Words(Row("cart", ServiceState.Healthy), Row("search", ServiceState.Healthy)));

    [Fact]
    public void What_deploys_is_counted_alike_on_the_fleet_and_on_the_status_page()
    {
        ServiceStatus[] rows = [Row("checkout", ServiceState.Failing), Row("search", ServiceState.Deploying), Row("cart", ServiceState.Healthy), Row("auth", ServiceState.Healthy)];

        Assert.Equal("4 services: 2 healthy, 1 deploying. checkout (production/shop) is failing.", Words(rows));
        Assert.Equal("4 services: 2 healthy, 1 deploying. Failing: checkout.", StatusWords.Sentence(new FleetBoard([.. rows], [])));
        Assert.Equal("3 services: 2 healthy, 1 deploying.", StatusWords.Sentence(new FleetBoard([.. rows[1..]], [])));
        Assert.Equal("2 services: none healthy. cart (production/shop) is failing. 1 is degraded.", Words(Row("cart", ServiceState.Failing), Row("auth", ServiceState.Degraded)));
    }

    [Fact]
    public void When_nothing_is_known_it_claims_nothing_and_says_how_old_the_data_is()
    {
        var board = new FleetBoard([Row("cart", ServiceState.Unknown), Row("search", ServiceState.Unknown)], [Make.Cluster(Make.Service()) with { Fault = Make.Fault() }]);

        Assert.Equal("The state of all 2 services is unknown: the newest data is from 12:00.", Words(board));
    }

    [Fact]
    public void An_empty_fleet_says_whether_it_could_not_be_read()
    {
        Assert.Equal("There are no services in the clusters that are watched.", Words());
        Assert.Equal("No service could be read.", Words(new FleetBoard([], [new ClusterReading("production", null, [], null, Make.Fault())])));
    }
}
