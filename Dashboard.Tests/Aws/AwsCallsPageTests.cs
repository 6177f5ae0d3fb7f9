using Bunit;
using Dashboard.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Aws;

public sealed class AwsCallsPageTests : BunitContext
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    private readonly CallMeter meter;

    public AwsCallsPageTests()
    {
        meter = new CallMeter(time);
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = new Uri("http://127.0.0.1:1") }));
        Services.AddSingleton<IHostEnvironment>(new TestEnvironment());
        Services.AddSingleton(meter).AddSingleton<SessionMeter>().AddSingleton<CallBudget>().AddSingleton<AwsTargets>().AddSingleton<AwsClients>();
    }

    [Fact]
    public void Before_the_first_call_it_says_that_it_reads()
    {
        var page = Render<AwsCallsPage>();

        Assert.Contains("Reading calls", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_minutes_of_Live_Tail_are_told_begun_ones_too()
    {
        var sessions = Services.GetRequiredService<SessionMeter>();
        var ended = sessions.Begin();
        using var open = sessions.Begin();
        time.Advance(TimeSpan.FromSeconds(90));
        ended.Dispose();
        ended.Dispose();
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(new SessionMinutes(1, 5), sessions.Read());
        Assert.Contains("Live Tail: 5 session minutes since the dashboard started, 1 session open now.", Render<AwsCallsPage>().Find(".live-tail-minutes").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_calls_for_minutes_it_says_so()
    {
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Contains("Nothing was asked of AWS in the last 5 min.", Render<AwsCallsPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void It_shows_rates_throttles_quota_and_cost()
    {
        for (var i = 0; i < 120; i++)
            meter.Sent("production", "ecs:DescribeServices");
        meter.Throttled("production", "ecs:DescribeServices");
        meter.Sent("staging", "cloudwatch:GetMetricData", metrics: 1000);
        time.Advance(TimeSpan.FromMinutes(1));

        var page = Render<AwsCallsPage>();

        var rows = page.FindAll("tbody tr");
        Assert.Equal(["production", "ecs:DescribeServices", "120", "1", "10 %", "–", "free"], rows[0].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("$438.30", rows[1].QuerySelectorAll("td")[6].TextContent);
        Assert.Contains("1 call throttled", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void It_counts_on_while_it_is_looked_at()
    {
        meter.Sent("production", "ecs:ListClusters");
        var page = Render<AwsCallsPage>();

        meter.Sent("production", "ecs:ListTasks");
        time.Advance(TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_named_with_the_reason()
    {
        var clients = Services.GetRequiredService<AwsClients>().For("production");
        await clients.AskAsync<string>("ecs:ListClusters", _ => throw new HttpRequestException("Connection refused"), Xunit.TestContext.Current.CancellationToken);

        Assert.Contains("Connection refused", Render<AwsCallsPage>().Markup, StringComparison.Ordinal);
    }
}
