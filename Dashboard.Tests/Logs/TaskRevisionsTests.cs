using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Store;
using Dashboard.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

public sealed class TaskRevisionsTests : IDisposable
{
    private readonly TempDatabase file = new();
    private readonly FakeTimeProvider time = new(Make.Noon);
    private readonly Feed<TasksSnapshot> tasks = new();
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_stream_belongs_to_the_revision_of_the_task_whose_id_it_ends_in()
    {
        using var database = file.Open(TaskRevisionStore.Schema);
        using var revisions = Over(database);
        Publish(Make.Task("t43"), Make.Task("t42", revision: 42));

        Assert.Equal(Make.Ref(revision: 43), revisions.Of(Make.Key(), "web/app/t43"));
        Assert.Equal(Make.Ref(revision: 42), revisions.Of(Make.Key(), "web/app/t42"));
        Assert.Equal(["t42"], revisions.TasksOf(Make.Key(), Make.Ref(revision: 42)).Select(run => run.Id));
    }

    [Theory]
    [InlineData("web/app/t44")]
    [InlineData("t43")]
    [InlineData("web/app/")]
    [InlineData("")]
    [InlineData("web/t43/app")]
    public void A_stream_without_a_task_that_was_seen_belongs_to_none(string stream)
    {
        using var database = file.Open(TaskRevisionStore.Schema);
        using var revisions = Over(database);
        Publish(Make.Task("t43"));

        Assert.Null(revisions.Of(Make.Key(), stream));
    }

    [Fact]
    public void A_task_of_another_service_is_not_taken_for_one_of_this()
    {
        using var database = file.Open(TaskRevisionStore.Schema);
        using var revisions = Over(database);
        Publish(Make.Task("t7", "cart", 7));

        Assert.Null(revisions.Of(Make.Key(), "web/app/t7"));
    }

    [Fact]
    public async Task A_task_that_ECS_has_forgotten_is_known_after_a_restart()
    {
        using var database = file.Open(TaskRevisionStore.Schema);
        using (var before = Over(database))
        {
            Publish(Make.Task("t42", revision: 42));
            await before.RunAsync(Cancel);
        }

        Publish();
        using var after = Over(database);
        await after.LoadAsync(Cancel);

        Assert.Equal(Make.Ref(revision: 42), after.Of(Make.Key(), "web/app/t42"));
        Assert.Equal(Make.Noon.AddHours(-3), after.TasksOf(Make.Key(), Make.Ref(revision: 42)).Single().CreatedAt);
    }

    [Fact]
    public async Task A_task_is_written_when_it_is_first_seen_and_not_at_every_poll()
    {
        using var database = file.Open(TaskRevisionStore.Schema);
        using var revisions = Over(database);
        Publish(Make.Task("t43"));
        await revisions.RunAsync(Cancel);
        time.Advance(TimeSpan.FromDays(1));
        Publish(Make.Task("t43"));
        await revisions.RunAsync(Cancel);

        Assert.Equal(Make.Noon, Assert.Single(await new TaskRevisionStore(database).AllAsync(Cancel)).SeenAt);
    }

    [Fact]
    public async Task Tasks_are_forgotten_thirty_days_after_they_were_last_seen_and_running_ones_never()
    {
        using var database = file.Open(TaskRevisionStore.Schema);
        using var revisions = Over(database);
        Publish(Make.Task("old", revision: 42), Make.Task("long"));
        await revisions.RunAsync(Cancel);
        for (var day = 0; day < 32; day++)
        {
            time.Advance(TimeSpan.FromDays(1));
            Publish(Make.Task("long"), Make.Task($"new{day}"));
            await revisions.RunAsync(Cancel);
        }

        Assert.Null(revisions.Of(Make.Key(), "web/app/old"));
        Assert.Equal(Make.Ref(), revisions.Of(Make.Key(), "web/app/long"));
        var kept = (await new TaskRevisionStore(database).AllAsync(Cancel)).Select(run => run.Id).ToList();
        Assert.DoesNotContain("old", kept);
        Assert.Contains("long", kept);
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_costs_the_memory_of_earlier_processes_only()
    {
        file.Open(TaskRevisionStore.Schema).Dispose();
        file.MakeReadOnly();
        using var database = file.Open(TaskRevisionStore.Schema);
        using var revisions = Over(database);
        Publish(Make.Task("t43"));

        await revisions.RunAsync(Cancel);

        Assert.Equal(Make.Ref(), revisions.Of(Make.Key(), "web/app/t43"));
    }

    public void Dispose() => file.Dispose();

    private TaskRevisions Over(Database database) => new(tasks, new TaskRevisionStore(database), time, NullLogger<TaskRevisions>.Instance);

    private void Publish(params EcsTask[] all) => tasks.Publish(Make.Tasks(all), time.GetUtcNow());
}
