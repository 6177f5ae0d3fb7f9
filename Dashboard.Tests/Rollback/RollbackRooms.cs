using Dashboard.Alarms;
using Dashboard.Audit;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Metrics;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Store;
using Dashboard.Tests.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Rollback;

/// <summary>The real rooms that a rollback needs, composed without the web, for any simulated AWS, database and clock. Nothing runs until it is told to.</summary>
internal static class RollbackRooms
{
    /// <param name="hurried">Nobody waits for the call budget, so that the first reading of a fleet takes no time.</param>
    public static IHost Build(Uri aws, string database, TimeProvider time, bool hurried = true, IReadOnlyDictionary<string, string?>? settings = null, ILoggerProvider? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Aws:Source"] = "Simulator", ["Store:Path"] = database });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log ?? NullLoggerProvider.Instance)).AddSingleton(time).AddDoors();
        builder.Services.AddStore(builder.Configuration).AddAudit().AddAws(builder.Configuration).AddFleet().AddLogs(builder.Configuration).AddDeployments();
        builder.Services.AddServiceMetrics().AddAlarms(builder.Configuration).AddRollback(builder.Configuration);
        if (hurried)
            builder.Services.AddSingleton(new CallBudget(new HurriedTime()));
        var built = builder.Build();
        built.Services.GetRequiredService<IOptions<AwsOptions>>().Value.SimulatorUrl = aws;
        return built;
    }

    // A clock that stands still would let nobody through who waits for the budget on it.
    private sealed class HurriedTime : TimeProvider
    {
        private const int Factor = 200;
        private readonly DateTimeOffset start = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => start + ((System.GetUtcNow() - start) * Factor);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Factor : dueTime, period);
    }
}
