using Bunit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

/// <summary>The search page in the first seconds of the process, when the services come in pieces.</summary>
public sealed class LogsPageStartTests : BunitContext, IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(Make.Noon);
    private FakeLogs aws = default!;

    private Feed<FleetSnapshot> Fleet => Services.GetRequiredService<Feed<FleetSnapshot>>();

    private Feed<TasksSnapshot> Tasks => Services.GetRequiredService<Feed<TasksSnapshot>>();

    public async ValueTask InitializeAsync()
    {
        aws = await FakeLogs.StartAsync();
        Services.AddLogsRoom(aws.Url, time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Logs/LogList.razor.js").Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        aws.Add("/ecs/shop/checkout", Make.Noon.AddMinutes(-1), "of checkout");
        aws.Add("/ecs/shop/cart", Make.Noon.AddMinutes(-2), "of cart", "cart/cart/0a1b2c");
    }

    [Fact]
    public async Task A_link_that_is_opened_before_any_service_was_read_is_searched_once_they_are()
    {
        var page = Render("/logs?service=production/shop/checkout");
        Assert.Contains("The services were not read yet", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        Fleet.Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon);

        await UntilAsync(page, () => Status(page).StartsWith("1 line between", StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task A_service_whose_cluster_or_task_definition_comes_later_is_searched_then()
    {
        Fleet.Publish(new FleetSnapshot([new ClusterReading("production", null, [], null, null)]), Make.Noon);
        var page = Render("/logs?service=production/shop/checkout&service=production/shop/cart");
        Assert.All(page.FindAll("[role=alert]"), note => Assert.Contains("were not read yet", note.TextContent, StringComparison.Ordinal));

        Fleet.Publish(Make.Snapshot(LogsRoom.Logging(), LogsRoom.Logging("cart") with { Definition = null }), Make.Noon);
        await UntilAsync(page, () => Status(page).StartsWith("1 line between", StringComparison.Ordinal));
        Assert.Contains("The task definition of production/shop/cart was not read yet", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        Fleet.Publish(Make.Snapshot(LogsRoom.Logging(), LogsRoom.Logging("cart")), Make.Noon);
        await UntilAsync(page, () => Status(page).StartsWith("2 lines between", StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Lines_of_a_shared_group_are_narrowed_to_the_service_once_its_tasks_are_read()
    {
        Fleet.Publish(Make.Snapshot(LogsRoom.Logging("checkout", "/all", "ecs", "app"), LogsRoom.Logging("cart", "/all", "ecs", "app")), Make.Noon);
        aws.Add("/all", Make.Noon.AddMinutes(-1), "mine", "ecs/app/t1");
        aws.Add("/all", Make.Noon.AddMinutes(-1), "of the other", "ecs/app/t2");
        var page = Render("/logs?service=production/shop/checkout");
        await UntilAsync(page, () => Status(page).StartsWith("2 lines between", StringComparison.Ordinal));

        Tasks.Publish(Make.Tasks(Make.Task("t1"), Make.Task("t2", "cart")), Make.Noon);

        await UntilAsync(page, () => Status(page).StartsWith("1 line between", StringComparison.Ordinal));
        Assert.Contains("mine", page.Find("[role=option]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_resolved_is_searched_once_however_often_the_services_are_read()
    {
        Fleet.Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon);
        var page = Render("/logs?service=production/shop/checkout&service=production/shop/gone");
        await UntilAsync(page, () => Status(page).StartsWith("1 line between", StringComparison.Ordinal));
        var renders = page.RenderCount;

        for (var reading = 1; reading <= 3; reading++)
        {
            Fleet.Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon.AddSeconds(reading * 5));
            await UntilAsync(page, () => page.RenderCount >= renders + reading);
        }

        Assert.Single(aws.Searches);
        Assert.Contains("There is no service production/shop/gone", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_the_person_stopped_is_not_begun_again()
    {
        var gate = new TaskCompletionSource();
        Fleet.Publish(Make.Snapshot(LogsRoom.Logging()), Make.Noon);
        aws.Gate = gate.Task;
        var page = Render("/logs?service=production/shop/checkout&service=production/shop/cart");
        await UntilAsync(page, () => aws.Searches.Count == 1);
        await page.FindAll("button").Single(button => button.TextContent == "Stop").ClickAsync();
        var renders = page.RenderCount;

        Fleet.Publish(Make.Snapshot(LogsRoom.Logging(), LogsRoom.Logging("cart")), Make.Noon);

        await UntilAsync(page, () => page.RenderCount > renders);
        Assert.Contains("Stopped.", Status(page), StringComparison.Ordinal);
        gate.SetResult();
    }

    private IRenderedComponent<LogsPage> Render(string url)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        return Render<LogsPage>();
    }

    private static string Status(IRenderedComponent<LogsPage> page) => page.FindAll("[role=status]") is [var first, ..] ? first.TextContent : "";

    // Renders are paced by the clock, which only this test moves.
    private async Task UntilAsync(IRenderedComponent<LogsPage> page, Func<bool> isSo)
    {
        for (var step = 0; !await page.InvokeAsync(isSo); step++)
        {
            Assert.True(step < 2_000, $"This page does not come to what was waited for: {page.Find(".page").TextContent}");
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(5, Xunit.TestContext.Current.CancellationToken);
        }
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await aws.DisposeAsync();
    }
}
