using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Browser;

/// <summary>The real app on a real port, against a simulated AWS of its own, both on one clock; remembers every warning that it logs.</summary>
public sealed class DashboardServer : WebApplicationFactory<Program>
{
    private readonly TimeProvider time;
    private readonly Uri simulator;
    private readonly Action<IServiceCollection> replace;
    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("dashboard-test-");
    private readonly Warnings warnings = new();

    /// <param name="replace">What the app is composed of differently.</param>
    /// <param name="settings">What its configuration says beside that.</param>
    public DashboardServer(TimeProvider time, Uri simulator, Action<IServiceCollection>? replace = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        this.time = time;
        this.simulator = simulator;
        this.replace = replace ?? (_ => { });
        this.settings = settings ?? new Dictionary<string, string?>();
        UseKestrel(0);
        StartServer();
    }

    public Uri Uri => ClientOptions.BaseAddress;

    /// <summary>What the app logged at Warning or above since it started.</summary>
    public IReadOnlyCollection<string> LoggedWarnings => warnings.Messages;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Aws:SimulatorUrl", simulator.ToString());
        builder.UseSetting("Store:Path", Path.Combine(data.FullName, "dashboard.db"));

        // A complaint of the browser then says what went wrong.
        builder.UseSetting("DetailedErrors", "true");

        // The tests all sign in from this machine, and faster than people do.
        builder.UseSetting("Limits:SignInsPerMinute", "100000").UseSetting("Limits:FormsPerMinute", "100000").UseSetting("Limits:DownloadsPerMinute", "100000");
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(warnings));
        builder.ConfigureTestServices(services => replace(services.AddSingleton(time)));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && data.Exists)
            data.Delete(recursive: true);
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> messages = new();

        public IReadOnlyCollection<string> Messages => messages;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                messages.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
