using Dapper;
using Dashboard.Audit;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Simulator;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

/// <summary>The real rooms against the simulated AWS over HTTP, on one clock that moves only when told. Polls run when asked.</summary>
internal sealed class RollbackHouse : IAsyncDisposable
{
    public static readonly ServiceKey Checkout = new("production", "shop", "checkout");
    public static readonly ServiceKey Notifications = new("production", "platform", "notifications");
    private static readonly string[] Polls = ["fleet", "tasks", "deployments"];
    private readonly string folder;
    private readonly IReadOnlyDictionary<string, string?>? settings;
    private readonly ILoggerProvider? log;
    private IHost app;

    private RollbackHouse(SimulatedAws aws, FakeTimeProvider time, string folder, IReadOnlyDictionary<string, string?>? settings, ILoggerProvider? log)
    {
        (Aws, Time, this.folder, this.settings, this.log) = (aws, time, folder, settings, log);
        app = Build();
    }

    public SimulatedAws Aws { get; }
    public FakeTimeProvider Time { get; }
    public IServiceProvider Services => app.Services;

    /// <param name="services">How many there are in all; null for the named ones.</param>
    /// <param name="settings">Configuration of the app, as in <c>Aws:TimeLimits:Read</c>.</param>
    /// <param name="speed">How fast simulated rollouts run.</param>
    /// <param name="looks">Whether every poll has run once.</param>
    public static async Task<RollbackHouse> StartAsync(int? services = null, IReadOnlyDictionary<string, string?>? settings = null, double speed = 1, ILoggerProvider? log = null, bool looks = true)
    {
        var time = new FakeTimeProvider(Make.Noon);
        var options = new SimulatorOptions { Speed = speed };
        if (services is { } count)
            options.Services = count;
        var house = new RollbackHouse(await SimulatedAws.StartAsync(time, options), time, Directory.CreateTempSubdirectory("rollback-tests").FullName, settings, log);
        if (looks)
            await house.LookAsync();
        return house;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>One round of every poll, and of the follower.</summary>
    /// <param name="measure">The metrics too, which are many calls.</param>
    public async Task LookAsync(bool measure = false)
    {
        foreach (var name in measure ? [.. Polls, "metrics"] : Polls)
            await Services.GetServices<PollJob>().Single(job => job.Name == name).RunAsync(TestContext.Current.CancellationToken);
        await Get<RollbackFollower>().RunAsync(TestContext.Current.CancellationToken);
    }

    public Task PollAsync(string name) => Services.GetServices<PollJob>().Single(job => job.Name == name).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Looks every ten seconds until it is steady, and then with the metrics every half minute, as long as it is open and <paramref name="until"/> does not hold.</summary>
    public async Task<RollbackIntent> FollowAsync(Guid id, Func<RollbackIntent, bool> until)
    {
        var intent = await IntentAsync(id);
        for (var round = 0; round < 200 && intent.IsOpen && !until(intent); round++)
        {
            Time.Advance(TimeSpan.FromSeconds(intent.SteadyAt is null ? 10 : 30));
            await LookAsync(measure: intent.SteadyAt is not null);
            intent = await IntentAsync(id);
        }

        return intent;
    }

    /// <summary>Looks every ten seconds until checkout's deployment is finished.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < 200 && (round == 0 || Get<ServiceWatch>().Of(Checkout) is { Service.IsDeploying: true } or { History.Newest.IsFinished: false }); round++)
        {
            Time.Advance(TimeSpan.FromSeconds(10));
            await LookAsync();
        }
    }

    public string SeenNow(ServiceKey? key = null) => Get<ServiceWatch>().Of(key ?? Checkout)!.Service.Primary!.Id;

    public RollbackCommand Command(string to = "checkout:42") => new(Checkout, SeenNow(), to, "errors since v1.4.3", Guid.NewGuid()) { PlannedAt = Time.GetUtcNow() };

    public Task<RollbackOutcome> RollBackAsync(RollbackCommand command, string person = "on-call") => Get<ServiceRollback>().RollBackAsync(command, People.Of(person));

    public async Task<RollbackIntent> IntentAsync(Guid id) => (await Get<IntentStore>().FindAsync(id))!;

    public async Task<string[]> AuditAsync() =>
        [.. (await Get<AuditLog>().FindAsync(new AuditFilter(Action: "rollback"), 100)).Select(entry => entry.Outcome).Reverse()];

    /// <summary>What follows finds only what was committed, as after a kill.</summary>
    public async Task RestartAsync()
    {
        await ((IAsyncDisposable)app).DisposeAsync();
        app = Build();
    }

    /// <summary>Makes every commit of an intent fail, as a read-only file or a full disk would.</summary>
    public void BreakIntents() => Sql("CREATE TRIGGER broken BEFORE INSERT ON rollback_intents BEGIN SELECT RAISE(ABORT, 'attempt to write a readonly database'); END");

    public void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Execute(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)app).DisposeAsync();
        await Aws.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private string DatabasePath => Path.Combine(folder, "dashboard.db");

    private IHost Build() => RollbackRooms.Build(Aws.Uri, DatabasePath, Time, settings: settings, log: log);
}
