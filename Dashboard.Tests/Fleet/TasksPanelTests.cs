using Bunit;
using Dashboard.Fleet;
using Dashboard.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Fleet;

public sealed class TasksPanelTests : BunitContext
{
    [Fact]
    public void As_a_card_every_value_has_its_label_and_only_a_stopped_task_says_why()
    {
        var feed = new Feed<TasksSnapshot>();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon)).AddSingleton(feed);
        feed.Publish(Make.Tasks(Make.Task(), Make.StoppedTask("1", Make.Noon.AddMinutes(-1))), Make.Noon);

        var rows = Render<TasksPanel>(parameters => parameters.Add(panel => panel.Key, Make.Key())).FindAll(".cards tbody tr");

        Assert.Equal(["Status", "Health", "Version", "Zone", "Started", "Why it stopped"], rows[0].QuerySelectorAll("[data-label]").Select(cell => cell.GetAttribute("data-label")));
        Assert.Contains("none", rows[0].QuerySelector("td.wide")!.ClassName, StringComparison.Ordinal);
        Assert.Contains("exit code 137", rows[1].QuerySelector("td.wide.prose")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_that_is_overdue_says_so_and_the_next_takes_it_back_though_the_tasks_are_the_same()
    {
        var (feed, time) = (new Feed<TasksSnapshot>(), new FakeTimeProvider(Make.Noon));
        Services.AddSingleton<TimeProvider>(time).AddSingleton(feed);
        var tasks = Make.Tasks(Make.Task());
        feed.Publish(tasks, Make.Noon);
        var panel = Render<TasksPanel>(parameters => parameters.Add(shown => shown.Key, Make.Key()));
        Assert.Empty(panel.FindAll(".stale-line"));

        time.Advance(TimeSpan.FromMinutes(2));
        feed.Publish(tasks, Make.Noon);
        panel.WaitForState(() => panel.FindAll(".stale-line").Count == 1);

        time.Advance(TimeSpan.FromSeconds(1));
        feed.Publish(tasks, time.GetUtcNow());
        panel.WaitForState(() => panel.FindAll(".stale-line").Count == 0);
    }

    [Theory]
    [InlineData("another task")]
    [InlineData("a task of the same is another")]
    [InlineData("the cluster could not be read")]
    [InlineData("nothing could be read")]
    public void What_a_person_could_see_is_drawn(string what)
    {
        var feed = new Feed<TasksSnapshot>();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon)).AddSingleton(feed);
        var before = Make.Tasks(Make.Task());
        feed.Publish(before, Make.Noon);
        var panel = Render<TasksPanel>(parameters => parameters.Add(shown => shown.Key, Make.Key()));
        var markup = panel.Markup;

        feed.Publish(what switch
        {
            "another task" => Make.Tasks(Make.Task(), Make.Task("other")),
            "a task of the same is another" => Make.Tasks(Make.Task(health: "UNHEALTHY")),
            "the cluster could not be read" => before with { Faults = before.Faults.Add((Make.Key().Target, Make.Key().Cluster), Make.Fault()) },
            _ => before,
        }, Make.Noon, what == "nothing could be read" ? Make.Fault() : null);

        panel.WaitForState(() => panel.Markup != markup);
    }
}
