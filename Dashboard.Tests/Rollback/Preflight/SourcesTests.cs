using System.Text.Json;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Rollback.Preflight;
using Dashboard.Tests.Aws;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback.Preflight;

/// <summary>What each source makes of AWS's answers, over HTTP.</summary>
public sealed class SourcesTests
{
    private const string Account = "111122223333";
    private const string Store = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:";
    private const string Service = "arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout";
    private const string Role = "arn:aws:iam::111122223333:role/shop/task";
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);
    private readonly FakeTimeProvider time = new(Make.Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secrets_are_described_and_never_read()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => Json(context, body => body.Contains("gone", StringComparison.Ordinal) ? (400, """{"__type":"ResourceNotFoundException","message":"Secrets Manager can't find the specified secret."}""")
            : body.Contains("closed", StringComparison.Ordinal) ? (400, """{"__type":"AccessDeniedException","message":"not authorized"}""")
            : body.Contains("dying", StringComparison.Ordinal) ? (200, """{"Name":"dying","DeletedDate":1769860800,"VersionIdsToStages":{"v1":["AWSCURRENT"]}}""")
            : (200, """{"Name":"db","VersionIdsToStages":{"v1":["AWSCURRENT"]}}""")));
        var source = new SecretsSource(ClientsOf(aws), new ParametersSource(time), time);
        var definition = Reading(Store + "db-Ab12Cd:password::", Store + "db-Ab12Cd:user::", Store + "gone-Ab12Cd", Store + "closed-Ab12Cd", Store + "dying-Ab12Cd", Store.Replace("eu-west-1", "us-east-1", StringComparison.Ordinal) + "far-Ab12Cd", Store.Replace(Account, "444455556666", StringComparison.Ordinal) + "other-Ab12Cd", "arn:aws:s3:::bucket");

        var looks = await source.CheckAsync("production", Account, definition, Cancel);

        Assert.Equal(
            [
                ("arn:aws:s3:::bucket", Found.Doubtful, "was not checked: it is neither a secret nor a parameter"),
                ("secret closed-Ab12Cd", Found.Doubtful, "was not checked: this dashboard may not call secretsmanager:DescribeSecret"),
                ("secret db-Ab12Cd", Found.Yes, null),
                ("secret dying-Ab12Cd", Found.No, "is scheduled for deletion since 2026-01-31 12:00:00Z, so no task can read it"),
                ("secret far-Ab12Cd", Found.Doubtful, "was not checked: it is in Region us-east-1"),
                ("secret gone-Ab12Cd", Found.No, "does not exist"),
                ("secret other-Ab12Cd", Found.Doubtful, "was not checked: it is in account 444455556666"),
            ],
            looks.Select(look => (look.What, look.Found, look.Reason)).OrderBy(look => look.What, StringComparer.Ordinal));
        Assert.All(aws.Requests, request => Assert.Equal("secretsmanager.DescribeSecret", request.Target));
        Assert.Equal(4, aws.Requests.Count);
    }

    [Fact]
    public async Task What_was_found_is_kept_for_minutes_and_what_was_not_for_half_a_minute()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => Json(context, body => body.Contains("gone", StringComparison.Ordinal) ? (400, """{"__type":"ResourceNotFoundException"}""") : (200, """{"VersionIdsToStages":{"v1":["AWSCURRENT"]}}""")));
        var source = new SecretsSource(ClientsOf(aws), new ParametersSource(time), time);
        async Task<int> AskedAsync()
        {
            var before = aws.Requests.Count;
            await source.CheckAsync("production", Account, Reading(Store + "db-Ab12Cd", Store + "gone-Ab12Cd"), Cancel);
            return aws.Requests.Count - before;
        }

        Assert.Equal(2, await AskedAsync());
        Assert.Equal(0, await AskedAsync());
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(1, await AskedAsync());
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(2, await AskedAsync());
    }

    [Fact]
    public async Task All_parameters_of_a_definition_are_one_question()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => Json(context, body => body.Contains("NextToken", StringComparison.Ordinal) ? (200, """{"Parameters":[{"Name":"/shop/db"}]}""") : (200, """{"Parameters":[],"NextToken":"more"}""")));
        var source = new SecretsSource(ClientsOf(aws), new ParametersSource(time), time);

        var looks = await source.CheckAsync("production", Account, Reading("arn:aws:ssm:eu-west-1:111122223333:parameter/shop/db", "/shop/gone"), Cancel);

        Assert.Equal([("parameter /shop/db", Found.Yes), ("parameter /shop/gone", Found.No)], looks.Select(look => (look.What, look.Found)).Order());
        Assert.Equal("AmazonSSM.DescribeParameters", aws.Requests[0].Target);
        Assert.Contains("""["/shop/db","/shop/gone"]""", aws.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task A_role_has_to_be_there_and_to_trust_ECS()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => Xml(context, body => body.Contains("RoleName=task", StringComparison.Ordinal) ? (404, Error("NoSuchEntity"))
            : (200, "<GetRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetRoleResult><Role><RoleName>execution</RoleName><Arn>arn:aws:iam::111122223333:role/execution</Arn><AssumeRolePolicyDocument>%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>")));
        var source = new RolesSource(ClientsOf(aws), time);
        var definition = Make.Definition() with { ExecutionRoleArn = "arn:aws:iam::111122223333:role/execution", TaskRoleArn = Role };

        var looks = await source.CheckAsync("production", Account, definition, Age, Cancel);

        Assert.Equal([("execution role execution", Found.Doubtful, "does not name ecs-tasks.amazonaws.com in its trust policy"), ("task role task", Found.No, "does not exist")], looks.Select(look => (look.What, look.Found, look.Reason)));
    }

    [Fact]
    public async Task A_role_of_another_account_is_not_asked_for()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("", 500));

        var look = Assert.Single(await new RolesSource(ClientsOf(aws), time).CheckAsync("production", "444455556666", Make.Definition() with { TaskRoleArn = Role }, Age, Cancel));

        Assert.Equal((Found.Doubtful, "was not checked: it is in account 111122223333"), (look.Found, look.Reason));
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task IAM_says_for_each_call_whether_this_dashboard_may_make_it()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => Xml(context, body => body.Contains("Action=GetCallerIdentity", StringComparison.Ordinal)
            ? (200, "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:sts::111122223333:assumed-role/dashboard/i-1</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>")
            : body.Contains("Action=GetRole", StringComparison.Ordinal)
            ? (200, "<GetRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetRoleResult><Role><RoleName>dashboard</RoleName><Arn>arn:aws:iam::111122223333:role/ops/dashboard</Arn></Role></GetRoleResult></GetRoleResponse>")
            : (200, Simulated)));

        var looks = await new PermissionsSource(ClientsOf(aws), time).CheckAsync("production", [("ecs:UpdateService", Service), ("iam:PassRole", Role)], Age, Cancel);

        Assert.Equal([("ecs:UpdateService", Found.Yes, null), ("iam:PassRole of task", Found.No, "is refused to this dashboard by IAM (implicitDeny)")], looks.Select(look => (look.What, look.Found, look.Reason)));
        Assert.Contains("PolicySourceArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fops%2Fdashboard", aws.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_hangs_on_an_unknown_condition_is_only_doubtful_and_so_is_one_of_the_simulator()
    {
        await using var conditional = await FakeAws.StartAsync((context, _) => Xml(context, body => body.Contains("GetCallerIdentity", StringComparison.Ordinal) ? (200, User) : (200, Simulated.Replace("<MissingContextValues></MissingContextValues>", "<MissingContextValues><member>aws:RequestTag/team</member></MissingContextValues>", StringComparison.Ordinal))));
        await using var denied = await FakeAws.StartAsync((context, _) => Xml(context, body => body.Contains("GetCallerIdentity", StringComparison.Ordinal) ? (200, User) : (403, Error("AccessDenied"))));

        var hung = Assert.Single(await new PermissionsSource(ClientsOf(conditional), time).CheckAsync("production", [("iam:PassRole", Role)], Age, Cancel));
        var refused = Assert.Single(await new PermissionsSource(ClientsOf(denied), time).CheckAsync("production", [("iam:PassRole", Role)], Age, Cancel));

        Assert.Equal(Found.Doubtful, hung.Found);
        Assert.Contains("depends on aws:RequestTag/team", hung.Reason, StringComparison.Ordinal);
        Assert.Equal((Found.Doubtful, "was not checked: this dashboard may not call iam:SimulatePrincipalPolicy"), (refused.Found, refused.Reason));
    }

    [Fact]
    public async Task The_limits_of_many_services_are_one_question()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"ScalableTargets":[{"ResourceId":"service/shop/checkout","MinCapacity":2,"MaxCapacity":9,"ServiceNamespace":"ecs","ScalableDimension":"ecs:service:DesiredCount"}]}"""));
        var source = new ScalingSource(ClientsOf(aws), time);

        await source.LearnAsync("production", [Make.Key(), Make.Key("cart"), Make.Key("search")], Cancel);

        Assert.Equal(new ScalingFacts(2, 9, null), await source.ReadAsync(Make.Key(), Cancel));
        Assert.Equal(new ScalingFacts(null, null, null), await source.ReadAsync(Make.Key("cart"), Cancel));
        Assert.Equal("AnyScaleFrontendService.DescribeScalableTargets", Assert.Single(aws.Requests).Target);
    }

    [Fact]
    public async Task Protected_tasks_are_counted_a_hundred_at_a_time()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"protectedTasks":[{"taskArn":"arn:1","protectionEnabled":true,"expirationDate":1769864400},{"taskArn":"arn:2","protectionEnabled":false}]}"""));

        var facts = await new ProtectionSource(ClientsOf(aws), time).ReadAsync(Make.Key(), [.. Enumerable.Range(0, 101).Select(index => Make.Task($"t{index}")), Make.StoppedTask("gone", Make.Noon)], Cancel);

        Assert.Equal(new ProtectionFacts(2, Make.Noon.AddHours(1), null), facts);
        Assert.Equal([1, 100], aws.Requests.Select(request => JsonElement.Parse(request.Body).GetProperty("tasks").GetArrayLength()).Order());
    }

    [Fact]
    public async Task Who_may_not_ask_is_told_which_action_is_missing()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"__type":"AccessDeniedException","message":"no"}""", 400));

        Assert.Equal("this dashboard may not call application-autoscaling:DescribeScalableTargets", (await new ScalingSource(ClientsOf(aws), time).ReadAsync(Make.Key(), Cancel)).Fault);
        Assert.Equal("this dashboard may not call ecs:GetTaskProtection", (await new ProtectionSource(ClientsOf(aws), time).ReadAsync(Make.Key(), [Make.Task()], Cancel)).Fault);
    }

    private const string User = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/dashboard</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>";

    private const string Simulated = $"""
        <SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>
        <member><EvalActionName>ecs:UpdateService</EvalActionName><EvalResourceName>{Service}</EvalResourceName><EvalDecision>implicitDeny</EvalDecision><ResourceSpecificResults><member><EvalResourceName>{Service}</EvalResourceName><EvalResourceDecision>allowed</EvalResourceDecision></member><member><EvalResourceName>{Role}</EvalResourceName><EvalResourceDecision>implicitDeny</EvalResourceDecision></member></ResourceSpecificResults></member>
        <member><EvalActionName>iam:PassRole</EvalActionName><EvalResourceName>{Role}</EvalResourceName><EvalDecision>implicitDeny</EvalDecision><MissingContextValues></MissingContextValues></member>
        </EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>
        """;

    private static string Error(string code) => $"<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>";

    private static AwsClients ClientsOf(FakeAws aws)
    {
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Url, Targets = { new AwsTargetOptions { Name = "production", Region = "eu-west-1" } } });
        return new AwsClients(new AwsTargets(options), options, new TestEnvironment(), new CallBudget(TimeProvider.System), aws.Meter, TimeProvider.System);
    }

    private static TaskDefinitionDetail Reading(params string[] secrets)
    {
        var definition = Make.Definition();
        var container = definition.Containers[0];
        return definition with { Containers = [container with { Secrets = container.Secrets.AddRange(secrets.Select((secret, index) => KeyValuePair.Create($"S{index}", secret))) }] };
    }

    private static Task Json(HttpContext context, Func<string, (int Status, string Body)> answer) => AnswerAsync(context, answer, "application/x-amz-json-1.1");

    private static Task Xml(HttpContext context, Func<string, (int Status, string Body)> answer) => AnswerAsync(context, answer, "text/xml");

    private static async Task AnswerAsync(HttpContext context, Func<string, (int Status, string Body)> answer, string type)
    {
        context.Request.Body.Position = 0;
        var (status, body) = answer(await new StreamReader(context.Request.Body).ReadToEndAsync());
        await FakeAws.WriteAsync(context, body, status, type);
    }
}
