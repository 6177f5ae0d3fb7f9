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
}
