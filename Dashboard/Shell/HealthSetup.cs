using Dashboard.Alarms;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.SignIn;
using Dashboard.Store;

namespace Dashboard.Shell;

/// <summary><c>/health</c> for a load balancer, <c>/health/ready</c> for people and monitors.</summary>
public static class HealthSetup
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health", () => Results.Text("ok")).AllowAnonymous();
        app.MapGet("/health/ready", Ready).AllowAnonymous();
    }

    private static IResult Ready(HttpContext context, AwsClients clients, Database store, Access access, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var targets = clients.All.Select(client => new TargetReadiness(client.Target.Name, IsReadable(client, now), client.AnsweredAt, client.Fault?.Message)).ToList();
        var data = Data(context.RequestServices, now).ToList();
        var writable = store.WriteFault is null;
        var status = targets.All(target => target.AnsweredAt is null) ? "starting"
            : writable && targets.All(target => target.Readable) && data.All(feed => feed.Fault is null && !feed.Stale) ? "ready"
            : "degraded";

        // Degraded still serves what was read last, so it answers 200 and keeps its place behind a load balancer.
        var code = status == "starting" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.Headers.CacheControl = "no-store";
        return MaySeeDetails(context, access)
            ? Results.Json(new { status, store = new { writable, fault = store.WriteFault?.Message }, targets, data }, statusCode: code)
            : Results.Json(new { status }, statusCode: code);
    }

    private static bool MaySeeDetails(HttpContext context, Access access) =>
        context.User.Identity?.IsAuthenticated == true && access.SightOf(context.User).IsEverywhere;

    private static bool IsReadable(TargetClients client, DateTimeOffset now) => client.AnsweredAt is { } at && now - at < Late;

    private static IEnumerable<DataReadiness> Data(IServiceProvider services, DateTimeOffset now)
    {
        yield return Of<FleetSnapshot>("fleet", TimeSpan.FromSeconds(30));
        yield return Of<TasksSnapshot>("tasks", TimeSpan.FromSeconds(60));
        yield return Of<MetricsSnapshot>("metrics", TimeSpan.FromMinutes(3));
        yield return Of<AlarmsSnapshot>("alarms", TimeSpan.FromSeconds(60));

        // A poll that hangs faults nothing; only its age tells.
        DataReadiness Of<T>(string name, TimeSpan late)
            where T : class
        {
            var reading = services.GetService<Feed<T>>()?.Current ?? Reading<T>.Loading;
            return new DataReadiness(name, reading.ObservedAt, reading.Age(now)?.TotalSeconds, reading.Age(now) > late, reading.Fault?.Message);
        }
    }

    private sealed record TargetReadiness(string Name, bool Readable, DateTimeOffset? AnsweredAt, string? Fault);

    /// <param name="AgeSeconds">Null while nothing was read.</param>
    private sealed record DataReadiness(string Name, DateTimeOffset? ObservedAt, double? AgeSeconds, bool Stale, string? Fault);
}
