using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Tests.Rollback;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Bench;

/// <summary>The rooms of a rollback in this process, on the real clock, with the real call budget and a database of their own.</summary>
internal sealed class BenchRooms : IAsyncDisposable
{
    private static readonly string[] Polls = ["fleet", "tasks", "deployments", "rollbacks"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rollback-bench-");
    private readonly IHost host;
    private readonly Poller poller;

    private BenchRooms(Uri aws)
    {
        host = RollbackRooms.Build(aws, Path.Combine(folder.FullName, "dashboard.db"), TimeProvider.System, hurried: false);
        poller = new Poller(host.Services.GetServices<PollJob>().Where(job => Polls.Contains(job.Name)), TimeProvider.System, NullLogger<Poller>.Instance);
    }

    /// <summary>Polling, and the deployments of so many services read; null for all.</summary>
    public static async Task<BenchRooms> StartAsync(Uri aws, int? read = null)
    {
        var rooms = new BenchRooms(aws);
        await rooms.poller.StartAsync(CancellationToken.None);
        while (!rooms.Services.Any() || rooms.Services.Count(rooms.IsRead) < (read ?? rooms.Services.Count()))
            await Task.Delay(100);
        return rooms;
    }

    public IEnumerable<EcsService> Services => Get<Feed<FleetSnapshot>>().Current.Value?.Services ?? [];

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public string SeenNow(ServiceKey key) => Get<ServiceWatch>().Of(key)!.Service.Primary!.Id;

    public async ValueTask DisposeAsync()
    {
        await poller.StopAsync(CancellationToken.None);
        poller.Dispose();
        await ((IAsyncDisposable)host).DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    public bool IsRead(EcsService service) => Get<Feed<DeploymentsSnapshot>>().Current.Value?.Of(service.Key) is not null;
}
