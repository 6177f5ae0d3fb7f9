using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.SignIn;
using Dashboard.Simulator;

namespace Dashboard.Tests.Rollback;

/// <summary>Where two persons are needed: one asks, another on-call engineer approves, and only then something is sent.</summary>
public sealed class RollbackApprovalTests
{
    private static readonly Dictionary<string, string?> Two = new() { ["Rollback:TwoPersons:0"] = "production/shop" };

    [Fact]
    public async Task Nothing_is_sent_before_another_on_call_engineer_approves_and_the_trail_names_both()
    {
        await using var house = await RollbackHouse.StartAsync(settings: Two);
        var command = house.Command();

        var asked = await house.RollBackAsync(command);
        Assert.Equal(RollbackResult.Waiting, asked.Result);
        Assert.Contains("another on-call engineer approves it on the service's page, until 2026-01-31 12:10:00Z", asked.Message, StringComparison.Ordinal);
        Assert.Empty(house.Aws.Ledger);

        var approved = await ApproveAsync(house, command.IntentId, Second);

        Assert.True(approved.Result == RollbackResult.Accepted, approved.Message);
        Assert.Equal("UpdateService", Assert.Single(house.Aws.Ledger).Operation);
        Assert.Equal([("awaiting-approval", "Sam Okafor"), ("approved", "Ida Berg"), ("accepted", "Sam Okafor")], await TrailAsync(house));
        var intent = await house.IntentAsync(command.IntentId);
        Assert.Equal(("Ida Berg", Make.Noon), (intent.Facts.ApprovedBy?.Name, intent.Facts.ApprovedAt));
        var report = RollbackReport.Of(intent, await house.Get<IntentStore>().TimelineOfAsync(intent.Id, TestContext.Current.CancellationToken));
        Assert.Contains(report.Facts, fact => fact is { Name: "Approved", Text: "by Ida Berg at 2026-01-31 12:00:00Z" });
        Assert.Contains(report.Tables[0].Rows, row => row[1] == "Ida Berg approved it.");
    }

    [Fact]
    public async Task Who_asked_cannot_approve_it_however_they_signed_in()
    {
        await using var house = await RollbackHouse.StartAsync(settings: Two);
        var command = house.Command();
        await house.RollBackAsync(command);

        var refused = await ApproveAsync(house, command.IntentId, People.Of("on-call"));

        Assert.Equal(RollbackResult.Refused, refused.Result);
        Assert.Equal("You asked for it yourself; another on-call engineer has to approve it.", refused.Message);
        Assert.Empty(house.Aws.Ledger);
        Assert.Equal(IntentState.AwaitingApproval, (await house.IntentAsync(command.IntentId)).State);
        Assert.Equal(("refused", "Sam Okafor"), (await TrailAsync(house)).Last());
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("manager")]
    public async Task Who_may_not_roll_back_may_neither_approve_nor_decline(string person)
    {
        await using var house = await RollbackHouse.StartAsync(settings: Two);
        var command = house.Command();
        await house.RollBackAsync(command);
        var waiting = await house.IntentAsync(command.IntentId);

        var outcomes = new[] { await house.Get<RollbackApproval>().ApproveAsync(waiting, People.Of(person)), await house.Get<RollbackApproval>().DeclineAsync(waiting, People.Of(person)) };

        Assert.All(outcomes, outcome => Assert.Equal("Rolling back needs the role OnCall. Ask the on-call engineer.", outcome.Message));
        Assert.Empty(house.Aws.Ledger);
        Assert.Equal(IntentState.AwaitingApproval, (await house.IntentAsync(command.IntentId)).State);
    }

    [Fact]
    public async Task What_nobody_approves_within_ten_minutes_is_closed_and_cannot_be_approved_after()
    {
        await using var house = await RollbackHouse.StartAsync(settings: Two);
        var command = house.Command();
        await house.RollBackAsync(command);
        house.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await house.LookAsync();
        Assert.True((await house.IntentAsync(command.IntentId)).IsOpen);
        house.Time.Advance(TimeSpan.FromSeconds(1));

        var late = await ApproveAsync(house, command.IntentId, Second);
        await house.LookAsync();

        var closed = await house.IntentAsync(command.IntentId);
        Assert.Equal((IntentState.NotSent, "Not sent: another on-call engineer did not approve it within 10 min. The service was not touched."), (closed.State, closed.Verdict));
        Assert.Equal(closed.Verdict, late.Message);
        Assert.Empty(house.Aws.Ledger);
        Assert.Equal("not-sent", (await house.AuditAsync()).Last());
    }

    [Fact]
    public async Task It_survives_a_restart_and_is_then_approved()
    {
        // On a busy machine a restarted process would otherwise know a part of the history only.
        await using var house = await RollbackHouse.StartAsync(settings: new Dictionary<string, string?>(Two) { ["Aws:TimeLimits:ReadAttempt"] = "00:00:30", ["Aws:TimeLimits:Read"] = "00:01:00" });
        var command = house.Command();
        await house.RollBackAsync(command);

        await house.RestartAsync();
        await house.LookAsync();
        for (var round = 0; round < 20 && (await house.Get<RollbackPlanner>().RecheckAsync(RollbackHouse.Checkout, Xunit.TestContext.Current.CancellationToken))?.Find(TaskDefinitionRef.Parse("checkout:42")!.Value) is null; round++)
        {
            // A history that could not be read is asked for again after a minute.
            house.Time.Advance(TimeSpan.FromSeconds(20));
            await house.LookAsync();
        }

        var approved = await ApproveAsync(house, command.IntentId, Second);

        Assert.True(approved.Result == RollbackResult.Accepted, approved.Message);
        Assert.Single(house.Aws.Ledger);
    }

    [Fact]
    public async Task A_service_that_changed_meanwhile_is_not_rolled_back_and_the_request_ends()
    {
        await using var house = await RollbackHouse.StartAsync(settings: Two);
        var command = house.Command();
        await house.RollBackAsync(command);
        house.Aws.World.In(SimulatedWorld.Production).Ecs.UpdateService(new UpdateService("shop", "checkout") { TaskDefinition = "checkout:41" });
        await house.LookAsync();
        var sentBefore = house.Aws.Ledger.Count;

        var refused = await ApproveAsync(house, command.IntentId, Second);

        Assert.Equal(RollbackResult.Refused, refused.Result);
        Assert.Contains("the service changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(sentBefore, house.Aws.Ledger.Count);
        Assert.Equal(IntentState.NotSent, (await house.IntentAsync(command.IntentId)).State);
    }

    [Fact]
    public async Task Of_two_who_approve_at_once_one_sends_it()
    {
        await using var house = await RollbackHouse.StartAsync(settings: Two);
        var command = house.Command();
        await house.RollBackAsync(command);

        var outcomes = await Task.WhenAll(ApproveAsync(house, command.IntentId, Second), ApproveAsync(house, command.IntentId, new DemoPerson("third", "Noor Haddad", "On-call engineer", Roles.OnCall, "").Principal));

        Assert.Single(outcomes, outcome => outcome.Result == RollbackResult.Accepted);
        Assert.Single(house.Aws.Ledger);
    }

    [Theory]
    [InlineData("Sam Okafor", "withdrawn by Sam Okafor")]
    [InlineData("Ida Berg", "declined by Ida Berg")]
    public async Task Declined_or_withdrawn_it_is_over_and_another_may_begin(string name, string why)
    {
        await using var house = await RollbackHouse.StartAsync(settings: Two);
        var command = house.Command();
        await house.RollBackAsync(command);

        await house.Get<RollbackApproval>().DeclineAsync(await house.IntentAsync(command.IntentId), name == "Ida Berg" ? Second : People.Of("on-call"));

        Assert.Equal($"Not sent: {why}. The service was not touched.", (await house.IntentAsync(command.IntentId)).Verdict);
        Assert.Equal(("not-sent", name), (await TrailAsync(house)).Last());
        Assert.Equal("This rollback does not wait for approval any more.", (await ApproveAsync(house, command.IntentId, Second)).Message);
        Assert.Equal(RollbackResult.Waiting, (await house.RollBackAsync(house.Command())).Result);
    }

    [Fact]
    public async Task While_one_waits_a_second_one_learns_of_it()
    {
        await using var house = await RollbackHouse.StartAsync(settings: Two);
        await house.RollBackAsync(house.Command());

        var other = await house.RollBackAsync(house.Command());

        Assert.Equal((RollbackResult.Refused, true), (other.Result, other.IsUnderWay));
        Assert.Contains("Sam Okafor asked 0 s ago to roll checkout back to v1.4.2 (checkout:42); it waits until 2026-01-31 12:10:00Z for another on-call engineer", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_cluster_needs_no_second_person()
    {
        await using var house = await RollbackHouse.StartAsync(settings: new Dictionary<string, string?> { ["Rollback:TwoPersons:0"] = "production/platform" });

        Assert.Equal(RollbackResult.Accepted, (await house.RollBackAsync(house.Command())).Result);
    }

    [Theory]
    [InlineData("production")]
    [InlineData("production/shop/checkout")]
    [InlineData("")]
    public void A_place_that_is_none_is_refused_by_name(string place) =>
        Assert.Contains("Rollback:TwoPersons:0", Assert.Single(new RollbackOptions { TwoPersons = { place } }.Problems()), StringComparison.Ordinal);

    private static ClaimsPrincipal Second => People.Of("second");

    private static async Task<RollbackOutcome> ApproveAsync(RollbackHouse house, Guid intent, ClaimsPrincipal person) =>
        await house.Get<RollbackApproval>().ApproveAsync(await house.IntentAsync(intent), person);

    private static async Task<(string Outcome, string Name)[]> TrailAsync(RollbackHouse house) =>
        [.. (await house.Get<AuditLog>().FindAsync(new AuditFilter(Action: "rollback"), 100)).Select(entry => (entry.Outcome, entry.Actor.Name)).Reverse()];
}
