using System.Security.Claims;
using Bunit;
using Dashboard.Logs;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

/// <summary>What the search page shows to a person who searches and follows as much as one may in other pages.</summary>
public sealed class LogLimitsTests : BunitContext, IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(Make.Noon);
    private FakeLogs aws = default!;

    private Limits Limits => Services.GetRequiredService<Limits>();

    public async ValueTask InitializeAsync()
    {
        aws = await FakeLogs.StartAsync();
        aws.Add("/a", Make.Noon.AddMinutes(-1), "a line");
        Services.AddLogsRoom(aws.Url, time).Configure<LimitsOptions>(limits => (limits.SearchesPerPerson, limits.FollowsPerPerson) = (1, 1));
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Logs/LogList.razor.js").Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task A_search_too_many_waits_and_says_for_what_and_runs_when_there_is_room()
    {
        var elsewhere = Limits.Take(new ClaimsPrincipal(), Limit.Searches, out _)!;
        var page = Render("/logs?group=production:/a");
        await UntilAsync(() => page.FindAll("[role=alert]").Count > 0);
        Assert.StartsWith("Searches of yours that are running now: 1, as many as one person may run at once.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(aws.Searches);

        elsewhere.Dispose();
        await page.Find("form.log-query").SubmitAsync();
        await UntilAsync(() => page.FindAll("[role=option]").Count == 1);
        Assert.Empty(page.FindAll("[role=alert]"));
        await UntilAsync(() => Limits.Take(new ClaimsPrincipal(), Limit.Searches, out _) is not null);
    }

    [Fact]
    public async Task What_is_one_too_many_to_follow_is_searched_and_not_followed_until_another_page_stops()
    {
        var elsewhere = Limits.Take(new ClaimsPrincipal(), Limit.Follows, out _)!;
        var page = Render("/logs?group=production:/a&follow=1");
        await UntilAsync(() => page.FindAll("[role=option]").Count == 1);
        Assert.StartsWith("Searches that you are following now: 1, as many as one person may follow at once.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Services.GetRequiredService<LogTails>().Polls);

        elsewhere.Dispose();
        await page.Find("form.log-query").SubmitAsync();
        await UntilAsync(() => Services.GetRequiredService<LogTails>().Polls == 1);
        Assert.Null(Limits.Take(new ClaimsPrincipal(), Limit.Follows, out _));
        await DisposeComponentsAsync();
        Assert.NotNull(Limits.Take(new ClaimsPrincipal(), Limit.Follows, out _));
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        for (var step = 0; !isSo(); step++)
        {
            Assert.True(step < 2_000, "It does not come.");
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(5, Xunit.TestContext.Current.CancellationToken);
        }
    }

    private IRenderedComponent<LogsPage> Render(string url)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        return Render<LogsPage>();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await aws.DisposeAsync();
    }
}
