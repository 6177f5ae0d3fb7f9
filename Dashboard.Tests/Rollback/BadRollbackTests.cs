using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.SignIn;

namespace Dashboard.Tests.Rollback;

/// <summary>What a browser may send that is no rollback: each is refused with the reason, audited as such, and nothing reaches ECS.</summary>
public sealed class BadRollbackTests
{
    private const string Account = "111122223333";

    private static readonly Dictionary<string, (Func<RollbackCommand, RollbackHouse, RollbackCommand> Spoil, string Said)> Cases = new()
    {
        ["no reason"] = Reason(null, "at least 3 characters"),
        ["an empty reason"] = Reason("", "at least 3 characters"),
        ["a reason of blanks"] = Reason("  \t ", "at least 3 characters"),
        ["a reason of two characters"] = Reason("no", "at least 3 characters"),
        ["a reason of 100 kB"] = Reason(new string('x', 100_000), "100,000 characters; 500 at most"),
        ["a reason with a tag"] = Reason("see <img src=x onerror=alert(1)>", "markup"),
        ["a reason with a line break"] = Reason("accepted\nrollback verified", "control characters"),
        ["a reason with a NUL"] = Reason("before\0after", "control characters"),
        ["a reason with a terminal code"] = Reason("\u001b[2J gone", "control characters"),
        ["a reason with a right-to-left override"] = Reason("reads \u202Esdrawkcab", "control characters"),
        ["a reason with an isolate"] = Reason("reads \u2066apart\u2069", "control characters"),
        ["a reason with half a character"] = Reason("lone \uD800 surrogate", "control characters"),

        ["no target"] = To(null, "by name, as in checkout:42"),
        ["a target of another family"] = To("storefront:76", "storefront:76 is not a revision that checkout is known to have run"),
        ["an unknown revision"] = To("checkout:9999", "checkout:9999 is not a revision that checkout is known to have run"),
        ["a revision beyond all numbers"] = To("checkout:99999999999999999999", "by name, as in checkout:42"),
        ["the current revision"] = To("checkout:43", "checkout is on checkout:43 already"),
        ["an ARN of this account"] = To($"arn:aws:ecs:eu-west-1:{Account}:task-definition/checkout:42", "by name, as in checkout:42"),
        ["an ARN of another account"] = To("arn:aws:ecs:eu-west-1:999999999999:task-definition/checkout:42", "by name, as in checkout:42"),
        ["an ARN of another Region"] = To($"arn:aws:ecs:us-east-1:{Account}:task-definition/checkout:42", "by name, as in checkout:42"),
        ["an ARN with wildcards"] = To("arn:aws:ecs:*:*:task-definition/checkout:*", "by name, as in checkout:42"),
        ["a wildcard"] = To("check*:42", "by name, as in checkout:42"),
        ["a way up"] = To("../checkout:42", "by name, as in checkout:42"),
        ["a cluster before the family"] = To("shop-staging/checkout:42", "by name, as in checkout:42"),
        ["a target with a right-to-left override"] = To("checkout:4\u202E2", "by name, as in checkout:42"),
        ["a target of 100 kB"] = To(new string('x', 100_000) + ":1", "by name, as in checkout:42"),
        ["another service's target under its cluster"] = Key(new("production", "payments", "billing"), "not a revision that billing is known to have run"),

        ["a target that is not configured"] = Key(new("elsewhere", "shop", "checkout"), "No service elsewhere/shop/checkout is watched here"),
        ["a cluster of another target"] = Key(new("staging", "shop", "checkout"), "No service staging/shop/checkout is watched here"),
        ["a service of another cluster"] = Key(new("production", "platform", "checkout"), "No service production/platform/checkout is watched here"),
        ["a service that does not exist"] = Key(new("production", "shop", "chekout"), "No service production/shop/chekout is watched here"),
        ["a cluster by its ARN"] = Key(new("production", $"arn:aws:ecs:eu-west-1:{Account}:cluster/shop", "checkout"), "is watched here"),
        ["a way up to a cluster"] = Key(new("production", "../shop", "checkout"), "is watched here"),
        ["a service with wildcards"] = Key(new("production", "shop", "*"), "is watched here"),
        ["a service name of 100 kB"] = Key(new("production", "shop", new string('x', 100_000)), "is watched here"),
        ["a service of nothing"] = Key(default, "is watched here"),

        ["no deployment that was seen"] = Seen(null, "does not say which deployment was on the screen"),
        ["an empty deployment"] = Seen("", "does not say which deployment was on the screen"),
        ["a deployment that never was"] = Seen("ecs-svc/1234567890123456789", "the service changed since you looked"),
        ["a deployment of 100 kB"] = Seen(new string('x', 100_000), "the service changed since you looked"),
        ["the deployment of another service"] = ((good, house) => good with { SeenDeploymentId = house.SeenNow(RollbackHouse.Notifications) }, "the service changed since you looked"),

        ["a plan without its date"] = Planned(_ => null, "does not say when its plan was made"),
        ["a plan of an hour ago"] = Planned(now => now.AddHours(-1), "1 h old"),
        ["a plan of the first of all days"] = Planned(_ => DateTimeOffset.MinValue, "old, and 15 min"),
        ["a plan of the future"] = Planned(now => now.AddMinutes(2), "dated in the future"),
        ["a plan of the last of all days"] = Planned(_ => DateTimeOffset.MaxValue, "dated in the future"),
        ["no intent id"] = ((good, _) => good with { IntentId = Guid.Empty }, "carries no intent id"),
    };

    public static TheoryData<string> Bad => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task It_is_refused_with_the_reason_and_audited_and_nothing_is_sent(string what)
    {
        await using var house = await RollbackHouse.StartAsync(services: 10);
        var (spoil, said) = Cases[what];

        var outcome = await house.RollBackAsync(spoil(house.Command(), house));

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.Contains(said, outcome.Message, StringComparison.Ordinal);
        Assert.Empty(house.Aws.Ledger);
        var entry = Assert.Single(await TrailAsync(house));
        Assert.Equal(("refused", "demo:on-call"), (entry.Outcome, entry.Actor.Id));
        Assert.Contains(said, entry.Detail, StringComparison.Ordinal);
        AssertPlain(entry);
        Assert.Null(await house.Get<AuditLog>().FirstBrokenAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("manager")]
    public async Task A_viewer_is_refused_before_anything_else_is_looked_at(string person)
    {
        await using var house = await RollbackHouse.StartAsync(services: 1);

        var outcome = await house.RollBackAsync(house.Command() with { To = "../*", Reason = "\u202E" }, person);

        Assert.Contains("OnCall", outcome.Message, StringComparison.Ordinal);
        AssertPlain(Assert.Single(await TrailAsync(house)));
        Assert.Empty(house.Aws.Ledger);
    }

    [Fact]
    public async Task Before_the_deployments_were_read_it_says_so_and_does_not_call_the_target_unknown()
    {
        await using var house = await RollbackHouse.StartAsync(looks: false);
        await house.PollAsync("fleet");

        var outcome = await house.RollBackAsync(house.Command());

        Assert.Equal("What checkout ran before has not been read yet, so checkout:42 cannot be checked. Try again in a few seconds.", outcome.Message);
        Assert.Empty(house.Aws.Ledger);
    }

    [Fact]
    public async Task An_intent_id_of_somebody_elses_rollback_is_refused_and_tells_nothing_of_it()
    {
        await using var house = await RollbackHouse.StartAsync(services: 1);
        var command = house.Command() with { Reason = "theirs" };
        await house.Get<ServiceRollback>().RollBackAsync(command, Somebody("Alex Doe"));

        var outcome = await house.RollBackAsync(command with { Reason = "mine" });

        Assert.Equal((RollbackResult.Refused, "This intent belongs to another rollback; open the dialog again."), (outcome.Result, outcome.Message));
        Assert.Single(house.Aws.Ledger);
        Assert.Equal(["intended", "accepted", "refused"], await house.AuditAsync());
    }

    [Fact]
    public async Task An_intent_id_of_ones_own_rollback_of_another_service_is_refused()
    {
        await using var house = await RollbackHouse.StartAsync(services: 10);
        var command = house.Command();
        await house.RollBackAsync(command);

        var outcome = await house.RollBackAsync(command with { Key = RollbackHouse.Notifications, SeenDeploymentId = house.SeenNow(RollbackHouse.Notifications), To = "notifications:130" });

        Assert.Equal(RollbackResult.Refused, outcome.Result);
        Assert.Contains("belongs to another rollback", outcome.Message, StringComparison.Ordinal);
        Assert.Single(house.Aws.Ledger);
    }

    [Fact]
    public async Task Two_tabs_of_one_person_are_one_rollback_and_the_second_learns_of_the_first()
    {
        await using var house = await RollbackHouse.StartAsync(services: 1);
        var (one, other) = (house.Command(), house.Command());

        var outcomes = await Task.WhenAll(house.RollBackAsync(one), house.RollBackAsync(other));

        Assert.Single(house.Aws.Ledger);
        Assert.Single(outcomes, outcome => outcome.Result == RollbackResult.Accepted);
        var refused = Assert.Single(outcomes, outcome => outcome.Result == RollbackResult.Refused);
        Assert.True(refused.IsUnderWay);
        Assert.Contains("Sam Okafor is rolling checkout back to v1.4.2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_replayed_to_the_next_process_or_hours_later_gets_the_original_outcome()
    {
        await using var house = await RollbackHouse.StartAsync(services: 1);
        var command = house.Command();
        var original = await house.RollBackAsync(command);

        await house.RestartAsync();
        await house.LookAsync();
        var restarted = await house.RollBackAsync(command);
        house.Time.Advance(TimeSpan.FromHours(3));
        var late = await house.RollBackAsync(command);

        Assert.Equal([RollbackResult.Accepted, RollbackResult.Accepted], new[] { restarted.Result, late.Result });
        Assert.All([restarted, late], again => Assert.Equal(original.DeploymentId, again.DeploymentId));
        Assert.Single(house.Aws.Ledger);
        Assert.Equal(["intended", "accepted"], await house.AuditAsync());
    }

    // What the trail shows must read as it is, and fit on a screen.
    private static void AssertPlain(AuditEntry entry)
    {
        var text = $"{entry.Subject}{entry.Reason}{entry.Detail}";
        Assert.DoesNotContain(text, letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\uFFFD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
        Assert.True(text.Length < 2_000, $"{text.Length} characters");
    }

    private static async Task<IReadOnlyList<AuditEntry>> TrailAsync(RollbackHouse house) => await house.Get<AuditLog>().FindAsync(new AuditFilter(), 100, cancel: TestContext.Current.CancellationToken);

    private static ClaimsPrincipal Somebody(string name) => new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, name), new Claim(ClaimTypes.Role, Roles.OnCall)], "Test"));

    private static (Func<RollbackCommand, RollbackHouse, RollbackCommand>, string) Reason(string? reason, string said) => ((good, _) => good with { Reason = reason }, said);

    private static (Func<RollbackCommand, RollbackHouse, RollbackCommand>, string) To(string? to, string said) => ((good, _) => good with { To = to }, said);

    private static (Func<RollbackCommand, RollbackHouse, RollbackCommand>, string) Key(ServiceKey key, string said) => ((good, _) => good with { Key = key }, said);

    private static (Func<RollbackCommand, RollbackHouse, RollbackCommand>, string) Seen(string? seen, string said) => ((good, _) => good with { SeenDeploymentId = seen }, said);

    private static (Func<RollbackCommand, RollbackHouse, RollbackCommand>, string) Planned(Func<DateTimeOffset, DateTimeOffset?> at, string said) => ((good, house) => good with { PlannedAt = at(house.Time.GetUtcNow()) }, said);
}
