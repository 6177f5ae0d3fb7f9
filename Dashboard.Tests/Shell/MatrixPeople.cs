using System.Security.Claims;
using Dapper;
using Dashboard.SignIn;
using Dashboard.Store;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Shell;

/// <summary>Everybody who may ask the app for something, as the matrices name them.</summary>
internal static class MatrixPeople
{
    /// <summary>"staging" is on call for the target staging only; "ended" had its session ended by a manager.</summary>
    public static readonly string[] All = ["stranger", "ended", "no-role", "wall", "viewer", "on-call", "manager", "staging"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The same app on the same database, where the role OnCall holds for staging only.</summary>
    public static WebApplicationFactory<global::Dashboard.Shell.App> WhereOnCallIsForStaging(RunningDashboard dashboard) => dashboard.WithWebHostBuilder(host =>
        host.UseSetting("SignIn:Roles:0:Claim", Roles.OnCall).UseSetting("SignIn:Roles:0:Role", Roles.OnCall).UseSetting("SignIn:Roles:0:On:0", "staging/*"));

    public static HttpClient ClientOf(WebApplicationFactory<global::Dashboard.Shell.App> house) => house.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>Signs in as that person; returns them as a circuit of theirs would know them.</summary>
    public static async Task<ClaimsPrincipal> BecomeAsync(HttpClient client, IServiceProvider services, string who)
    {
        if (who == "stranger")
            return new ClaimsPrincipal();
        var person = who switch { "viewer" => "operator", "manager" => who, _ => "on-call" };
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
        if (change is not null)
            await services.GetRequiredService<Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync($"UPDATE session SET {change} WHERE id = @Id", new { newest.Id }, transaction), Cancel);
        return newest.Principal;
    }
}
