using Dashboard.Rollback;

namespace Dashboard.Tests.Rollback;

public sealed class SettlementTests
{
    private static readonly DateTimeOffset Noon = Intents.Noon;

    [Fact]
    public void A_newer_PRIMARY_of_the_target_means_that_it_was_taken()
    {
        var next = Of(42, "ecs-svc/new", Noon.AddSeconds(1), after: TimeSpan.FromSeconds(5));

        Assert.Equal(IntentState.Accepted, next?.State);
        Assert.Equal("ecs-svc/new", next?.DeploymentId);
    }

    [Fact]
    public void The_deployment_that_was_seen_is_not_called_unapplied_before_a_minute_has_passed() =>
        Assert.Null(Of(43, "ecs-svc/43", Noon.AddMinutes(-25), after: TimeSpan.FromSeconds(59)));

    [Fact]
    public void The_deployment_that_was_seen_after_a_minute_means_not_applied() =>
        Assert.Equal(IntentState.NotApplied, Of(43, "ecs-svc/43", Noon.AddMinutes(-25), after: TimeSpan.FromSeconds(60))?.State);

    [Fact]
    public void Any_other_deployment_means_superseded() =>
        Assert.Equal(IntentState.Superseded, Of(44, "ecs-svc/other", Noon.AddSeconds(1), after: TimeSpan.FromSeconds(5))?.State);

    [Fact]
    public void An_older_deployment_of_the_target_is_not_taken_for_ours() =>
        Assert.Equal(IntentState.Superseded, Of(42, "ecs-svc/old", Noon.AddDays(-3), after: TimeSpan.FromSeconds(5))?.State);

    private static RollbackIntent? Of(int revision, string id, DateTimeOffset createdAt, TimeSpan after) =>
        Settlement.Of(Intents.Unknown, new PrimaryDeployment(id, Make.Ref(revision: revision), createdAt, "ACTIVE", "ECS"), null, Noon + after, new RollbackOptions());
}
