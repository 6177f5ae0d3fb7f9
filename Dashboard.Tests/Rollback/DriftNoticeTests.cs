using Bunit;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

public sealed class DriftNoticeTests : BunitContext
{
    private static readonly RollbackIntent Closed = Bad.WentBack with { Facts = RollbackFacts.None with { Changes = [new RevisionChange("checkout", "image", "changed", "checkout:v1.4.3", "checkout:<b>v1.4.2</b>")] } };
    private readonly Feed<RollbacksSnapshot> rollbacks = new();
    private readonly Feed<FleetSnapshot> fleet = new();

    public DriftNoticeTests() => Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Make.Noon)).AddSingleton(rollbacks).AddSingleton(fleet);

    [Fact]
    public void While_the_service_stays_on_it_the_notice_says_what_to_change()
    {
        var notice = Notice(42, Closed);

        Assert.Equal("If this service is kept in code, that code still says checkout:43.", notice.Find("h2").TextContent);
        Assert.Contains("set it to checkout:<b>v1.4.2</b>", notice.Find("li").TextContent, StringComparison.Ordinal);
        Assert.Equal(["AWS::ECS::TaskDefinition ContainerDefinitions[checkout].Image", "aws_ecs_task_definition container_definitions[checkout].image"], notice.FindAll("li")[0].QuerySelectorAll("code").Select(code => code.TextContent));
    }

    [Theory]
    [InlineData(PreflightResult.Warn, true)]
    [InlineData(PreflightResult.Pass, false)]
    public void It_is_unfolded_where_a_sign_of_a_tool_is_there(PreflightResult result, bool isOpen) =>
        Assert.Equal(isOpen, Notice(42, Closed with { Facts = Closed.Facts with { Preflight = [new PreflightLine("Infrastructure as code", result, "What was found.")] } }).Find("details").HasAttribute("open"));

    [Fact]
    public void Once_something_else_is_deployed_there_is_none() => Assert.Empty(Notice(44, Closed).Markup.Trim());

    [Fact]
    public void While_another_rollback_goes_on_there_is_none() => Assert.Empty(Notice(42, Intents.Accepted, Closed).Markup.Trim());

    [Fact]
    public void An_attempt_that_was_refused_since_does_not_hide_it() => Assert.Single(Notice(42, Intents.Accepted with { State = IntentState.Refused }, Closed).FindAll(".drift"));

    private IRenderedComponent<DriftNotice> Notice(int running, params RollbackIntent[] newestFirst)
    {
        rollbacks.Publish(new([.. newestFirst]), Make.Noon);
        fleet.Publish(Make.Snapshot(Make.Service(revision: running)), Make.Noon);
        return Render<DriftNotice>(parameters => parameters.Add(notice => notice.Key, Make.Key()));
    }
}
