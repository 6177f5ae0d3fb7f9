using System.Net;
using Microsoft.AspNetCore.Hosting;

namespace Dashboard.Tests.Shell;

/// <summary>What browsers are told beside what they asked for.</summary>
public sealed class HeaderTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/audit")]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    [InlineData("/app.css")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/audit/export.csv")]
    [InlineData("/rollbacks/0190a5a0-0000-7000-8000-000000000000.md")]
    public async Task Every_answer_says_what_it_is_and_what_a_browser_may_do_with_it(string address)
    {
        var client = await dashboard.SignedInAsync("operator", Cancel);

        using var answer = await client.SendAsync(RunningDashboard.Page(address), Cancel);

        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join("; ", values) : "";
        Assert.Equal(("nosniff", "same-origin"), (Header("X-Content-Type-Options"), Header("Referrer-Policy")));
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("", ""), (Header("Server"), Header("Access-Control-Allow-Origin")));
        var type = answer.Content.Headers.ContentType!;
        Assert.True(!type.MediaType!.StartsWith("text/", StringComparison.Ordinal) || type.CharSet == "utf-8", $"{address}: {type}");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/audit")]
    [InlineData("/sessions")]
    [InlineData("/logs")]
    [InlineData("/alerts")]
    [InlineData("/services/production/shop/checkout")]
    [InlineData("/nowhere")]
    [InlineData("/health/ready")]
    [InlineData("/audit/export.ndjson")]
    public async Task What_is_for_people_with_a_role_is_kept_by_no_cache(string address)
    {
        var client = await dashboard.SignedInAsync("operator", Cancel);

        using var answer = await client.SendAsync(RunningDashboard.Page(address), HttpCompletionOption.ResponseHeadersRead, Cancel);

        Assert.True(answer.Headers.CacheControl?.NoStore, answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Over_https_a_browser_is_told_to_come_by_https_for_a_year_to_every_subdomain()
    {
        await using var house = dashboard.WithWebHostBuilder(host => host.UseEnvironment("Staging").UseSetting("Aws:Source", "Simulator").UseSetting("SignIn:Demo", "true"));
        var client = house.CreateClient(new() { BaseAddress = new Uri("https://dashboard.example.com") });

        using var answer = await client.GetAsync("/health", Cancel);

        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/audit")]
    [InlineData("/app.css")]
    public async Task TRACE_repeats_nothing(string address)
    {
        var client = await dashboard.SignedInAsync("operator", Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Trace, address) { Headers = { { "X-Canary", "canary" } } };

        using var answer = await client.SendAsync(request, Cancel);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.DoesNotContain("canary", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/audit/export.csv", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("/audit/export.ndjson", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("/logs/export.csv?service=production/shop/checkout", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("/services/production/shop/checkout/panels/cpu.csv", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("/audit/export.csv", "same-origin", HttpStatusCode.OK)]
    [InlineData("/audit/export.csv", "none", HttpStatusCode.OK)]
    [InlineData("/audit", "cross-site", HttpStatusCode.OK)]
    public async Task A_download_that_another_site_begins_is_refused_and_a_link_to_a_page_is_not(string address, string site, HttpStatusCode expected)
    {
        var client = await dashboard.SignedInAsync("operator", Cancel);
        using var request = RunningDashboard.Page(address);
        request.Headers.Add("Sec-Fetch-Site", site);

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }
}
