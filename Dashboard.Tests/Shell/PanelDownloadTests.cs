using System.Net;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Shell;

public sealed class PanelDownloadTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private const string Cpu = "/services/production/shop/checkout/panels/cpu.csv";

    private async Task<HttpResponseMessage> GetAsync(string url)
    {
        await dashboard.Services.GetRequiredService<Feed<FleetSnapshot>>().FirstAnswer.WaitAsync(TestContext.Current.CancellationToken);
        var client = await dashboard.SignedInAsync("operator", TestContext.Current.CancellationToken);
        return await client.GetAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_a_panel_shows_comes_as_csv_and_is_in_the_trail()
    {
        var answer = await GetAsync(Cpu + "?range=1h&compare=1d");

        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("\"time\",\"average (%)\",\"maximum (%)\",\"yesterday (%)\"", lines[0]);
        Assert.InRange(lines.Length, 60, 64);
        var entries = await dashboard.Services.GetRequiredService<AuditLog>().FindAsync(new AuditFilter(null, "export"), 50, cancel: TestContext.Current.CancellationToken);
        Assert.Contains(entries, entry => entry is { Action: "export", Subject: "production/shop/checkout" } && entry.Detail!.Contains("panel cpu as csv", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Cpu + "?compare=2y", HttpStatusCode.BadRequest, "is not a comparison")]
    [InlineData(Cpu + "?from=yesterday", HttpStatusCode.BadRequest, "from= must be")]
    [InlineData("/services/production/shop/checkout/panels/nope.csv", HttpStatusCode.NotFound, "It has cpu, memory")]
    [InlineData("/services/production/shop/nope/panels/cpu.csv", HttpStatusCode.NotFound, "not among the services")]
    public async Task What_cannot_be_given_is_one_sentence(string url, HttpStatusCode status, string sentence)
    {
        var answer = await GetAsync(url);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_gets_nothing()
    {
        var answer = await dashboard.Stranger().GetAsync(new Uri(Cpu, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Redirect or HttpStatusCode.Found, $"{answer.StatusCode}");
    }
}
