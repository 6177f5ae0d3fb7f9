using System.Collections.Immutable;
using System.Threading.Channels;
using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.SignIn;
using Dashboard.Store;
using Dashboard.Tests.Aws;
using Dashboard.Tests.SignIn;
using Dashboard.Tests.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Logs;

/// <summary>The logs room as the app composes it, over <see cref="FakeLogs"/>.</summary>
internal static class LogsRoom
{
    public static IServiceCollection AddLogsRoom(this IServiceCollection services, Uri aws, TimeProvider time, params (string Key, string Value)[] settings)
    {
        services.AddLogging();
        services.AddSingleton(time).AddSingleton<IHostEnvironment>(new TestEnvironment());
        services.AddSingleton(Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws }));
        services.AddSingleton<AwsTargets>().AddSingleton<SessionMeter>().AddSingleton<CallBudget>().AddSingleton<CallMeter>().AddSingleton<AwsClients>();
        services.AddFeed<FleetSnapshot>().AddFeed<TasksSnapshot>();
        services.AddAudit().AddDoors().AddSingleton<Limits>().AddSingleton<TempDatabase>().AddSingleton(all => all.GetRequiredService<TempDatabase>().Open([.. all.GetServices<SchemaVersion>()]));
        // Most tests are about what FilterLogEvents brings; those of Live Tail switch it on.
        var all = settings.Prepend(("Logs:LiveTailSessions", "0")).GroupBy(setting => setting.Item1).ToDictionary(same => same.Key, same => (string?)same.Last().Item2);
        return services.AddLogs(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }

    public static ServiceProvider Over(FakeLogs fake, TimeProvider time) => new ServiceCollection().AddLogsRoom(fake.Url, time).BuildServiceProvider();

    public static EcsService Logging(string service = "checkout", string? group = null, string? prefix = null, string? container = null, string target = "production")
    {
        var made = Make.Service(service, target: target);
        var name = container ?? service;
        return made with
        {
            Definition = made.Definition! with
            {
                Containers = [Make.Container(name, $"{service}:v1") with { LogGroup = group ?? $"/ecs/shop/{service}", LogStreamPrefix = prefix ?? service }],
            },
        };
    }

    public static ImmutableArray<LogScope> Groups(params string[] names) => [.. names.Select(name => LogScope.WholeGroup(new LogGroupKey("production", name)))];
}

/// <summary>Tells when somebody begins to wait for so long, so that a test advances the clock only then.</summary>
internal sealed class WatchedTime(TimeSpan watched) : Microsoft.Extensions.Time.Testing.FakeTimeProvider(Make.Noon)
{
    private readonly Channel<bool> waits = Channel.CreateUnbounded<bool>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == watched)
            waits.Writer.TryWrite(true);
        return timer;
    }

    /// <summary>Completes when one more watched wait has begun.</summary>
    public Task WaitingAsync() => waits.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
}
