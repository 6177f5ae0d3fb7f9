using System.Net;
using Dashboard.Logs;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Shell;

/// <summary>Every address that the app itself says it has, for everybody who may ask for it. An address without a line here fails.</summary>
public sealed class EndpointMatrixTests(RunningDashboard dashboard) : IClassFixture<RunningDashboard>
{
    private const string Everybody = "stranger ended no-role wall viewer on-call manager staging", People = "no-role wall viewer on-call manager staging", Roles = "viewer on-call manager staging", Production = "viewer on-call manager";

    /// <summary>By route: an address of it, and who gets in.</summary>
    private static readonly Dictionary<string, (string Address, string Who)> Matrix = new()
    {
        ["/"] = ("/", Roles),
        ["/status"] = ("/status", Roles),
        ["/alerts"] = ("/alerts", Roles),
        ["/alarms"] = ("/alarms", Roles),
        ["/aws-calls"] = ("/aws-calls", Roles),
        ["/instruments"] = ("/instruments", Roles),
        ["/logs"] = ("/logs", Roles),
        ["/audit"] = ("/audit", Roles),
        ["/sessions"] = ("/sessions", Roles),
        ["/not-found"] = ("/not-found", Roles),
        ["/services/{target}/{cluster}/{service}"] = ("/services/production/shop/checkout", Production),
        ["/services/{target}/{cluster}/{service}/rollback"] = ("/services/production/shop/checkout/rollback", Production),
        ["/services/{target}/{cluster}/{service}/panels/{panel}.csv"] = ("/services/production/shop/checkout/panels/cpu.csv", Production),
        ["/rollbacks/{Id}"] = ("/rollbacks/0190a5a0-0000-7000-8000-000000000000", Roles),
        ["/rollbacks/{id}.md"] = ("/rollbacks/0190a5a0-0000-7000-8000-000000000000.md", Roles),
        ["/audit/export.csv"] = ("/audit/export.csv", Roles),
        ["/audit/export.ndjson"] = ("/audit/export.ndjson", Roles),
        ["/logs/export.csv"] = ("/logs/export.csv?service=production/shop/checkout", Production),
        ["/logs/export.ndjson"] = ("/logs/export.ndjson?service=production/shop/checkout", Production),
        ["/logs/event.txt"] = ("/logs/event.txt?event=" + Uri.EscapeDataString(new LogEventLink(new LogGroupKey("production", "/ecs/shop/checkout"), "checkout/checkout/t1", DateTimeOffset.UnixEpoch.AddDays(20_000), 1).ToString()), Production),
        ["/no-role"] = ("/no-role", People),
        ["/sign-in"] = ("/sign-in", Everybody),
        ["/sign-in/wall"] = ("/sign-in/wall", Everybody),
        ["/health"] = ("/health", Everybody),
        ["/health/ready"] = ("/health/ready", Everybody),
    };

    /// <summary>By route: where the form stands, its fields, where it leads whom it lets in, and who that is. A wall has no form, and so cannot even sign out.</summary>
    private static readonly Dictionary<string, (string[] Pages, string Fields, string To, string Who)> Forms = new()
    {
        ["/sign-in/demo"] = (["/sign-in"], "person=operator&returnUrl=/audit", "/audit", Everybody),
        ["/sign-in/wall"] = (["/sign-in/wall", "/sign-in"], "name=Lobby&returnUrl=/?wall", "/?wall", Roles),
        ["/sign-out"] = (["/audit", "/no-role"], "", "/sign-in?signed-out", "no-role " + Roles),
        ["/sign-out/everywhere"] = (["/audit", "/no-role"], "", "/sign-in?signed-out", "no-role " + Roles),
    };

    public static TheoryData<string> Everyone => [.. MatrixPeople.All];

    internal static IEnumerable<string> Addresses => Matrix.Values.Select(line => line.Address);

    /// <summary>One address of a route; null where it has no line.</summary>
    internal static string? AddressOf(string route) => Matrix.TryGetValue(route, out var line) ? line.Address : null;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_address_has_a_line_and_every_line_an_address()
    {
        var routes = dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => !DoorTests.IsFile(route) && !route.StartsWith("/_", StringComparison.Ordinal) && !route.Contains("{**", StringComparison.Ordinal) && !route.Contains("{*", StringComparison.Ordinal));

        Assert.Equal(Matrix.Keys.Order(StringComparer.Ordinal), routes.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Everyone))]
    public async Task It_opens_what_its_line_says_and_nothing_else(string who)
    {
        await using var house = await HouseAsync(who);
        var client = MatrixPeople.ClientOf(house);
        await MatrixPeople.BecomeAsync(client, house.Services, who);

        var opened = new List<string>();
        foreach (var (route, (address, _)) in Matrix)
            if (await OpensAsync(client, address))
                opened.Add(route);

        Assert.Equal(Matrix.Where(line => line.Value.Who.Split(' ').Contains(who)).Select(line => line.Key), opened);
    }

    [Fact]
    public void Every_form_has_a_line_and_every_line_a_form() =>
        Assert.Equal(Forms.Keys.Order(StringComparer.Ordinal), dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => !route.StartsWith("/_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Everyone))]
    public async Task It_takes_the_forms_that_its_line_says_and_none_that_is_not_ours(string who)
    {
        await using var house = await HouseAsync(who);
        var taken = new List<string>();
        foreach (var (route, (pages, fields, to, _)) in Forms)
        {
            var client = MatrixPeople.ClientOf(house);
            await MatrixPeople.BecomeAsync(client, house.Services, who);
            if (await SendAsync(client, route, fields, token: null) is { StatusCode: HttpStatusCode.SeeOther, Headers.Location: var foreign } && foreign?.OriginalString.StartsWith(to, StringComparison.Ordinal) == true)
                taken.Add(route + " without its token");
            if (await SendAsync(client, route, fields, await TokenAsync(client, pages)) is { StatusCode: HttpStatusCode.SeeOther, Headers.Location: var location } && location?.OriginalString.StartsWith(to, StringComparison.Ordinal) == true)
                taken.Add(route);
        }

        Assert.Equal(Forms.Where(line => line.Value.Who.Split(' ').Contains(who)).Select(line => line.Key), taken);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string route, string fields, string? token) => client.PostAsync(route, new FormUrlEncodedContent(
        [.. fields.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => KeyValuePair.Create(field[..field.IndexOf('=', StringComparison.Ordinal)], field[(field.IndexOf('=', StringComparison.Ordinal) + 1)..])), .. token is null ? [] : (KeyValuePair<string, string>[])[new("__RequestVerificationToken", token)]]), Cancel);

    // It is bound to the person, so it must come from a page that they can open.
    private static async Task<string> TokenAsync(HttpClient client, string[] pages)
    {
        foreach (var page in pages)
        {
            using var answer = await client.SendAsync(RunningDashboard.Page(page), Cancel);
            if (RunningDashboard.TokenIn(await answer.Content.ReadAsStringAsync(Cancel)) is { Length: > 0 } token)
                return token;
        }

        return "none";
    }

    /// <summary>The house in which that person is who the matrix means.</summary>
    private async Task<WebApplicationFactory<global::Dashboard.Shell.App>> HouseAsync(string who)
    {
        // Started first, so that it alone makes the database.
        await dashboard.Services.GetRequiredService<Sessions>().OpenAsync(Cancel);
        return who == "staging" ? MatrixPeople.WhereOnCallIsForStaging(dashboard) : dashboard.WithWebHostBuilder(_ => { });
    }

    /// <summary>Anything but the sign-in, "no role", 401 and 403; of a place that is not seen also 404.</summary>
    private static async Task<bool> OpensAsync(HttpClient client, string address)
    {
        using var answer = await client.SendAsync(RunningDashboard.Page(address), HttpCompletionOption.ResponseHeadersRead, Cancel);
        var to = answer.Headers.Location?.OriginalString ?? "";
        return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            && !(answer.StatusCode == HttpStatusCode.NotFound && address.Contains("/production/", StringComparison.Ordinal))
            && !(to.StartsWith("/sign-in", StringComparison.Ordinal) || to == "/no-role");
    }
}
