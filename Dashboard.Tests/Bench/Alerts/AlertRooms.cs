using Dashboard.Alarms;
using Dashboard.Alerts;
using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Metrics;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Status;
using Dashboard.Store;
using Dashboard.Tests.Alerts;
using Dashboard.Tests.SignIn;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Bench.Alerts;

/// <summary>All that leads from a poll to an alert, in this process, on the real clock, with the real call budget.</summary>
internal sealed class AlertRooms : IAsyncDisposable
{
    private static readonly string[] Unneeded = ["readiness", "rollbacks", "bad-revisions", "deployments"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("alerts-bench-");
    private readonly IHost host;

    private AlertRooms(Uri aws, SlackDouble slack)
    {
        var settings = AlertHouse.Slack(slack);

        // One by one, so that each has a moment of its own.
        settings["Together"] = "100";
        host = Build(Path.Combine(folder.FullName, "dashboard.db"), settings, aws);
    }

    /// <summary>When every service had been read and what was wrong at the start had been told.</summary>
    public DateTimeOffset QuietAt { get; private set; }

    public static async Task<AlertRooms> StartAsync(Uri aws, SlackDouble slack)
    {
        var rooms = new AlertRooms(aws, slack);
        await rooms.host.StartAsync();
        for (var (told, since) = (-1, DateTimeOffset.UtcNow); DateTimeOffset.UtcNow - since < TimeSpan.FromSeconds(35) || rooms.Get<Feed<MetricsSnapshot>>().Current.Value is null;)
        {
            await Task.Delay(200);
            if (slack.Messages.Count != told)
                (told, since) = (slack.Messages.Count, DateTimeOffset.UtcNow);
        }

        rooms.QuietAt = DateTimeOffset.UtcNow;
        return rooms;
    }

    /// <summary>Nothing of these runs until it is started or told to.</summary>
    public static IHost Build(string database, IReadOnlyDictionary<string, string?> alerts, Uri aws)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Aws:Source"] = "Simulator", ["Store:Path"] = database });
        builder.Configuration.AddInMemoryCollection(alerts.ToDictionary(pair => "Alerts:" + pair.Key, pair => pair.Value));
        var services = builder.Services;
        services.AddLogging().AddLive().AddDoors().AddStore(builder.Configuration).AddAudit().AddAws(builder.Configuration).AddFleet().AddServiceMetrics().AddLogs(builder.Configuration)
            .AddAlarms(builder.Configuration).AddDeployments().AddRollback(builder.Configuration).AddFleetBoard().AddAlerts(builder.Configuration);
        services.Remove(services.Single(service => service.ImplementationType == typeof(Poller)));
        services.AddHostedService(all => new Poller(all.GetServices<PollJob>().Where(job => !Unneeded.Contains(job.Name)), TimeProvider.System, all.GetRequiredService<Microsoft.Extensions.Logging.ILogger<Poller>>()));
        var built = builder.Build();
        built.Services.GetRequiredService<IOptions<AwsOptions>>().Value.SimulatorUrl = aws;

        // The board waits for every feed's first answer, and this one's poll does not run here.
        built.Services.GetRequiredService<Feed<DeploymentsSnapshot>>().Publish(Make.Deployments(), DateTimeOffset.UtcNow);
        return built;
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>When the poll first had each alarm in ALARM, from now on.</summary>
    public AlarmWatch WatchAlarms() => new(Get<Feed<AlarmsSnapshot>>());

    public IEnumerable<ServiceKey> QuietServices()
    {
        var open = Get<Feed<IncidentsSnapshot>>().Current.Value!.Open.Select(incident => incident.Key.Subject).ToHashSet();
        return Get<Feed<FleetBoard>>().Current.Value!.Rows.Where(row => row.State == ServiceState.Healthy && row.Service.Running > 0).Select(row => row.Key).Where(key => !open.Contains(key.ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
