using Bunit;
using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Store;
using Dashboard.Tests.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Alarms.BlackBox;

public sealed class StoppedTasksPanelTests : BunitContext
{
    private readonly TempDatabase file = new();
    private readonly Database database;
    private readonly BlackBoxStore store;
    private readonly Feed<BlackBoxSnapshot> feed = new();

    public StoppedTasksPanelTests()
    {
        database = file.Open(BlackBoxStore.Schema);
        store = new(database);
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon)).AddSingleton(feed).AddSingleton(store);
    }

    [Fact]
    public async Task Three_alike_are_called_continuously_failing_with_the_latest_task_s_log_beside()
    {
        await KeepAsync([.. Enumerable.Range(1, 3).Select(at => Make.StoppedTask($"task{at}", Make.Noon.AddMinutes(-at)) with { StartedAt = Make.Noon.AddMinutes(-at - 2) })]);

        var panel = Show();

        Assert.Contains("3 tasks stopped, out of memory (exit code 137)", panel.Find(".note-problem").TextContent, StringComparison.Ordinal);
        Assert.Contains("used more memory than its limit", panel.Find(".stop-why").TextContent, StringComparison.Ordinal);
        Assert.Equal("3", panel.Find("td.num").TextContent);
        Assert.Contains("v1 (checkout:43) × 3", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("/logs?service=production%2Fshop%2Fcheckout&task=task1&from=2026-01-31T11:56:00Z&to=2026-01-31T12:01:00Z", panel.Find("td a").GetAttribute("href"));
    }

    [Fact]
    public async Task What_was_stopped_on_purpose_is_shown_when_asked_for()
    {
        await KeepAsync(Make.StoppedTask("1", Make.Noon) with { StopCode = "UserInitiated", StoppedReason = "Task stopped by user" });

        var panel = Show();
        Assert.Contains("No task that failed was seen here.", panel.Markup, StringComparison.Ordinal);
        await panel.Find("input[type=checkbox]").ChangeAsync(new() { Value = true });

        Assert.Single(panel.FindAll("tbody tr"));
    }

    [Fact]
    public async Task Waiting_emptiness_and_a_fault_each_have_words()
    {
        Assert.Contains("Reading stopped tasks", Show().Markup, StringComparison.Ordinal);

        await KeepAsync();
        Assert.Contains("No stopped task was seen here.", Show().Markup, StringComparison.Ordinal);

        feed.Fail(Make.Fault());
        Assert.Contains("Not reachable.", Show().Markup, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        database.Dispose();
        file.Dispose();
    }

    private async Task KeepAsync(params EcsTask[] tasks)
    {
        var snapshot = Make.Stops(tasks);
        await store.RecordAsync([.. snapshot.Recent.Values.SelectMany(stops => stops)], Xunit.TestContext.Current.CancellationToken);
        feed.Publish(snapshot, Make.Noon);
    }

    private IRenderedComponent<StoppedTasksPanel> Show() => Render<StoppedTasksPanel>(parameters => parameters.Add(panel => panel.Key, Make.Key()));
}
