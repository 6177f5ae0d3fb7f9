using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

public sealed class RollbackCommandTests
{
    private static readonly RollbackCommand Good = new(Make.Key(), "ecs-svc/1", "checkout:42", "errors since v1.4.3", Guid.NewGuid());

    [Fact]
    public void A_reason_is_trimmed() => Assert.Equal("why", (Good with { Reason = "  why\t" }).Validate().Command.Reason);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   a   ")]
    [InlineData("two\nlines")]
    [InlineData("a\u0000b c")]
    [InlineData("reads \u202Esdrawkcab")]
    [InlineData("see <script>alert(1)</script>")]
    [InlineData("</b> closes")]
    [InlineData("<!-- hides -->")]
    [InlineData("lone \uD800 surrogate")]
    public void A_reason_that_the_trail_could_not_show_plainly_is_refused(string? reason) => Assert.NotNull((Good with { Reason = reason }).Validate().Problem);

    [Fact]
    public void A_reason_of_100_kB_is_refused() => Assert.NotNull((Good with { Reason = new string('x', 100_000) }).Validate().Problem);

    [Theory]
    [InlineData("errors > 5 % & p95 < 2 s was the aim, -> v1.4.2")]
    [InlineData("Größerer Ausfall – 支払い 🔥")]
    public void Any_printable_text_is_a_reason(string reason) => Assert.Null((Good with { Reason = reason }).Validate().Problem);

    [Theory]
    [InlineData(null)]
    [InlineData("checkout")]
    [InlineData("checkout:0")]
    [InlineData("checkout:-1")]
    [InlineData("checkout:*")]
    [InlineData("../checkout:42")]
    [InlineData("arn:aws:ecs:eu-west-1:999999999999:task-definition/checkout:42")]
    public void A_target_that_is_no_plain_family_and_revision_is_refused(string? to) => Assert.NotNull((Good with { To = to }).Validate().Problem);

    [Fact]
    public void A_request_without_an_intent_or_a_seen_deployment_is_refused()
    {
        Assert.NotNull((Good with { IntentId = Guid.Empty }).Validate().Problem);
        Assert.NotNull((Good with { SeenDeploymentId = " ".Trim() }).Validate().Problem);
    }

    [Fact]
    public void A_plan_that_is_missing_old_or_of_the_future_is_refused_and_one_of_a_quarter_of_an_hour_is_not()
    {
        var now = Intents.Noon;

        Assert.NotNull(Good.AgeProblem(now));
        Assert.Contains("1 h", (Good with { PlannedAt = now.AddHours(-1) }).AgeProblem(now), StringComparison.Ordinal);
        Assert.NotNull((Good with { PlannedAt = now.AddMinutes(5) }).AgeProblem(now));
        Assert.Null((Good with { PlannedAt = now.AddMinutes(-15) }).AgeProblem(now));
    }
}
