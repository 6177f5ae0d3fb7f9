using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Simulator;
using Dashboard.Tests.Aws;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Fleet;

/// <summary>The fleet's polls over the simulated AWS on HTTP. Their clock is a test's, so that they ask again when it says.</summary>
internal sealed class SimulatedFleet : IAsyncDisposable
{
    private readonly FleetPoll fleetPoll;
    private readonly TasksPoll tasksPoll;
    private readonly DeploymentsPoll deploymentsPoll;

    private SimulatedFleet(SimulatedAws aws)
    {
        Aws = aws;
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Uri });
        // A second passes with each look at the budget's clock, so that no test waits for a quota.
        var meter = new CallMeter(TimeProvider.System);
        var clients = new AwsClients(new AwsTargets(options), options, new TestEnvironment(), new CallBudget(new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) }), meter, TimeProvider.System);
        (Clients, Meter) = (clients, meter);
        var definitions = new TaskDefinitionsSource(clients, Time);
        Definitions = definitions;
        fleetPoll = new FleetPoll(clients, Fleet, definitions, Attention, Time);
        tasksPoll = new TasksPoll(clients, Fleet, Tasks, Time);
        deploymentsPoll = new DeploymentsPoll(clients, Fleet, Deployments, definitions, Time);
    }

    public SimulatedAws Aws { get; }
    public AwsClients Clients { get; }
    public CallMeter Meter { get; }
    public TaskDefinitionsSource Definitions { get; }
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);
    public Attention Attention { get; } = new();
    public Feed<FleetSnapshot> Fleet { get; } = new();
    public Feed<TasksSnapshot> Tasks { get; } = new();
    public Feed<DeploymentsSnapshot> Deployments { get; } = new();

    public static async Task<SimulatedFleet> StartAsync(int services = 14, TimeProvider? aws = null) => new(await SimulatedAws.StartAsync(aws, new SimulatorOptions { Services = services }));

    // The round's patience is on the test's clock, which stands still: it ends when every target has answered.
    public Task SweepAsync() => fleetPoll.RunAsync(TestContext.Current.CancellationToken);

    public Task ReadTasksAsync() => tasksPoll.RunAsync(TestContext.Current.CancellationToken);

    public Task ReadDeploymentsAsync() => deploymentsPoll.RunAsync(TestContext.Current.CancellationToken);

    public EcsService Service(string service, string cluster = "shop") => Fleet.Current.Value!.Find(Make.Key(service, cluster))!;

    public ValueTask DisposeAsync() => Aws.DisposeAsync();
}
