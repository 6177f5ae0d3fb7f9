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
    [InlineData("lone \uD800 surrogate")]
    public void A_reason_that_the_trail_could_not_show_plainly_is_refused(string? reason) => Assert.NotNull((Good with { Reason = reason }).Validate().Problem);

    [Fact]
    public void A_reason_of_100_kB_is_refused() => Assert.NotNull((Good with { Reason = new string('x', 100_000) }).Validate().Problem);

    [Theory]
    [InlineData("<b>markup & 500 characters' worth of text</b>")]
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
}
