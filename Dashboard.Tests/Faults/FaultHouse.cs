using Bunit;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Dashboard.Shell;
using Dashboard.Simulator;
using Dashboard.Status;
using Dashboard.Tests.Rollback;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Faults;

/// <summary>The reading rooms over the simulated AWS on HTTP, and the fleet page over them, on a clock that moves only when told. Seven services in two clusters of production, two in staging.</summary>
internal sealed class FaultHouse : IAsyncDisposable
{
    public const string Hit = "production";
    public const string Other = "staging";

    /// <summary>The polls that read AWS for the fleet page.</summary>
    public static readonly string[] Reading = ["fleet", "tasks", "deployments", "metrics", "alarms", "scaling"];
    private readonly FakeTimeProvider time;
    private readonly string folder;
    private readonly Dictionary<string, string?> settings;
    private readonly Dictionary<PollJob, DateTimeOffset> nextAt = [];
    private readonly Feed<FleetBoard> board = new();
    private IHost app;
    private FleetBoardLoop loop;

    private FaultHouse(SimulatedAws aws, FakeTimeProvider time, string folder, Dictionary<string, string?> settings)
    {
        (Aws, this.time, this.folder, this.settings) = (aws, time, folder, settings);
        (app, loop) = Open();
    }

    public SimulatedAws Aws { get; }

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Attempts so far by target, retries included.</summary>
    public Dictionary<string, long> Calls { get; } = new() { [Hit] = 0, [Other] = 0 };

    public string DatabasePath => Path.Combine(folder, "dashboard.db");

    /// <param name="awsAhead">How far AWS's clock is ahead of this host's.</param>
    /// <param name="attempt">Time limit of one attempt, real time; a question has twice as long.</param>
    public static async Task<FaultHouse> StartAsync(TimeSpan awsAhead = default, TimeSpan? attempt = null)
    {
        var time = new FakeTimeProvider(Make.Noon);
        var settings = new Dictionary<string, string?>
        {
            ["Aws:Targets:0:Name"] = Hit,
            ["Aws:Targets:0:Region"] = SimulatedWorld.Production,
            ["Aws:Targets:0:Clusters:0"] = "payments",
            ["Aws:Targets:0:Clusters:1"] = "platform",
            ["Aws:Targets:1:Name"] = Other,
            ["Aws:Targets:1:Region"] = SimulatedWorld.Staging,
        };
        if (attempt is { } limit)
            (settings["Aws:TimeLimits:ReadAttempt"], settings["Aws:TimeLimits:Read"]) = (limit.ToString(), (2 * limit).ToString());
        return new FaultHouse(await SimulatedAws.StartAsync(new ShiftedTime(time, awsAhead), new SimulatorOptions { Services = 14 }), time, Directory.CreateTempSubdirectory("fault-tests").FullName, settings);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public PollJob Job(string name) => app.Services.GetServices<PollJob>().Single(job => job.Name == name);

    /// <summary>Lets time pass in steps, each with a round of every poll that is due by then.</summary>
    /// <param name="also">Polls to run besides those that read AWS.</param>
    public async Task PassAsync(TimeSpan span, TimeSpan step, Action? looks = null, params string[] also)
    {
        for (var end = Now + span; Now < end;)
        {
            time.Advance(step);
            var before = Tally();
            await Task.WhenAll(Reading.Concat(also).Select(Job).Where(job => nextAt.GetValueOrDefault(job) <= Now).Select(RoundAsync));
            foreach (var (target, calls) in Tally())
                Calls[target] += calls - before.GetValueOrDefault(target);
            loop.Update();
            looks?.Invoke();
        }
    }

    /// <summary>Time passes and nothing runs, as in a process that is stopped.</summary>
    public void Freeze(TimeSpan span) => time.Advance(span);

    /// <summary>What runs by itself as soon as the process does.</summary>
    public void Thaw() => loop.Update();

    /// <summary>The fleet page as somebody who opens it now sees it.</summary>
    public SeenFleet Look() => Look(Urls.Fleet, page => SeenFleet.Of(page, board.Current.Value));

    /// <summary>The same on a screen on the wall.</summary>
    public SeenWall LookAtWall() => Look(Urls.Wall, SeenWall.Of);

    private T Look<T>(string address, Func<IRenderedComponent<FleetPage>, T> read)
    {
        using var browser = new BunitContext();
        browser.Services.AddSingleton<TimeProvider>(time).AddSingleton(board).AddSingleton(Get<CallMeter>()).AddSingleton<Feed<ReadinessSnapshot>>().AddSingleton<Feed<RollbacksSnapshot>>().AddSingleton<FleetRows>();
        browser.ComponentFactories.AddStub<RollBackButton>("<b></b>");
        browser.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return read(browser.Render<FleetPage>());
    }

    /// <summary>The process is killed and started again: what it held in memory is gone.</summary>
    public async Task RestartAsync()
    {
        await ((IAsyncDisposable)app).DisposeAsync();
        loop.Dispose();
        nextAt.Clear();
        (app, loop) = Open();
    }

    public async ValueTask DisposeAsync()
    {
        loop.Dispose();
        await ((IAsyncDisposable)app).DisposeAsync();
        await Aws.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private (IHost, FleetBoardLoop) Open()
    {
        var built = RollbackRooms.Build(Aws.Uri, DatabasePath, time, settings: settings);
        return (built, ActivatorUtilities.CreateInstance<FleetBoardLoop>(built.Services, board));
    }

    private async Task RoundAsync(PollJob job)
    {
        await job.RunAsync(Xunit.TestContext.Current.CancellationToken);
        nextAt[job] = Now + job.Interval;
    }

    private Dictionary<string, long> Tally() => Get<CallMeter>().Read().Rows.GroupBy(row => row.Target).ToDictionary(target => target.Key, target => target.Sum(row => row.Tally.Calls));

    /// <summary>A clock that goes like another and shows something else.</summary>
    private sealed class ShiftedTime(TimeProvider like, TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => like.GetUtcNow() + ahead;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => like.CreateTimer(callback, state, dueTime, period);
    }
}
