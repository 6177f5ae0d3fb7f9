using Dashboard.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Shell;

public sealed class CompositionTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    [Fact]
    public void Everything_that_is_polled_is_polled_once()
    {
        var jobs = dashboard.Services.GetServices<PollJob>().Select(job => job.Name).ToList();

        Assert.Equal(jobs.Distinct(), jobs);
        Assert.Superset(new HashSet<string> { "fleet", "tasks", "deployments", "metrics", "alarms", "store" }, jobs.ToHashSet());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/services/production/shop/checkout")]
    [InlineData("/logs")]
    [InlineData("/alarms")]
    [InlineData("/alerts")]
    [InlineData("/status")]
    [InlineData("/audit")]
    [InlineData("/aws-calls")]
    [InlineData("/instruments")]
    public async Task Every_page_is_there_in_the_first_html(string url)
    {
        var client = await dashboard.SignedInAsync("operator", TestContext.Current.CancellationToken);

        var response = await client.SendAsync(RunningDashboard.Page(url), TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode, $"{url} answered {(int)response.StatusCode}");
        Assert.Contains("id=\"content\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
