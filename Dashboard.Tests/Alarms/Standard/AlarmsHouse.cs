using Dashboard.Alarms;
using Dashboard.Alarms.Standard;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Simulator;
using Dashboard.Tests.Rollback;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Alarms.Standard;

/// <summary>The real rooms over the simulated AWS, with what the coverage needs read once.</summary>
internal sealed class AlarmsHouse : IAsyncDisposable
{
    /// <summary>Comes without alarms, in a cluster without Container Insights, behind a load balancer of its own.</summary>
    public static readonly ServiceKey Wishlist = new("production", "shop", "wishlist");

    /// <summary>Comes without alarms, in a cluster with Container Insights.</summary>
    public static readonly ServiceKey Flags = new("production", "platform", "feature-flags");

    private AlarmsHouse(RollbackHouse house) => House = house;

    public RollbackHouse House { get; }
    public SimulatedAws Aws => House.Aws;
    public AlarmCreation Creation => House.Get<AlarmCreation>();

    public static async Task<AlarmsHouse> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var house = new AlarmsHouse(await RollbackHouse.StartAsync(17, settings));
        await house.LookAsync();
        return house;
    }

    public async Task LookAsync()
    {
        foreach (var name in new[] { "black box", "container insights", "alarms" })
            await House.Services.GetServices<PollJob>().Single(job => job.Name == name).RunAsync(TestContext.Current.CancellationToken);
    }

    public ServiceCoverage Of(ServiceKey key) => House.Get<FleetCoverage>().Of(key)!;

    public AlarmOrder[] Orders(ServiceKey key) => [.. Of(key).Missing.Select(alarm => new AlarmOrder(alarm.Service, alarm.Kind, AlarmJson.Request(alarm)))];

    public async Task<IReadOnlyList<AlarmOutcome>> CreateAsync(AlarmOrder[] orders, string reason = "nobody watches it", string person = "on-call") =>
        await Creation.CreateAsync(orders, reason, People.Of(person));

    /// <summary>How often it was put, by what CloudWatch accepted.</summary>
    public int Puts(string name) => Aws.Ledger.Count(entry => entry.Operation == "PutMetricAlarm" && entry.Request.GetProperty("AlarmName").GetString() == name);

    public MetricAlarm? Alarm(string name) => Aws.World.In(SimulatedWorld.Production).CloudWatch.MetricAlarms(new AlarmFilter { AlarmNames = [name] }).SingleOrDefault();

    public async Task<string[]> AuditAsync() => [.. (await House.Get<AuditLog>().FindAsync(new AuditFilter(Action: AlarmCreation.Action), 100)).Select(entry => entry.Outcome).Reverse()];

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
