using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Logs;

public sealed class LogScopesTests
{
    private readonly Feed<FleetSnapshot> fleet = new();
    private readonly Feed<TasksSnapshot> tasks = new();
    private readonly LogScopes scopes;

    public LogScopesTests() => scopes = new LogScopes(new AwsTargets(Options.Create(new AwsOptions { Source = AwsSource.Simulator })), fleet, tasks);

    [Fact]
    public void A_service_is_the_streams_of_its_container_in_its_group()
    {
        fleet.Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon);

        var scope = Assert.Single(scopes.Resolve([Make.Key()], []).Scopes);

        Assert.Equal(("production:/ecs/shop/checkout", "checkout/checkout/"), (scope.Group.ToString(), scope.StreamPrefix));
    }

    [Fact]
    public void Of_one_task_only_the_streams_that_bear_its_id_are_searched()
    {
        fleet.Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon);

        Assert.Equal("checkout/checkout/0a1b2c", Assert.Single(scopes.Resolve([Make.Key()], [], "0a1b2c").Scopes).StreamPrefix);
    }

    [Fact]
    public void Services_that_share_a_group_are_told_apart_by_their_prefix()
    {
        fleet.Publish(Make.Snapshot(LogsRoom.Logging("checkout", "/all"), LogsRoom.Logging("cart", "/all")), Make.Noon);

        var selection = scopes.Resolve([Make.Key(), Make.Key("cart")], []);

        Assert.Equal(["checkout/checkout/", "cart/cart/"], selection.Scopes.Select(scope => scope.StreamPrefix));
        Assert.Empty(selection.Notes);
    }

    [Fact]
    public void Services_that_share_group_and_prefix_are_told_apart_by_their_tasks()
    {
        fleet.Publish(Make.Snapshot(LogsRoom.Logging("checkout", "/all", "ecs", "app"), LogsRoom.Logging("cart", "/all", "ecs", "app")), Make.Noon);
        tasks.Publish(Make.Tasks(Make.Task("t1"), Make.Task("t2", "cart")), Make.Noon);

        var selection = scopes.Resolve([Make.Key()], []);

        Assert.Equal(["ecs/app/t1"], Assert.Single(selection.Scopes).Streams);
        Assert.Contains("shares the log group /all with cart", Assert.Single(selection.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_group_swallows_the_part_of_a_service_in_it()
    {
        fleet.Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon);

        var selection = scopes.Resolve([Make.Key()], [new LogGroupKey("production", "/ecs/shop/checkout")]);

        Assert.Null(Assert.Single(selection.Scopes).StreamPrefix);
    }

    [Fact]
    public void What_cannot_be_searched_says_why()
    {
        fleet.Publish(Make.Snapshot(Make.Service("mute"), Make.Service("unread") with { Definition = null }), Make.Noon);

        var selection = scopes.Resolve([Make.Key("gone"), Make.Key("mute"), Make.Key("unread")], [new LogGroupKey("nowhere", "/x")]);

        Assert.Empty(selection.Scopes);
        Assert.Equal(
            [
                "There is no target nowhere, so its log group /x is not searched.",
                "There is no service production/shop/gone in the clusters that are watched.",
                "production/shop/mute does not log to CloudWatch: no container of mute:43 uses the awslogs driver.",
                "The task definition of production/shop/unread was not read yet, so its log groups are unknown. Choose a log group instead.",
            ],
            selection.Notes);
    }

    [Fact]
    public void What_was_not_read_yet_is_not_called_missing()
    {
        fleet.Publish(new FleetSnapshot([new ClusterReading("production", null, [], null, null), .. Make.Snapshot(LogsRoom.Logging("cart", target: "staging")).Clusters]), Make.Noon);

        var selection = scopes.Resolve([Make.Key()], []);

        Assert.Equal("The services of production were not read yet, so the log groups of production/shop/checkout are unknown.", Assert.Single(selection.Notes));
        Assert.False(selection.IsWhole);
    }

    [Fact]
    public void A_selection_is_whole_once_nothing_that_is_read_later_can_change_it()
    {
        var unread = LogsRoom.Logging("cart", "/all", "ecs", "app") with { Definition = null };
        fleet.Publish(Make.Snapshot(LogsRoom.Logging("checkout", "/all", "ecs", "app"), unread), Make.Noon);
        Assert.False(scopes.Resolve([Make.Key()], []).IsWhole);

        fleet.Publish(Make.Snapshot(LogsRoom.Logging("checkout", "/all", "ecs", "app"), LogsRoom.Logging("cart", "/all", "ecs", "app")), Make.Noon);
        Assert.False(scopes.Resolve([Make.Key()], []).IsWhole);

        tasks.Publish(Make.Tasks(Make.Task("t1")), Make.Noon);
        Assert.True(scopes.Resolve([Make.Key()], []).IsWhole);
    }
}
