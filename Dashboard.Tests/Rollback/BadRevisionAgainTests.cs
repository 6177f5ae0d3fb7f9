using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Rollback;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Rollback;

/// <summary>Over HTTP: checkout is rolled back from v1.4.3 until VERIFIED, and then somebody deploys.</summary>
public sealed class BadRevisionAgainTests
{
    private const string Ecs = "AmazonEC2ContainerServiceV20141113.";

    [Fact]
    public async Task The_bad_revision_deployed_again_is_warned_of_with_who_and_audited_once_though_the_dashboard_restarts()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RollBackAsync(house);
        Assert.Null(await WarningAsync(house));

        await DeployAsync(house, "checkout:43");
        var warning = await WarningAsync(house);
        await WarningAsync(house);
        await house.RestartAsync();
        await house.LookAsync();
        var after = await WarningAsync(house);

        Assert.Equal(("checkout:43", "v1.4.3", "Sam Okafor", "errors since v1.4.3"), (warning!.TaskDefinition.ToString(), warning.Version, warning.Bad.By.Name, warning.Bad.Reason));
        Assert.Equal("It is checkout:43 itself.", warning.How);
        Assert.Contains(":assumed-role/", warning.RegisteredBy, StringComparison.Ordinal);
        Assert.Equal(house.SeenNow(), warning.DeploymentId);
        Assert.Equal((warning.DeploymentId, warning.Bad.Rollback), (after!.DeploymentId, after.Bad.Rollback));
        var entry = Assert.Single(await AuditAsync(house, "bad-revision-deployed"));
        Assert.Equal((Actor.Dashboard, "production/shop/checkout", "warned"), (entry.Actor, entry.Subject, entry.Outcome));
        Assert.Contains($"as {warning.DeploymentId}", entry.Detail, StringComparison.Ordinal);
        Assert.Contains("Sam Okafor rolled back from v1.4.3 (checkout:43)", entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_deployed_it_is_named_as_soon_as_CloudTrail_has_the_call_and_never_waited_for()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RollBackAsync(house);
        await DeployAsync(house, "checkout:43");

        var first = await WarningAsync(house);
        house.Time.Advance(TimeSpan.FromSeconds(110));
        await house.LookAsync();
        await WarningAsync(house);
        var later = await WarningAsync(house);

        Assert.Null(first!.DeployedBy);
        Assert.Equal(house.Aws.Ledger[^1].Principal[(house.Aws.Ledger[^1].Principal.LastIndexOf('/') + 1)..], later!.DeployedBy);
        Assert.Single(await AuditAsync(house, "bad-revision-deployed"));
    }

    [Fact]
    public async Task It_is_remembered_by_a_process_that_was_not_there_when_it_was_rolled_back_from()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RollBackAsync(house);
        await house.RestartAsync();

        await DeployAsync(house, "checkout:43");

        Assert.NotNull(await WarningAsync(house));
    }

    [Fact]
    public async Task Another_revision_with_the_bad_image_is_warned_of_and_a_repaired_one_is_not()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RollBackAsync(house);

        await DeployAsync(house, await RegisterAsync(house, "v1.4.3", "TIER", "two"));
        var warning = await WarningAsync(house);
        await DeployAsync(house, await RegisterAsync(house, "v1.4.4", "TIER", "two"));

        Assert.Equal("checkout:44", warning!.TaskDefinition.ToString());
        Assert.StartsWith("checkout:44 runs the image of checkout:43 in container checkout (sha256:", warning.How, StringComparison.Ordinal);
        Assert.Null(await WarningAsync(house));
    }

    [Fact]
    public async Task Where_the_images_are_the_same_the_configuration_tells_after_a_restart_too()
    {
        await using var house = await RollbackHouse.StartAsync();
        await DeployAsync(house, await RegisterAsync(house, "v1.4.2", "POOL_SIZE", "2"));
        await house.SettleAsync();
        await RollBackAsync(house);
        await house.RestartAsync();

        await DeployAsync(house, await RegisterAsync(house, "v1.4.2", "POOL_SIZE", "2"));
        var same = await WarningAsync(house);
        await DeployAsync(house, await RegisterAsync(house, "v1.4.2", "POOL_SIZE", "40"));

        Assert.Equal("checkout:45 has what told checkout:44 from checkout:42: environment POOL_SIZE of checkout.", same!.How);
        Assert.Null(await WarningAsync(house));
    }

    [Fact]
    public async Task While_it_is_rolled_back_from_again_nobody_is_shouted_at_twice()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RollBackAsync(house);
        await DeployAsync(house, "checkout:43");
        Assert.NotNull(await WarningAsync(house));

        var outcome = await house.RollBackAsync(house.Command());

        Assert.Equal(RollbackResult.Accepted, outcome.Result);
        Assert.Null(await WarningAsync(house));
    }

    [Fact]
    public async Task Whoever_goes_to_it_through_this_dashboard_past_the_warning_is_named()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RollBackAsync(house);
        await WarningAsync(house);
        var command = house.Command("checkout:43") with { PastWarning = true };

        Assert.Equal(RollbackResult.Accepted, (await house.RollBackAsync(command)).Result);
        house.Time.Advance(TimeSpan.FromSeconds(10));
        await house.LookAsync();
        var warning = await WarningAsync(house);

        Assert.Equal("Sam Okafor through this dashboard", warning!.DeployedBy);
        Assert.Contains("(checkout:43), deployed by Sam Okafor through this dashboard, as", Assert.Single(await AuditAsync(house, "bad-revision-deployed")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_any_rollback_and_while_the_first_one_goes_on_nothing_is_bad()
    {
        await using var house = await RollbackHouse.StartAsync();
        Assert.Null(await WarningAsync(house));

        await house.RollBackAsync(house.Command());

        Assert.Null(await WarningAsync(house));
        Assert.Empty(await AuditAsync(house, "bad-revision-deployed"));
    }

    [Fact]
    public async Task Not_bad_after_all_ends_the_warning_for_good_with_a_reason_in_the_trail_and_a_viewer_may_not_say_it()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RollBackAsync(house);
        await DeployAsync(house, "checkout:43");
        var warning = await WarningAsync(house);

        var viewer = await ForgetAsync(house, warning!, "it was the load balancer", "operator");
        var silent = await ForgetAsync(house, warning!, " ", "on-call");
        var stranger = await house.Get<BadRevisionPardon>().ForgetAsync(RollbackHouse.Notifications, warning!.Bad.Rollback, "it was the load balancer", People.Of("on-call"));
        Assert.NotNull(await WarningAsync(house));
        var forgotten = await ForgetAsync(house, warning, "it was the load balancer", "on-call");
        var again = await ForgetAsync(house, warning, "it was the load balancer", "on-call");

        Assert.Contains("OnCall", viewer, StringComparison.Ordinal);
        Assert.Contains("reason", silent, StringComparison.Ordinal);
        Assert.Contains("Nothing of notifications", stranger, StringComparison.Ordinal);
        Assert.Null(forgotten);
        Assert.Contains("any more", again, StringComparison.Ordinal);
        Assert.Null(house.Get<Feed<BadRevisionsSnapshot>>().Current.Value!.WarningOf(RollbackHouse.Checkout));
        await house.RestartAsync();
        await house.LookAsync();
        Assert.Null(await WarningAsync(house));
        Assert.Equal(["refused", "refused", "refused", "forgotten", "refused"], (await AuditAsync(house, "bad-revision-forgotten")).Select(entry => entry.Outcome).Reverse());
        Assert.Contains((await AuditAsync(house, "bad-revision-forgotten")), entry => entry is { Outcome: "forgotten", Reason: "it was the load balancer", Actor.Name: "Sam Okafor" });
    }

    [Fact]
    public async Task The_dialog_offers_it_only_past_a_warning_that_says_who_left_it_and_why()
    {
        await using var house = await RollbackHouse.StartAsync();
        await RollBackAsync(house);
        await WarningAsync(house);

        var bad = (await house.Get<RollbackPlanner>().PlanAsync(RollbackHouse.Checkout, TestContext.Current.CancellationToken))!.Find(Make.Ref(revision: 43))!;

        Assert.Equal(CandidateGrade.Warned, bad.Grade);
        Assert.StartsWith("Sam Okafor rolled back from it ", bad.Warning, StringComparison.Ordinal);
        Assert.EndsWith("ago: errors since v1.4.3.", bad.Warning, StringComparison.Ordinal);
    }

    private static async Task RollBackAsync(RollbackHouse house)
    {
        await house.LookAsync(measure: true);
        var command = house.Command();
        Assert.Equal(RollbackResult.Accepted, (await house.RollBackAsync(command)).Result);
        Assert.Equal(IntentState.Verified, (await house.FollowAsync(command.IntentId, until: it => !it.IsOpen)).State);
    }

    private static async Task DeployAsync(RollbackHouse house, string taskDefinition)
    {
        var (status, body) = await house.Aws.CallAsync(Ecs + "UpdateService", new { cluster = "shop", service = "checkout", taskDefinition });
        Assert.True(status == 200, body.ToString());
        house.Time.Advance(TimeSpan.FromSeconds(10));
        await house.LookAsync();
        house.Time.Advance(TimeSpan.FromSeconds(10));
        await house.LookAsync();
    }

    /// <summary>checkout:42 with another tag and one variable more.</summary>
    private static async Task<string> RegisterAsync(RollbackHouse house, string version, string variable, string value)
    {
        var (_, described) = await house.Aws.CallAsync(Ecs + "DescribeTaskDefinition", new { taskDefinition = "checkout:42" });
        var definition = JsonNode.Parse(described.GetProperty("taskDefinition").GetRawText())!.AsObject();
        foreach (var given in new[] { "taskDefinitionArn", "revision", "status", "registeredAt", "registeredBy", "deregisteredAt", "compatibilities" })
            definition.Remove(given);
        var container = definition["containerDefinitions"]![0]!;
        container["image"] = container["image"]!.GetValue<string>().Replace("v1.4.2", version, StringComparison.Ordinal);
        container["environment"]!.AsArray().Add(new JsonObject { ["name"] = variable, ["value"] = value });
        var (status, registered) = await house.Aws.CallAsync(Ecs + "RegisterTaskDefinition", JsonSerializer.SerializeToElement(definition));
        Assert.True(status == 200, registered.ToString());
        return $"checkout:{registered.GetProperty("taskDefinition").GetProperty("revision").GetInt32()}";
    }

    private static async Task<BadRevisionWarning?> WarningAsync(RollbackHouse house)
    {
        await house.Services.GetServices<PollJob>().Single(job => job.Name == "bad-revisions").RunAsync(TestContext.Current.CancellationToken);
        return house.Get<Feed<BadRevisionsSnapshot>>().Current.Value!.WarningOf(RollbackHouse.Checkout);
    }

    private static Task<string?> ForgetAsync(RollbackHouse house, BadRevisionWarning warning, string reason, string person) =>
        house.Get<BadRevisionPardon>().ForgetAsync(RollbackHouse.Checkout, warning.Bad.Rollback, reason, People.Of(person));

    private static Task<IReadOnlyList<AuditEntry>> AuditAsync(RollbackHouse house, string action) =>
        house.Get<AuditLog>().FindAsync(new AuditFilter(Action: action), 100, cancel: TestContext.Current.CancellationToken);
}
