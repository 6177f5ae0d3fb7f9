using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Shell;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Shell;

public sealed class DeploymentMarkersTests
{
    private static readonly TaskDefinitionRef Definition = new("checkout", 43);

    private static DeploymentHistory History(string status, bool known = true)
    {
        var deployment = new ServiceDeployment("arn", "id", status) { CreatedAt = Noon, Target = new ServiceRevision("arn", Definition, [], Noon) };
        var detail = new TaskDefinitionDetail(Definition, "arn", "ACTIVE", [new ContainerDefinition("app", "repo/checkout:v1.4.3", true, ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty)], null, null, null, null);
        return new DeploymentHistory(Checkout, [deployment], known ? ImmutableDictionary<TaskDefinitionRef, TaskDefinitionDetail>.Empty.Add(Definition, detail) : ImmutableDictionary<TaskDefinitionRef, TaskDefinitionDetail>.Empty, Noon, null);
    }

    [Fact]
    public void A_deployment_is_marked_by_the_version_that_people_know() =>
        Assert.Equal(("v1.4.3", "deployment"), (DeploymentMarkers.Of(History("SUCCESSFUL"))[0].Label, DeploymentMarkers.Of(History("SUCCESSFUL"))[0].Kind));

    [Fact]
    public void Without_the_image_it_is_marked_by_its_task_definition() =>
        Assert.Equal("checkout:43", DeploymentMarkers.Of(History("SUCCESSFUL", known: false))[0].Label);

    [Fact]
    public void A_deployment_that_ecs_rolled_back_looks_failed() =>
        Assert.Equal("failed", DeploymentMarkers.Of(History("ROLLBACK_SUCCESSFUL"))[0].Kind);

    [Fact]
    public void Without_a_history_there_are_no_markers() => Assert.Empty(DeploymentMarkers.Of(null));
}
