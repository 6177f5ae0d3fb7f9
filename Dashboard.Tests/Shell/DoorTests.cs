using System.Net;
using System.Security.Claims;
using Dashboard.Live;
using Dashboard.Status;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Shell;

/// <summary>Who gets through which door, asked over HTTP of the whole app.</summary>
public sealed class DoorTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private static readonly string[] AnonymousRoutes = ["/health", "/health/ready", "/sign-in", "/sign-in/demo", "/sign-in/entra", "/sign-in/wall"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_endpoint_is_either_on_the_anonymous_list_a_file_of_ours_or_protected()
    {
        var open = dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => !IsFile(route));

        Assert.Empty(open.Distinct().Except(AnonymousRoutes));
    }

    [Fact]
    public async Task A_page_sends_a_stranger_to_the_sign_in_and_remembers_where_to()
    {
        var response = await dashboard.Stranger().SendAsync(RunningDashboard.Page("/audit?q=checkout&action=rollback"), Cancel);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Faudit%3Fq%3Dcheckout%26action%3Drollback", response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/audit", "application/json")]
    [InlineData("/audit", "*/*")]
    [InlineData("/audit/export.csv", "text/html")]
    [InlineData("/audit/export.ndjson", "text/html")]
    [InlineData("/logs/export.csv", "text/html")]
    [InlineData("/_blazor", "text/html")]
    [InlineData("/_blazor/negotiate", "*/*")]
    public async Task Anything_that_is_not_a_page_answers_401(string url, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Accept", accept } } };

        Assert.Equal(HttpStatusCode.Unauthorized, (await dashboard.Stranger().SendAsync(request, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/sign-in")]
    [InlineData("/app.css")]
    [InlineData("/_framework/blazor.web.js")]
    public async Task A_stranger_gets_what_the_sign_in_needs(string url) =>
        Assert.Equal(HttpStatusCode.OK, (await dashboard.Stranger().GetAsync(url, Cancel)).StatusCode);

    [Theory]
    [InlineData("operator")]
    [InlineData("on-call")]
    [InlineData("manager")]
    public async Task Each_demo_person_gets_in_and_is_greeted_by_name_in_the_first_html(string person)
    {
        var client = await dashboard.SignedInAsync(person, Cancel);

        var html = await (await client.SendAsync(RunningDashboard.Page("/audit"), Cancel)).Content.ReadAsStringAsync(Cancel);

        Assert.Contains(global::Dashboard.SignIn.DemoPerson.All.Single(known => known.Id == person).Name, html, StringComparison.Ordinal);
        Assert.Contains("sign-in</strong>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/audit?q=x", "/audit?q=x")]
    public async Task After_sign_in_a_person_lands_inside_the_dashboard(string returnUrl, string landsOn)
    {
        var client = dashboard.Stranger();
        var token = await RunningDashboard.TokenAsync(client, "/sign-in", Cancel);

        var response = await client.PostAsync("/sign-in/demo", new FormUrlEncodedContent(new Dictionary<string, string> { ["person"] = "operator", ["returnUrl"] = returnUrl, ["__RequestVerificationToken"] = token }), Cancel);

        Assert.Equal(landsOn, response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_sign_in_or_sign_out_without_our_form_is_refused()
    {
        var client = await dashboard.SignedInAsync("operator", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/sign-in/demo", new FormUrlEncodedContent([new("person", "manager")]), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/sign-out", new FormUrlEncodedContent([new("a", "b")]), Cancel)).StatusCode);
    }

    [Fact]
    public async Task Sign_out_is_a_post_ends_the_session_and_is_recorded()
    {
        var client = await dashboard.SignedInAsync("manager", Cancel);
        var token = await RunningDashboard.TokenAsync(client, "/audit", Cancel);
        Assert.False((await client.GetAsync("/sign-out", Cancel)).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(RunningDashboard.Page("/audit"), Cancel)).StatusCode);

        await client.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Cancel);

        Assert.Equal(HttpStatusCode.Redirect, (await client.SendAsync(RunningDashboard.Page("/audit"), Cancel)).StatusCode);
        var again = await dashboard.SignedInAsync("operator", Cancel);
        Assert.Contains("sign-out", await again.GetStringAsync("/audit/export.ndjson?q=Marta", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_itself_recorded()
    {
        var client = await dashboard.SignedInAsync("operator", Cancel);

        var csv = await client.GetStringAsync("/audit/export.csv?q=olivia", Cancel);
        var after = await client.GetStringAsync("/audit/export.ndjson?action=export", Cancel);

        Assert.StartsWith("\"sequence\",\"at\",\"actor\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"Olivia Park\",\"demo:operator\",\"sign-in\"", csv, StringComparison.Ordinal);
        Assert.Contains("audit.csv?q=olivia", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/audit/export.csv", true)]
    [InlineData("/audit/export.ndjson", true)]
    [InlineData("/logs/export.csv?service=production/shop/checkout", true)]
    [InlineData("/audit/export.csv", false)]
    [InlineData("/audit/export.ndjson", false)]
    [InlineData("/logs/export.csv?service=production/shop/checkout", false)]
    public async Task Somebody_signed_in_without_a_role_takes_nothing_out_of_the_house(string url, bool withFallback)
    {
        await using var house = dashboard.WithWebHostBuilder(host => host.ConfigureServices(services => services.PostConfigure<AuthorizationOptions>(options => options.FallbackPolicy = withFallback ? options.FallbackPolicy : null)));
        var client = house.CreateClient(new() { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Cookie", await CookieWithoutRoleAsync(house.Services) } } };

        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_page_runs_only_our_own_scripts()
    {
        var response = await dashboard.Stranger().SendAsync(RunningDashboard.Page("/sign-in"), Cancel);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        var html = await response.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" onclick=", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("https://localhost", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:81", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    public async Task A_circuit_is_opened_only_from_our_own_pages(string? origin, HttpStatusCode expected)
    {
        var client = await dashboard.SignedInAsync("operator", Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        Assert.Equal(expected, (await client.SendAsync(request, Cancel)).StatusCode);
    }

    [Fact]
    public async Task What_is_degraded_is_told_to_all_and_why_only_to_people_with_a_role()
    {
        var stranger = await dashboard.Stranger().GetAsync("/health/ready", Cancel);
        var viewer = await (await dashboard.SignedInAsync("operator", Cancel)).GetAsync("/health/ready", Cancel);

        Assert.DoesNotContain("writable", await stranger.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("\"writable\":true", await viewer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_says_so_with_404()
    {
        var client = await dashboard.SignedInAsync("operator", Cancel);

        var response = await client.SendAsync(RunningDashboard.Page("/nowhere"), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is nothing at this address", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_service_gets_404_and_what_is_near_in_the_first_html()
    {
        var client = await dashboard.SignedInAsync("operator", Cancel);
        await dashboard.Services.GetRequiredService<Feed<FleetBoard>>().FirstAnswer.WaitAsync(Cancel);

        var response = await client.SendAsync(RunningDashboard.Page("/services/moon/shop/checkout"), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no target", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_leads_back_to_the_sign_in_with_words()
    {
        await using var entra = dashboard.WithWebHostBuilder(host => host.UseSetting("AzureAd:ClientId", "c").UseSetting("AzureAd:TenantId", "t").UseSetting("AzureAd:ClientSecret", "s").UseSetting("AzureAd:Instance", "https://127.0.0.1:1/"));
        var client = entra.CreateClient(new() { AllowAutoRedirect = false });
        var token = await RunningDashboard.TokenAsync(client, "/sign-in", Cancel);

        var response = await client.PostAsync("/sign-in/entra", new FormUrlEncodedContent(new Dictionary<string, string> { ["returnUrl"] = "/", ["__RequestVerificationToken"] = token }), Cancel);

        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?problem=entra"), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("theme=dark", "data-theme=\"dark\"")]
    [InlineData("scheme=dark", "data-theme=\"dark\"")]
    [InlineData("theme=light; scheme=dark", "data-theme=\"light\"")]
    [InlineData("theme=%22%3E%3Cscript%3E", "data-theme=\"light\"")]
    public async Task The_first_paint_is_in_the_theme_that_was_chosen(string cookies, string expected)
    {
        using var request = RunningDashboard.Page("/sign-in");
        request.Headers.Add("Cookie", cookies);

        var html = await (await dashboard.Stranger().SendAsync(request, Cancel)).Content.ReadAsStringAsync(Cancel);

        Assert.Contains(expected, html, StringComparison.Ordinal);
    }

    private static async Task<string> CookieWithoutRoleAsync(IServiceProvider services)
    {
        const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        var nobody = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "entra:1"), new Claim(ClaimTypes.Name, "No Role")], Scheme));
        var key = new Claim("Microsoft.AspNetCore.Authentication.Cookies-SessionId", await options.SessionStore!.StoreAsync(new AuthenticationTicket(nobody, Scheme)));
        return "ecs-sign-in=" + options.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([key])), Scheme));
    }

    internal static bool IsFile(string route) => Path.HasExtension(route) && (route.StartsWith("/_content/", StringComparison.Ordinal) || route.StartsWith("/_framework/", StringComparison.Ordinal)
        || route.EndsWith(".css", StringComparison.Ordinal) || route.EndsWith(".js", StringComparison.Ordinal) || route.EndsWith(".svg", StringComparison.Ordinal) || route.EndsWith(".gz", StringComparison.Ordinal) || route.EndsWith(".br", StringComparison.Ordinal));
}
