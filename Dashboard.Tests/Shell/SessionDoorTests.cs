using System.Net;
using Dashboard.Live;
using Dashboard.SignIn;
using Dashboard.Status;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Shell;

/// <summary>What a session opens, and what no longer once it is over, asked over HTTP of the whole app.</summary>
public sealed class SessionDoorTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Sessions Sessions => dashboard.Services.GetRequiredService<Sessions>();

    [Fact]
    public async Task A_session_that_a_manager_ended_opens_nothing_and_the_sign_in_says_who_ended_it_and_why()
    {
        var (client, session) = await SignedInAsync("on-call");
        var (_, marta) = await SignedInAsync("manager");

        Assert.Null(await dashboard.Services.GetRequiredService<SessionEnding>().EndAsync(session.Id, "laptop was lost", marta.Principal));

        Assert.Equal(HttpStatusCode.Redirect, await PageAsync(client, "/status"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/audit/export.csv", Cancel)).StatusCode);
        using var negotiate = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", "http://localhost" } } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(negotiate, Cancel)).StatusCode);
        Assert.Contains("ended by Marta Lind, who wrote: “laptop was lost”.", WebUtility.HtmlDecode(await client.GetStringAsync("/sign-in", Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_that_was_copied_before_the_sign_out_opens_nothing_after_it()
    {
        var (client, session) = await SignedInAsync("on-call");
        var copy = await CopyAsync(client);
        Assert.Equal(HttpStatusCode.OK, await PageAsync(copy, "/status"));

        await client.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", await RunningDashboard.TokenAsync(client, "/audit", Cancel))]), Cancel);

        Assert.Equal(HttpStatusCode.Redirect, await PageAsync(copy, "/status"));
        Assert.Equal(SessionEnd.SignedOut, (await Sessions.FindAsync(session.Id, Cancel))!.End);
    }

    [Fact]
    public async Task Signing_in_anew_makes_a_new_key_so_that_who_knew_the_old_one_gets_nothing_of_it()
    {
        var (client, before) = await SignedInAsync("operator");
        var planted = await CopyAsync(client);

        await SignInAsync(client, "manager");

        Assert.Equal(HttpStatusCode.Redirect, await PageAsync(planted, "/status"));
        Assert.Equal(SessionEnd.Replaced, (await Sessions.FindAsync(before.Id, Cancel))!.End);
        Assert.Contains("Marta Lind", await client.GetStringAsync("/status", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_everywhere_reaches_the_other_browser()
    {
        var (here, _) = await SignedInAsync("operator");
        var (there, _) = await SignedInAsync("operator");

        var answer = await here.PostAsync("/sign-out/everywhere", new FormUrlEncodedContent([new("__RequestVerificationToken", await RunningDashboard.TokenAsync(here, "/sessions", Cancel))]), Cancel);

        Assert.Equal("/sign-in?signed-out=everywhere", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, await PageAsync(there, "/status"));
    }

    [Fact]
    public async Task A_wall_that_is_kept_opens_the_wall_for_thirty_days_and_nothing_else()
    {
        var (client, before) = await SignedInAsync("on-call");
        var kept = await KeepAsync(client, "Lobby", "/?wall&cluster=shop");

        Assert.Equal("/?wall&cluster=shop", kept.Headers.Location?.OriginalString);
        var cookie = Assert.Single(kept.Headers.GetValues("Set-Cookie"), value => value.StartsWith("ecs-sign-in=", StringComparison.Ordinal));
        var expires = DateTimeOffset.Parse(cookie.Split("expires=")[1].Split(';')[0], null);
        Assert.InRange(expires - DateTimeOffset.UtcNow, TimeSpan.FromDays(29.9), TimeSpan.FromDays(30.1));

        Assert.Equal(HttpStatusCode.OK, await PageAsync(client, "/?wall"));
        foreach (var page in new[] { "/", "/audit", "/sessions", "/logs", "/services/production/shop/checkout?wall" })
            Assert.Equal("/no-role", (await client.SendAsync(RunningDashboard.Page(page), Cancel)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/audit/export.csv", Cancel)).StatusCode);
        Assert.Equal(SessionEnd.Replaced, (await Sessions.FindAsync(before.Id, Cancel))!.End);
        var (manager, _) = await SignedInAsync("manager");
        Assert.Contains("Lobby", await manager.GetStringAsync("/audit/export.ndjson?action=wall-display", Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/?wall")]
    [InlineData("<b>x</b>", "/?wall")]
    public async Task A_wall_without_a_name_is_not_kept_and_the_person_stays_signed_in(string name, string wall)
    {
        var (client, _) = await SignedInAsync("on-call");

        Assert.Equal("/sign-in/wall?problem=name&returnUrl=%2F%3Fwall", (await KeepAsync(client, name, wall)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await PageAsync(client, "/status"));
    }

    [Theory]
    [InlineData("https://evil.example/?wall")]
    [InlineData("/audit")]
    public async Task A_kept_wall_lands_on_a_wall(string wall)
    {
        var (client, _) = await SignedInAsync("on-call");

        Assert.Equal("/?wall", (await KeepAsync(client, "Lobby", wall)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_stranger_and_a_wall_keep_no_wall()
    {
        var stranger = await KeepAsync(dashboard.Stranger(), "Lobby", "/?wall", page: "/sign-in");
        var (client, _) = await SignedInAsync("on-call");
        await KeepAsync(client, "Lobby", "/?wall");

        Assert.Equal("/sign-in?returnUrl=%2F%3Fwall", stranger.Headers.Location?.OriginalString);
        Assert.Equal("/sign-in?returnUrl=%2F%3Fwall", (await KeepAsync(client, "Again", "/?wall", page: "/sign-in")).Headers.Location?.OriginalString);
    }

    [Fact]
    public void Pages_get_the_person_that_their_circuit_began_with()
    {
        using var scope = dashboard.Services.CreateScope();

        Assert.IsType<CircuitPerson>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
        Assert.Same(scope.ServiceProvider.GetRequiredService<CircuitPerson>(), scope.ServiceProvider.GetRequiredService<IHostEnvironmentAuthenticationStateProvider>());
    }

    [Fact]
    public async Task Whose_role_holds_for_staging_only_finds_nothing_of_production()
    {
        await using var house = dashboard.WithWebHostBuilder(host => host.UseSetting("SignIn:Roles:0:Claim", "Viewer").UseSetting("SignIn:Roles:0:Role", "Viewer").UseSetting("SignIn:Roles:0:On:0", "staging/*"));
        var client = house.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        await SignInAsync(client, "on-call");
        await client.GetAsync("/logs/export.csv?service=production/shop/checkout", Cancel);
        await SignInAsync(client, "operator");
        await house.Services.GetRequiredService<Feed<FleetBoard>>().FirstAnswer.WaitAsync(Cancel);

        foreach (var page in new[] { "/", "/?wall", "/status", "/alarms", "/alerts", "/logs", "/audit" })
        {
            var html = await (await client.SendAsync(RunningDashboard.Page(page), Cancel)).Content.ReadAsStringAsync(Cancel);
            Assert.DoesNotContain("production", html, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("/services/staging/", await client.GetStringAsync("/", Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await PageAsync(client, "/services/production/shop/checkout"));
        foreach (var file in new[] { "/services/production/shop/checkout/panels/cpu.csv", "/logs/export.csv?service=production/shop/checkout", "/logs/export.ndjson?group=production:/ecs/shop/checkout" })
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(file, Cancel)).StatusCode);
        Assert.DoesNotContain("production", await client.GetStringAsync("/audit/export.csv", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("targets", await client.GetStringAsync("/health/ready", Cancel), StringComparison.Ordinal);
    }

    private async Task<(HttpClient Client, Session Session)> SignedInAsync(string person)
    {
        var client = await dashboard.SignedInAsync(person, Cancel);
        var name = DemoPerson.All.Single(known => known.Id == person).Name;
        return (client, (await Sessions.OpenAsync(Cancel)).First(session => session.Person.Name == name));
    }

    private static async Task SignInAsync(HttpClient client, string person)
    {
        var form = new Dictionary<string, string> { ["person"] = person, ["returnUrl"] = "/audit", ["__RequestVerificationToken"] = await RunningDashboard.TokenAsync(client, "/sign-in", Cancel) };
        Assert.Equal(HttpStatusCode.SeeOther, (await client.PostAsync("/sign-in/demo", new FormUrlEncodedContent(form), Cancel)).StatusCode);
    }

    private static async Task<HttpResponseMessage> KeepAsync(HttpClient client, string name, string wall, string page = "/sign-in/wall") =>
        await client.PostAsync("/sign-in/wall", new FormUrlEncodedContent([new("name", name), new("returnUrl", wall), new("__RequestVerificationToken", await RunningDashboard.TokenAsync(client, page, Cancel))]), Cancel);

    private static async Task<HttpStatusCode> PageAsync(HttpClient client, string page) => (await client.SendAsync(RunningDashboard.Page(page), Cancel)).StatusCode;

    // The echo of the request that the handler keeps has the cookies that went with it.
    private async Task<HttpClient> CopyAsync(HttpClient client)
    {
        var cookies = (await client.SendAsync(RunningDashboard.Page("/status"), Cancel)).RequestMessage!.Headers.GetValues("Cookie");
        var copy = dashboard.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        copy.DefaultRequestHeaders.Add("Cookie", cookies);
        return copy;
    }
}
