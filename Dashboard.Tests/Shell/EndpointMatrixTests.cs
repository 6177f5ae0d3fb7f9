using System.Net;
using Dapper;
using Dashboard.Logs;
using Dashboard.SignIn;
using Dashboard.Store;
using Microsoft.AspNetCore.Hosting;
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
    [InlineData("stranger")]
    [InlineData("ended")]
    [InlineData("no-role")]
    [InlineData("wall")]
    [InlineData("viewer")]
    [InlineData("on-call")]
    [InlineData("manager")]
    [InlineData("staging")]
    public async Task It_opens_what_its_line_says_and_nothing_else(string who)
    {
        await using var house = dashboard.WithWebHostBuilder(host =>
        {
            if (who == "staging")
                host.UseSetting("SignIn:Roles:0:Claim", Dashboard.SignIn.Roles.Viewer).UseSetting("SignIn:Roles:0:Role", Dashboard.SignIn.Roles.Viewer).UseSetting("SignIn:Roles:0:On:0", "staging/*");
        });
        var client = house.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        await BecomeAsync(client, house.Services, who);

        var opened = new List<string>();
        foreach (var (route, (address, _)) in Matrix)
            if (await OpensAsync(client, address))
                opened.Add(route);

        Assert.Equal(Matrix.Where(line => line.Value.Who.Split(' ').Contains(who)).Select(line => line.Key), opened);
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

    private static async Task BecomeAsync(HttpClient client, IServiceProvider services, string who)
    {
        if (who == "stranger")
            return;
        var person = who is "on-call" or "manager" ? who : "operator";
        var form = new Dictionary<string, string> { ["person"] = person, ["returnUrl"] = "/audit", ["__RequestVerificationToken"] = await RunningDashboard.TokenAsync(client, "/sign-in", Cancel) };
        (await client.PostAsync("/sign-in/demo", new FormUrlEncodedContent(form), Cancel)).Dispose();
        var newest = (await services.GetRequiredService<Sessions>().OpenAsync(Cancel))[0];
        var change = who switch
        {
            "ended" => "ending = 'Ended', ended_at = created_at, ended_by = 'Marta Lind', end_reason = 'laptop was lost'",
            "no-role" => "claims = '[]'",
            "wall" => "kind = 'Wall'",
            _ => null,
        };
        if (change is null)
            return;
        await services.GetRequiredService<Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync($"UPDATE session SET {change} WHERE id = @Id", new { newest.Id }, transaction), Cancel);
    }
}
