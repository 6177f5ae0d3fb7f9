using Dashboard.Live;
using Dashboard.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Fleet;

public sealed class FleetPollTests
{
    [Fact]
    public async Task The_first_sweep_brings_every_service_with_definition_load_balancer_and_target_health()
    {
        await using var fleet = await SimulatedFleet.StartAsync();

        await fleet.SweepAsync();

        Assert.Equal(14, fleet.Fleet.Current.Value!.Services.Count());
        Assert.All(fleet.Fleet.Current.Value.Services, service => Assert.NotNull(service.Definition));
        var checkout = fleet.Service("checkout");
        Assert.Equal(("v1.4.3", "checkout:43"), (checkout.Definition!.Version, checkout.TaskDefinition.ToString()));
        Assert.Equal(checkout.Running, checkout.Targets!.Healthy);
        Assert.StartsWith("app/", Assert.Single(checkout.LoadBalancers).LoadBalancer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_balancer_of_two_services_serves_neither_alone()
    {
        await using var fleet = await SimulatedFleet.StartAsync();

        await fleet.SweepAsync();

        Assert.True(fleet.Service("checkout").LoadBalancers[0].ServesAlone);
        Assert.False(fleet.Service("payments-api", "payments").LoadBalancers[0].ServesAlone);
        Assert.False(fleet.Service("fraud-check", "payments").LoadBalancers[0].ServesAlone);
    }

    [Fact]
    public async Task More_services_than_a_page_and_a_call_hold_are_all_read()
    {
        await using var fleet = await SimulatedFleet.StartAsync(services: 260);

        await fleet.SweepAsync();

        Assert.Equal(260, fleet.Fleet.Current.Value!.Services.Count());
    }

    [Fact]
    public async Task In_a_large_fleet_what_somebody_looks_at_and_what_is_in_trouble_is_read_in_every_sweep_and_the_others_take_turns()
    {
        await using var fleet = await SimulatedFleet.StartAsync(600);
        for (var sweep = 0; sweep < 4; sweep++)
            await fleet.SweepAsync();
        var steady = fleet.Fleet.Current.Value!.Services.Where(service => service.Key.Target == "production").Where(service => !service.IsDeploying && service.Running == service.Desired).OrderByDescending(service => service.ObservedAt).ThenByDescending(service => service.Key.Service, StringComparer.Ordinal).ToList();
        var (looked, troubled, other) = (steady[0].Key, steady[1].Key, steady[2].Key);
        using var looking = fleet.Attention.Look(looked);
        fleet.Attention.Trouble([troubled]);

        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        await fleet.SweepAsync();

        Assert.Equal([fleet.Time.GetUtcNow(), fleet.Time.GetUtcNow(), fleet.Time.GetUtcNow().AddSeconds(-5)], new[] { looked, troubled, other }.Select(key => fleet.Fleet.Current.Value!.Find(key)!.ObservedAt));
    }

    [Fact]
    public async Task A_Region_that_refuses_keeps_its_rows_with_the_fault_and_the_other_stays_fresh()
    {
        await using var fleet = await SimulatedFleet.StartAsync();
        await fleet.SweepAsync();
        var before = fleet.Time.GetUtcNow();
        fleet.Aws.Faults.Add(new InjectedFault("*", InjectedFault.Denied, Region: SimulatedWorld.Staging));
        fleet.Time.Advance(TimeSpan.FromSeconds(5));

        await fleet.SweepAsync();

        var staging = Assert.Single(fleet.Fleet.Current.Value!.Clusters, cluster => cluster.Target == "staging");
        Assert.Equal((FaultKind.Denied, before), (staging.Fault!.Kind, staging.ObservedAt));
        Assert.All(staging.Services, service => Assert.Equal((FaultKind.Denied, before), (service.Fault!.Kind, service.ObservedAt)));
        Assert.All(fleet.Fleet.Current.Value.Clusters.Where(cluster => cluster.Target == "production"), cluster => Assert.Equal((null, before.AddSeconds(5)), (cluster.Fault, cluster.ObservedAt)));
        Assert.Null(fleet.Fleet.Current.Fault);
    }

    [Fact]
    public async Task A_service_among_the_failures_keeps_its_last_value_and_says_so()
    {
        await using var fleet = await SimulatedFleet.StartAsync();
        await fleet.SweepAsync();
        var before = fleet.Time.GetUtcNow();
        fleet.Aws.Faults.Add(new InjectedFault("ecs:DescribeServices", InjectedFault.Partial, Region: SimulatedWorld.Production));
        fleet.Time.Advance(TimeSpan.FromSeconds(5));

        await fleet.SweepAsync();

        var services = fleet.Fleet.Current.Value!.Services.Where(service => service.Key.Target == "production").ToList();
        Assert.Equal(12, services.Count);
        Assert.All(services.Where(service => service.Fault is not null), service => Assert.Equal(before, service.ObservedAt));
        Assert.Contains(services, service => service.Fault is not null);
    }

    [Fact]
    public async Task Where_nothing_can_be_read_the_feed_says_why()
    {
        await using var fleet = await SimulatedFleet.StartAsync();
        fleet.Aws.Faults.Add(new InjectedFault("*", InjectedFault.Denied));

        await fleet.SweepAsync();

        Assert.Equal(FaultKind.Denied, fleet.Fleet.Current.Fault!.Kind);
        Assert.All(fleet.Fleet.Current.Value!.Clusters, cluster => Assert.Null(cluster.Cluster));
    }

    [Fact]
    public async Task Environment_values_never_leave_the_source()
    {
        await using var fleet = await SimulatedFleet.StartAsync();
        await fleet.SweepAsync();

        var digests = fleet.Fleet.Current.Value!.Services.SelectMany(service => service.Definition!.Containers).SelectMany(container => container.EnvironmentDigests.Values).ToList();

        Assert.NotEmpty(digests);
        Assert.All(digests, digest => Assert.Matches("^[0-9a-f]{16}$", digest));
    }

    [Fact]
    public async Task The_tasks_of_a_service_are_found_running_and_stopped()
    {
        await using var fleet = await SimulatedFleet.StartAsync();
        await fleet.SweepAsync();

        await fleet.ReadTasksAsync();

        var tasks = fleet.Tasks.Current.Value!;
        Assert.Equal(fleet.Service("checkout").Running, tasks.Of(Make.Key()).Count(task => !task.IsStopped));
        Assert.Contains(tasks.Of(Make.Key("image-resizer", "platform")), task => task.IsStopped && task.Containers.Any(container => container.ExitCode == 137));
    }

    [Fact]
    public async Task Tasks_that_were_read_anew_and_are_as_they_were_stay_the_same_list()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fleet = await SimulatedFleet.StartAsync(aws: time);
        await fleet.SweepAsync();
        await fleet.ReadTasksAsync();
        var (quiet, other) = (fleet.Tasks.Current.Value!.Of(Make.Key()), fleet.Tasks.Current.Value.Of(Make.Key("cart")));
        Assert.NotEmpty(quiet);

        await fleet.Aws.CallAsync("AmazonEC2ContainerServiceV20141113.UpdateService", new { cluster = "shop", service = "cart", desiredCount = 4 });
        time.Advance(TimeSpan.FromMinutes(2));
        await fleet.ReadTasksAsync();

        Assert.True(quiet == fleet.Tasks.Current.Value.Of(Make.Key()));
        Assert.False(other == fleet.Tasks.Current.Value.Of(Make.Key("cart")));
    }
}
