using Dashboard.Live;
using Dashboard.Simulator;
using Dashboard.Tests.Fleet;

namespace Dashboard.Tests.Deployments;

public sealed class DeploymentsPollTests
{
    [Fact]
    public async Task The_history_names_versions_outcomes_and_what_ECS_rolled_back()
    {
        await using var fleet = await SimulatedFleet.StartAsync();
        await fleet.SweepAsync();

        await fleet.ReadDeploymentsAsync();

        var history = fleet.Deployments.Current.Value!.Of(Make.Key())!;
        Assert.Equal("v1.4.3", history.DefinitionOf(history.Newest!.Target)!.Version);
        Assert.True(history.Deployments.Zip(history.Deployments.Skip(1)).All(pair => pair.First.CreatedAt >= pair.Second.CreatedAt));
        Assert.Contains(history.Deployments, deployment => deployment.Status == "ROLLBACK_SUCCESSFUL" && deployment.Target!.TaskDefinition == Make.Ref(revision: 41));
        Assert.All(history.Deployments, deployment => Assert.NotEmpty(deployment.Target!.Images));
    }

    [Fact]
    public async Task Where_service_deployments_are_denied_the_newest_task_definitions_stand_in()
    {
        await using var fleet = await SimulatedFleet.StartAsync();
        fleet.Aws.Faults.Add(new InjectedFault("ecs:ListServiceDeployments", InjectedFault.Denied));
        await fleet.SweepAsync();

        await fleet.ReadDeploymentsAsync();

        var history = fleet.Deployments.Current.Value!.Of(Make.Key())!;
        Assert.Equal(FaultKind.Denied, history.Fault!.Kind);
        Assert.Empty(history.Deployments);
        Assert.Equal(Make.Ref(revision: 43), history.KnownDefinitions[0].Ref);
        Assert.All(history.KnownDefinitions, known => Assert.Equal("checkout", known.Ref.Family));
    }

    [Fact]
    public async Task A_history_that_was_read_stays_when_reading_it_again_fails()
    {
        await using var fleet = await SimulatedFleet.StartAsync();
        await fleet.SweepAsync();
        await fleet.ReadDeploymentsAsync();
        fleet.Aws.Faults.Add(new InjectedFault("ecs:ListServiceDeployments", InjectedFault.Denied));
        fleet.Time.Advance(TimeSpan.FromMinutes(16));

        await fleet.ReadDeploymentsAsync();

        var history = fleet.Deployments.Current.Value!.Of(Make.Key())!;
        Assert.NotNull(history.Fault);
        Assert.NotEmpty(history.Deployments);
    }

    [Fact]
    public async Task Quiet_services_are_not_asked_for_again()
    {
        await using var fleet = await SimulatedFleet.StartAsync();
        await fleet.SweepAsync();
        await fleet.ReadDeploymentsAsync();
        fleet.Aws.Faults.Add(new InjectedFault("ecs:ListServiceDeployments", InjectedFault.Denied));

        await fleet.ReadDeploymentsAsync();

        Assert.Null(fleet.Deployments.Current.Value!.Of(Make.Key("billing", "payments"))!.Fault);
        Assert.NotNull(fleet.Deployments.Current.Value.Of(Make.Key("notifications", "platform"))!.Fault);
    }
}
