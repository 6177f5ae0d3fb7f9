using Bunit;
using Dashboard.Aws;
using Dashboard.Live;
using Dashboard.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Live;

public sealed class InstrumentsPageTests : BunitContext, IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(Make.Noon);
    private readonly Feed<string> feed = new();
    private readonly string poll = Guid.NewGuid().ToString();
    private Instruments instruments = default!;

    public async ValueTask InitializeAsync()
    {
        instruments = new Instruments([feed], time);
        await instruments.StartAsync(CancellationToken.None);
        PollJob[] jobs = [new PollJob(poll, TimeSpan.FromSeconds(30), async _ =>
        {
            await Task.Yield();
            time.Advance(TimeSpan.FromMilliseconds(1_250));
        })];
        Services.AddSingleton<TimeProvider>(time).AddSingleton(instruments).AddSingleton<IEnumerable<PollJob>>(jobs).AddSingleton(new CallMeter(time)).AddSingleton(new CallBudget(time));
        using var poller = new Poller(jobs, time, NullLogger<Poller>.Instance);
        await poller.StartAsync(CancellationToken.None);
        Assert.True(SpinWait.SpinUntil(() => instruments.Rounds.ContainsKey(poll), TimeSpan.FromSeconds(30)));
        await poller.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void Each_feed_has_its_age_and_its_trouble_without_words_that_not_everyone_may_read()
    {
        feed.Publish("a", time.GetUtcNow());
        feed.Fail(new Fault(FaultKind.Denied, "arn:aws:iam::111122223333:role/secret is not authorized", time.GetUtcNow()) { Operation = "ecs:ListServices" });

        var page = Render<InstrumentsPage>();

        var row = page.FindAll("section")[0].QuerySelector("tbody tr")!;
        Assert.Equal(["just now", "Denied, ecs:ListServices"], row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
        Assert.DoesNotContain("arn:", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_poll_says_how_long_its_last_round_took_and_how_long_it_rests()
    {
        var page = Render<InstrumentsPage>();

        var row = page.FindAll("section")[1].QuerySelector("tbody tr")!;
        Assert.Equal(poll, row.QuerySelector("th")!.TextContent);
        Assert.Equal(["1.25 s", "just now", "30 s"], row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public void What_is_new_shows_by_itself()
    {
        var page = Render<InstrumentsPage>();
        Assert.Null(page.FindAll("section")[0].QuerySelector("tbody tr"));
        feed.Publish("a", time.GetUtcNow());

        Assert.True(SpinWait.SpinUntil(() =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return page.FindAll("section")[0].QuerySelector("tbody tr") is not null;
        }, TimeSpan.FromSeconds(30)));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        instruments.Dispose();
    }
}
