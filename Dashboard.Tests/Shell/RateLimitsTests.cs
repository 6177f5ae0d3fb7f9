using System.Net;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Dashboard.Audit;
using Dashboard.Shell;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Shell;

public sealed class RateLimitsTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Everything_that_is_taken_away_as_a_file_is_counted()
    {
        var uncounted = dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && endpoint.Metadata.GetMetadata<DownloadMark>() is null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => !DoorTests.IsFile(route) && !route.StartsWith("/_", StringComparison.Ordinal) && !route.Contains("{*", StringComparison.Ordinal));

        Assert.Equal(["/health", "/health/ready"], uncounted.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_person_who_downloads_too_often_is_told_when_to_come_back_and_nobody_else_notices()
    {
        await using var house = With(("Limits:DownloadsPerMinute", "2"));
        var (sam, marta) = (await SignedInAsync(house, "on-call"), await SignedInAsync(house, "manager"));

        Assert.Equal(HttpStatusCode.OK, (await sam.GetAsync("/audit/export.csv", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await sam.GetAsync("/audit/export.ndjson", Cancel)).StatusCode);
        using var refused = await sam.GetAsync("/audit/export.csv", Cancel);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("Downloads that you began within a minute: 2, as many as one person may begin. Wait a minute and try again.", await refused.Content.ReadAsStringAsync(Cancel));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await sam.SendAsync(RunningDashboard.Page("/audit"), Cancel)).StatusCode);
        await house.Services.GetRequiredService<Limits>().Recording;
        var trail = await (await marta.GetAsync("/audit/export.ndjson?action=limit", Cancel)).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("\"actor\":\"Sam Okafor\",\"actorId\":\"demo:on-call\",\"action\":\"limit\",\"subject\":null,\"outcome\":\"refused\",\"reason\":null,\"detail\":\"Limits:DownloadsPerMinute=2\"", trail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_tries_to_sign_in_too_often_gets_a_page_that_says_so()
    {
        await using var house = With(("Limits:SignInsPerMinute", "2"));
        var client = house.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        async Task<HttpResponseMessage> TryAsync(string person)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/demo") { Headers = { { "Accept", "text/html" } } };
            request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["person"] = person, ["__RequestVerificationToken"] = await RunningDashboard.TokenAsync(client, "/sign-in", Cancel) });
            return await client.SendAsync(request, Cancel);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync("nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync("operator")).StatusCode);
        using var refused = await TryAsync("operator");

        Assert.Equal((HttpStatusCode.TooManyRequests, "text/html"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        var page = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("<h1>Too much at once</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Sign-ins that were tried from your network address within a minute: 2,", page, StringComparison.Ordinal);
        await house.Services.GetRequiredService<Limits>().Recording;
        Assert.Contains("Limits:SignInsPerMinute=2, ", await client.GetStringAsync("/audit/export.ndjson?action=limit", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_sends_forms_too_often_is_refused()
    {
        await using var house = With(("Limits:FormsPerMinute", "1"));
        var client = await SignedInAsync(house, "operator");
        Task<HttpResponseMessage> SendAsync() => client.PostAsync("/sign-out/everywhere", new FormUrlEncodedContent([new("a", "b")]), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync()).StatusCode);
    }

    [Fact]
    public void Downloads_that_are_under_way_are_bounded_and_make_room_when_they_end()
    {
        using var house = With(("Limits:DownloadsAtOnce", "2"));
        var limiter = house.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter!;
        RateLimitLease Begin(string who, bool isDownload = true) => limiter.AttemptAcquire(Asked(who, isDownload));
        using var first = Begin("sam");
        using var second = Begin("sam");

        Assert.False(Begin("sam").IsAcquired);
        Assert.True(Begin("marta").IsAcquired);
        Assert.True(Begin("sam", isDownload: false).IsAcquired);
        first.Dispose();
        Assert.True(Begin("sam").IsAcquired);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData(null, "unknown address")]
    public void An_address_of_IPv6_counts_with_its_neighbours(string? address, string network) => Assert.Equal(network, RateLimits.Network(address is null ? null : IPAddress.Parse(address)));

    private static DefaultHttpContext Asked(string who, bool isDownload)
    {
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, who)], "Test")) };
        context.Request.Method = "GET";
        context.SetEndpoint(new Endpoint(null, isDownload ? new EndpointMetadataCollection(new DownloadMark()) : EndpointMetadataCollection.Empty, "any"));
        return context;
    }

    private WebApplicationFactory<global::Dashboard.Shell.App> With(params (string Key, string Value)[] settings) => dashboard.WithWebHostBuilder(host =>
    {
        foreach (var (key, value) in settings)
            host.UseSetting(key, value);
    });

    private static async Task<HttpClient> SignedInAsync(WebApplicationFactory<global::Dashboard.Shell.App> house, string person)
    {
        var client = house.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var form = new Dictionary<string, string> { ["person"] = person, ["__RequestVerificationToken"] = await RunningDashboard.TokenAsync(client, "/sign-in", Cancel) };
        (await client.PostAsync("/sign-in/demo", new FormUrlEncodedContent(form), Cancel)).Dispose();
        return client;
    }
}
