using Dashboard.Deployments;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;

namespace Dashboard.Tests.Rollback;

public sealed class DriftTests
{
    private const string Terraform = "The service's tag managed-by = terraform names a tool that holds its state; its next run brings checkout:43 back unless it is changed there.";
    private const string CloudFormation = "CloudFormation stack shop-checkout owns this service (tag aws:cloudformation:stack-name); its next update brings checkout:43 back unless it is changed there.";

    [Theory]
    [InlineData(IntentState.Verified, true)]
    [InlineData(IntentState.Inconclusive, true)]
    [InlineData(IntentState.NotRecovered, true)]
    [InlineData(IntentState.Accepted, false)]
    [InlineData(IntentState.RevertedByEcs, false)]
    [InlineData(IntentState.Superseded, false)]
    [InlineData(IntentState.Refused, false)]
    public void Only_a_service_that_stayed_on_what_it_went_back_to_drifts_from_its_code(IntentState state, bool drifts) =>
        Assert.Equal(drifts, Drift.Of(Signed(PreflightResult.Warn, Terraform) with { State = state }) is not null);

    [Fact]
    public void A_sign_of_a_tool_makes_it_certain_and_no_sign_conditional()
    {
        var signed = Drift.Of(Signed(PreflightResult.Warn, Terraform))!;
        var unsigned = Drift.Of(Signed(PreflightResult.Pass, "No tag of the service names a tool that would undo it."))!;
        var unknown = Drift.Of(Bad.WentBack)!;

        Assert.Equal(("Infrastructure code still says checkout:43.", Terraform), (signed.Title, signed.Why));
        Assert.Equal(("If this service is kept in code, that code still says checkout:43.", "No tag of the service names a tool that would undo it."), (unsigned.Title, unsigned.Why));
        Assert.Equal("The next run of a tool or pipeline that holds it brings checkout:43 back unless it is changed there.", unknown.Why);
    }

    [Fact]
    public void Names_are_those_of_the_tool_that_holds_the_service_and_of_both_where_none_is_known()
    {
        var change = new RevisionChange("app", "image", "changed", "app:v3", "app:v2");

        Assert.Equal((null, "aws_ecs_task_definition container_definitions[app].image"), Names(Signed(PreflightResult.Warn, Terraform, change)));
        Assert.Equal(("AWS::ECS::TaskDefinition ContainerDefinitions[app].Image", null), Names(Signed(PreflightResult.Warn, CloudFormation, change)));
        Assert.Equal(("AWS::ECS::TaskDefinition ContainerDefinitions[app].Image", "aws_ecs_task_definition container_definitions[app].image"), Names(Signed(PreflightResult.Warn, "The service's tag tool = pulumi names a tool that holds its state.", change)));
        Assert.Equal(("AWS::ECS::TaskDefinition ContainerDefinitions[app].Image", "aws_ecs_task_definition container_definitions[app].image"), Names(Signed(PreflightResult.Pass, "No sign.", change)));

        static (string?, string?) Names(RollbackIntent intent) => (Drift.Of(intent)!.Properties[0].CloudFormation, Drift.Of(intent)!.Properties[0].Terraform);
    }

    [Theory]
    [InlineData("app", "image", "changed", "app:v2", "image of app: set it to app:v2 (… ContainerDefinitions[app].Image; … container_definitions[app].image).")]
    [InlineData("app", "image digest (same tag)", "changed", "sha256:ab", "image digest (same tag) of app: pin it to @sha256:ab, since the tag was used again (… ContainerDefinitions[app].Image; … container_definitions[app].image).")]
    [InlineData("app", "environment MODE", "changed", null, "environment MODE of app: set it as in checkout:42 (the value is not shown here) (… ContainerDefinitions[app].Environment[MODE]; … container_definitions[app].environment[MODE]).")]
    [InlineData("app", "environment MODE", "added", null, "environment MODE of app: put it back as in checkout:42 (the value is not shown here) (… ContainerDefinitions[app].Environment[MODE]; … container_definitions[app].environment[MODE]).")]
    [InlineData("app", "environment MODE", "removed", null, "environment MODE of app: take it out (… ContainerDefinitions[app].Environment[MODE]; … container_definitions[app].environment[MODE]).")]
    [InlineData("app", "secret KEY", "added", "arn:aws:ssm:k", "secret KEY of app: put it back: arn:aws:ssm:k (… ContainerDefinitions[app].Secrets[KEY]; … container_definitions[app].secrets[KEY]).")]
    [InlineData("app", "ports", "changed", "8080", "ports of app: set it to 8080 (… ContainerDefinitions[app].PortMappings; … container_definitions[app].portMappings).")]
    [InlineData("agent", "container", "removed", null, "container of agent: take it out (… ContainerDefinitions[agent]; … container_definitions[agent]).")]
    [InlineData(null, "CPU units", "changed", "512", "CPU units of the task: set it to 512 (… Cpu; … cpu).")]
    [InlineData(null, "task role", "changed", "arn:aws:iam::1:role/r", "task role of the task: set it to arn:aws:iam::1:role/r (… TaskRoleArn; … task_role_arn).")]
    [InlineData("app", "environment files", "changed", "arn:aws:s3:::b/e", "environment files of app: set it to arn:aws:s3:::b/e (… ContainerDefinitions[app].EnvironmentFiles; … container_definitions[app].environmentFiles).")]
    [InlineData("app", "command", "changed", null, "command of app: set it as in checkout:42 (… ContainerDefinitions[app].Command; … container_definitions[app].command).")]
    [InlineData(null, "volume scratch", "removed", null, "volume scratch of the task: take it out (… Volumes[scratch]; … volume[scratch]).")]
    [InlineData("app", "something new", "changed", "x", "something new of app: set it to x (… ContainerDefinitions[app].(something new); … container_definitions[app].(something new)).")]
    public void Each_change_says_what_to_do_to_which_property(string? container, string what, string verb, string? to, string sentence)
    {
        var drift = Drift.Of(Signed(PreflightResult.Pass, "No sign.", new RevisionChange(container, what, verb, "before", to)))!;

        Assert.Equal(sentence.Replace("(… ", "(AWS::ECS::TaskDefinition ", StringComparison.Ordinal).Replace("; … ", "; aws_ecs_task_definition ", StringComparison.Ordinal), drift.Properties[0].Sentence);
    }

    [Fact]
    public void Another_digest_that_came_with_another_tag_is_one_change()
    {
        var drift = Drift.Of(Signed(PreflightResult.Pass, "No sign.", new RevisionChange("app", "image", "changed", "app:v3", "app:v2"), new RevisionChange("app", "image digest", "changed", "sha256:3", "sha256:2")))!;

        Assert.Equal(["image of app", "task definition of the service"], drift.Properties.Select(property => property.What));
    }

    [Fact]
    public void A_copy_is_named_as_what_no_code_knows()
    {
        var copied = Drift.Of(Bad.WentBack with { Move = RollbackMove.RegisterCopy, Deployed = Make.Ref(revision: 44) })!;
        var dispatched = Drift.Of(Bad.WentBack with { Move = RollbackMove.GitHub, Deployed = Make.Ref(revision: 44) })!;

        Assert.StartsWith("The service now runs checkout:44, a copy of checkout:42 that no code knows", copied.Copy, StringComparison.Ordinal);
        Assert.StartsWith("The service now runs checkout:44, which the workflow registered", dispatched.Copy, StringComparison.Ordinal);
        Assert.Contains("set it to checkout:44", copied.Properties[^1].Sentence, StringComparison.Ordinal);
        Assert.Null(Drift.Of(Bad.WentBack)!.Copy);
    }

    [Fact]
    public void The_lines_of_the_report_are_those_of_the_notice()
    {
        var lines = Drift.Of(Signed(PreflightResult.Warn, CloudFormation, new RevisionChange("app", "image", "changed", "app:v3", "app:v2")))!.Lines;

        Assert.Equal(
            ["Infrastructure code still says checkout:43.", CloudFormation, "image of app: set it to app:v2 (AWS::ECS::TaskDefinition ContainerDefinitions[app].Image).", "task definition of the service: where it names a revision by number, set it to checkout:42 (AWS::ECS::Service TaskDefinition)."],
            lines);
    }

    [Fact]
    public async Task A_rollback_keeps_what_its_preflight_found_of_a_tool_so_that_the_notice_can_say_it_later()
    {
        await using var house = await RollbackHouse.StartAsync();
        var command = house.Command();
        await house.RollBackAsync(command);

        var drift = Drift.Of(await house.IntentAsync(command.IntentId) with { State = IntentState.Verified })!;

        Assert.False(drift.IsSigned);
        Assert.Contains("checkout:43 was registered by github-deploy/", drift.Why, StringComparison.Ordinal);
    }

    private static RollbackIntent Signed(PreflightResult result, string fact, params RevisionChange[] changes) =>
        Bad.WentBack with { Facts = RollbackFacts.None with { Preflight = [new PreflightLine("Circuit breaker", PreflightResult.Warn, "Off."), new PreflightLine("Infrastructure as code", result, fact)], Changes = [.. changes] } };
}
