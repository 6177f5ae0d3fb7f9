using Dashboard.Alarms.BlackBox;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Store;
using Dashboard.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Alarms.BlackBox;

public sealed class BlackBoxPollTests : IDisposable
{
    private readonly TempDatabase file = new();
    private readonly FakeTimeProvider time = new(Make.Noon);
    private readonly Feed<TasksSnapshot> tasks = new();
    private Feed<BlackBoxSnapshot> feed = new();
    private Database database;
    private BlackBoxStore store;
    private BlackBoxPoll poll;

    public BlackBoxPollTests() => (database, store, poll) = Start();

    [Fact]
    public async Task A_task_that_stopped_is_written_once_however_often_it_is_seen_and_across_a_restart()
    {
        await SeeAsync(Make.StoppedTask("1", Make.Noon.AddMinutes(-1)));
        await SeeAsync(Make.StoppedTask("1", Make.Noon.AddMinutes(-1)), Make.StoppedTask("2", Make.Noon));
        Restart();
        await SeeAsync(Make.StoppedTask("1", Make.Noon.AddMinutes(-1)), Make.StoppedTask("2", Make.Noon), Make.Task("3"));

        var group = Assert.Single(await GroupsAsync());
        Assert.Equal((2, Make.Noon.AddMinutes(-1), Make.Noon), (group.Tasks, group.FirstAt, group.LastAt));
        Assert.Equal("2", group.Latest.TaskId);
    }

    [Fact]
    public async Task What_ECS_has_forgotten_still_counts_after_a_restart()
    {
        await SeeAsync([.. Enumerable.Range(0, 3).Select(at => Make.StoppedTask($"{at}", Make.Noon.AddMinutes(-at)))]);
        Restart();
        await SeeAsync();

        Assert.Equal(3, ContinuousFailure.Of(feed.Current.Value!.Of(Make.Key()), Make.Noon)!.Tasks);
    }

    [Fact]
    public async Task After_ninety_days_it_is_forgotten_and_not_before()
    {
        await SeeAsync(Make.StoppedTask("1", Make.Noon));
        time.Advance(TimeSpan.FromDays(90));
        await SeeAsync();
        Assert.Single(await GroupsAsync());

        time.Advance(TimeSpan.FromHours(1.5));
        await SeeAsync();
        Assert.Empty(await GroupsAsync());
        Assert.Empty(feed.Current.Value!.Recent);
    }

    [Fact]
    public async Task What_cannot_be_written_is_judged_all_the_same_said_and_written_later()
    {
        await SeeAsync(Make.StoppedTask("0", Make.Noon, exitCode: 1));
        await database.WriteAsync((connection, transaction) => Dapper.SqlMapper.ExecuteAsync(connection, "CREATE TRIGGER broken BEFORE INSERT ON black_box_stops BEGIN SELECT RAISE(ABORT, 'disk full'); END", transaction: transaction), TestContext.Current.CancellationToken);

        await SeeAsync([.. Enumerable.Range(1, 3).Select(at => Make.StoppedTask($"{at}", Make.Noon.AddMinutes(-at)))]);

        Assert.Contains("3 stopped tasks are not recorded", feed.Current.Fault!.Message, StringComparison.Ordinal);
        Assert.NotNull(ContinuousFailure.Of(feed.Current.Value!.Of(Make.Key()), Make.Noon));

        await database.WriteAsync((connection, transaction) => Dapper.SqlMapper.ExecuteAsync(connection, "DROP TRIGGER broken", transaction: transaction), TestContext.Current.CancellationToken);
        await poll.RunAsync(TestContext.Current.CancellationToken);

        Assert.Null(feed.Current.Fault);
        Assert.Equal(4, (await GroupsAsync()).Sum(group => group.Tasks));
    }

    [Fact]
    public async Task Groups_tell_the_revisions_and_keep_what_was_stopped_on_purpose_apart()
    {
        await SeeAsync(
            Make.StoppedTask("1", Make.Noon.AddMinutes(-3)),
            Make.StoppedTask("2", Make.Noon.AddMinutes(-2)) with { TaskDefinition = Make.Ref(revision: 44) },
            Make.StoppedTask("3", Make.Noon.AddMinutes(-1)) with { TaskDefinition = Make.Ref(revision: 44) },
            Make.StoppedTask("4", Make.Noon, exitCode: 143, reason: "") with { StopCode = "ServiceSchedulerInitiated", StoppedReason = "Scaling activity initiated by (deployment ecs-svc/1)" },
            Make.StoppedTask("5", Make.Noon, service: "cart"));

        var groups = await GroupsAsync();

        Assert.Equal([true, false], groups.Select(group => group.IsFailure));
        Assert.Equal([("checkout:44", 2), ("checkout:43", 1)], groups[0].Revisions.Select(revision => (revision.Name!, revision.Tasks)));
        Assert.Equal("OutOfMemoryError: Container killed due to memory usage", groups[0].Latest.Said);
    }

    [Fact]
    public async Task A_round_that_brings_nothing_new_makes_nobody_render()
    {
        await SeeAsync(Make.StoppedTask("1", Make.Noon));
        var before = feed.Current;

        await SeeAsync(Make.StoppedTask("1", Make.Noon));

        Assert.Same(before, feed.Current);
    }

    public void Dispose()
    {
        database.Dispose();
        file.Dispose();
    }

    private void Restart()
    {
        database.Dispose();
        feed = new();
        (database, store, poll) = Start();
    }

    private (Database, BlackBoxStore, BlackBoxPoll) Start()
    {
        var opened = file.Open(BlackBoxStore.Schema);
        return (opened, new(opened), new(new(opened), tasks, feed, time, NullLogger<BlackBoxPoll>.Instance));
    }

    private Task SeeAsync(params EcsTask[] seen)
    {
        tasks.Publish(Make.Tasks(seen), time.GetUtcNow());
        return poll.RunAsync(TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<StopGroup>> GroupsAsync() => await store.GroupsAsync(Make.Key(), TestContext.Current.CancellationToken);
}
