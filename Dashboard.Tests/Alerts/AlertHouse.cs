using System.Collections.Immutable;
using Dapper;
using Dashboard.Alarms;
using Dashboard.Alarms.Mutes;
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
using Dashboard.Tests.SignIn;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Alerts;

/// <summary>The room of alerts on a database of its own and a clock that moves only when told. What the polls would bring, the test publishes.</summary>
internal sealed class AlertHouse : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("alert-tests-");
    private readonly Dictionary<string, string?> settings;
    private readonly ILoggerProvider? log;
    private readonly Uri? aws;
    private IHost app;

    /// <param name="settings">Of the section Alerts, without its name.</param>
    public AlertHouse(IReadOnlyDictionary<string, string?>? settings = null, Uri? aws = null, ILoggerProvider? log = null)
    {
        this.settings = (settings ?? new Dictionary<string, string?>()).ToDictionary(pair => "Alerts:" + pair.Key, pair => pair.Value);
        (this.aws, this.log) = (aws, log);
        app = Build();
    }

    /// <summary>Of the section Alerts; it holds from the next start on.</summary>
    public void Set(string key, string? value) => settings["Alerts:" + key] = value;

    public FakeTimeProvider Time { get; } = new(Make.Noon);

    public static Dictionary<string, string?> Slack(SlackDouble slack, string name = "on-call") => new()
    {
        ["AllowLoopback"] = "true",
        ["BaseUrl"] = "https://ops.example.com",
        ["SlackApiUrl"] = slack.ApiUrl,
        ["TimeLimit"] = "00:00:20",
        ["Destinations:0:Name"] = name,
        ["Destinations:0:Webhook"] = slack.WebhookUrl,
        ["Routes:0:Destinations:0"] = name,
    };

    public static Dictionary<string, string?> Bot(SlackDouble slack)
    {
        var settings = Slack(slack);
        settings.Remove("Destinations:0:Webhook");
        settings["Destinations:0:Token"] = "xoxb-plain";
        settings["Destinations:0:Channel"] = "C0123456789";
        return settings;
    }

    public static Dictionary<string, string?> Mail(SmtpDouble smtp, params string[] to)
    {
        var settings = new Dictionary<string, string?>
        {
            ["TimeLimit"] = "00:00:20",
            ["BaseUrl"] = "https://ops.example.com",
            ["Smtp:Host"] = "127.0.0.1",
            ["Smtp:Port"] = $"{smtp.Port}",
            ["Smtp:Security"] = smtp.IsImplicit ? "Tls" : "StartTls",
            ["Smtp:CertificateSha256"] = smtp.Fingerprint,
            ["Smtp:From"] = "ECS operations <alerts@example.com>",
            ["Destinations:0:Name"] = "mail",
            ["Routes:0:Destinations:0"] = "mail",
        };
        foreach (var (address, at) in to.Select((address, at) => (address, at)))
            settings[$"Destinations:0:To:{at}"] = address;
        return settings;
    }

    /// <summary>For components, which then show this room.</summary>
    public void ShareWith(IServiceCollection components) => components.AddSingleton<TimeProvider>(Time).AddSingleton(Get<Access>()).AddSingleton(Get<Feed<IncidentsSnapshot>>()).AddSingleton(Get<Feed<OutboxChange>>())
        .AddSingleton(Get<IncidentStore>()).AddSingleton(Get<Outbox>()).AddSingleton(Get<Incidents>()).AddSingleton(Get<TestMessages>()).AddSingleton(Get<Muting>()).AddSingleton(Get<Feed<MutesSnapshot>>()).AddSingleton(Get<IOptions<AlertsOptions>>());

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>What the board and the alarms say now, read without a fault.</summary>
    public void Publish(params ServiceStatus[] rows) => Publish([], rows);

    public void Publish(ImmutableArray<CloudWatchAlarm> alarms, params ServiceStatus[] rows)
    {
        var now = Time.GetUtcNow();
        var clusters = rows.GroupBy(row => (row.Key.Target, row.Key.Cluster)).Select(group => new ClusterReading(group.Key.Target, group.Key.Cluster, [.. group.Select(row => row.Service)], now, null));
        Get<Feed<AlarmsSnapshot>>().Publish(new AlarmsSnapshot(alarms, ImmutableDictionary<string, Fault>.Empty), now);
        Get<Feed<FleetBoard>>().Publish(new FleetBoard([.. rows], [.. clusters, .. Get<AwsTargets>().All.Where(target => rows.All(row => row.Key.Target != target.Name)).Select(target => new ClusterReading(target.Name, null, [], now, null))]), now);
    }

    /// <summary>One look, and one round of the courier.</summary>
    public async Task RoundAsync()
    {
        await Get<Incidents>().RunAsync(TestContext.Current.CancellationToken);
        await Get<Courier>().RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Publishes the rows anew every quarter of a minute, with a round each.</summary>
    public async Task PassAsync(TimeSpan length, params ServiceStatus[] rows)
    {
        for (var end = Time.GetUtcNow() + length; Time.GetUtcNow() < end;)
        {
            Time.Advance(TimeSpan.FromSeconds(15));
            Publish(rows);
            await RoundAsync();
        }
    }

    public async Task<Delivery[]> DeliveriesAsync() => [.. (await Get<Outbox>().RecentAsync(10_000, TestContext.Current.CancellationToken)).OrderBy(delivery => delivery.Id)];

    public ImmutableArray<Incident> Open => Get<Feed<IncidentsSnapshot>>().Current.Value?.Open ?? [];

    /// <summary>What follows finds only what was committed, as after a kill.</summary>
    public async Task RestartAsync()
    {
        await ((IAsyncDisposable)app).DisposeAsync();
        app = Build();
    }

    public void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Execute(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)app).DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private string DatabasePath => Path.Combine(folder.FullName, "dashboard.db");

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Aws:Source"] = "Simulator", ["Store:Path"] = DatabasePath });
        builder.Configuration.AddInMemoryCollection(settings);
        if (log is not null)
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddLogging().AddSingleton<TimeProvider>(Time).AddDoors();
        builder.Services.AddStore(builder.Configuration).AddAudit().AddAws(builder.Configuration).AddFleet().AddServiceMetrics().AddLogs(builder.Configuration).AddDeployments();
        builder.Services.AddAlarms(builder.Configuration).AddFeed<FleetBoard>().AddRollback(builder.Configuration).AddAlerts(builder.Configuration);
        var built = builder.Build();
        built.Services.GetRequiredService<IOptions<AwsOptions>>().Value.SimulatorUrl = aws ?? new Uri("http://127.0.0.1:9");

        // Without a fleet and its tasks, what the logs say would be waited for.
        built.Services.GetRequiredService<Feed<FleetSnapshot>>().Publish(Make.Snapshot(), Time.GetUtcNow());
        built.Services.GetRequiredService<Feed<TasksSnapshot>>().Publish(Make.Tasks(), Time.GetUtcNow());
        return built;
    }
}

/// <summary>Rows of the board.</summary>
internal static class Row
{
    public static ServiceStatus Healthy(string service = "checkout", string cluster = "shop") => Of(ServiceState.Healthy, service, cluster);

    public static ServiceStatus Failing(string service = "checkout", params string[] facts) => Of(ServiceState.Failing, service, "shop", facts is [] ? ["error rate 12 % over the last 5 minutes (0.2 % before)"] : facts);

    public static ServiceStatus Degraded(string service = "checkout", params string[] facts) => Of(ServiceState.Degraded, service, "shop", facts is [] ? ["1 of 2 tasks running"] : facts);

    /// <summary>Degraded by alarms of these names, and by nothing else.</summary>
    public static ServiceStatus InAlarm(string service, params string[] alarms) =>
        Degraded(service, [.. alarms.Select(alarm => $"alarm {alarm} is in ALARM")]) with { OpenAlarms = [.. alarms.Select(alarm => Make.Alarm(Make.Key(service)) with { Name = alarm })] };

    public static ServiceStatus Unknown(string service = "checkout") => Of(ServiceState.Unknown, service, "shop", "ECS was last read 2 min ago");

    private static ServiceStatus Of(ServiceState state, string service, string cluster, params string[] facts) =>
        new(Make.Service(service, cluster) with { Tags = ImmutableDictionary<string, string>.Empty.Add("owner", "team-pay").Add("runbook", $"https://runbooks.example.com/{service}") },
            state, [.. facts], state > ServiceState.Unknown ? Make.Noon.AddMinutes(-3) : null, null, null, null, [])
        { Troubles = state > ServiceState.Unknown ? [.. facts] : [] };
}
