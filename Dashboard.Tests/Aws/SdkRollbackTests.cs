using System.Net;
using Amazon;
using Amazon.ApplicationAutoScaling;
using Amazon.CloudTrail;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement.Model;
using Dashboard.Aws;
using Dashboard.Live;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Tests.Aws;

/// <summary>The clients that a rollback's evidence and pre-flight need.</summary>
public sealed class SdkRollbackTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_is_described_with_the_stages_of_its_versions()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"ARN":"arn:s","Name":"db","DeletedDate":1769860800,"VersionIdsToStages":{"v1":["AWSPREVIOUS"],"v2":["AWSCURRENT","blue"]}}"""));

        var secret = await aws.Clients.Secrets.DescribeSecretAsync(new() { SecretId = "db" }, Cancel);

        var sent = Assert.Single(aws.Requests);
        Assert.Equal("secretsmanager.DescribeSecret", sent.Target);
        Assert.Equal("""{"SecretId":"db"}""", sent.Body);
        Assert.Contains("/eu-west-1/secretsmanager/aws4_request", sent.Authorization, StringComparison.Ordinal);
        Assert.Equal(["AWSCURRENT", "blue"], secret.VersionIdsToStages["v2"]);
        Assert.Equal(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), secret.DeletedDate);
        Assert.Null(secret.LastRotatedDate);
    }

    [Fact]
    public async Task A_secret_s_value_is_text_or_bytes()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"SecretString":"s3cret","SecretBinary":"AQID"}"""));

        var value = await aws.Clients.Secrets.GetSecretValueAsync(new() { SecretId = "db", VersionStage = "AWSCURRENT" }, Cancel);

        Assert.Equal("s3cret", value.SecretString);
        Assert.Equal([1, 2, 3], value.SecretBinary.ToArray());
    }

    [Fact]
    public async Task Events_of_CloudTrail_are_looked_up_by_one_attribute()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"Events":[{"EventName":"UpdateService","EventTime":1769860800,"Username":"maria","CloudTrailEvent":"{}","Resources":[{"ResourceType":"AWS::ECS::Service","ResourceName":"checkout"}]}]}"""));

        var answer = await aws.Clients.Trail.LookupEventsAsync(new() { LookupAttributes = [new() { AttributeKey = LookupAttributeKey.EventName, AttributeValue = "UpdateService" }], MaxResults = 50 }, Cancel);

        Assert.Equal("CloudTrail_20131101.LookupEvents", aws.Requests[0].Target[(aws.Requests[0].Target.LastIndexOf('.', aws.Requests[0].Target.LastIndexOf('.') - 1) + 1)..]);
        Assert.Contains("""{"AttributeKey":"EventName","AttributeValue":"UpdateService"}""", aws.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal("maria", answer.Events[0].Username);
        Assert.Equal("checkout", answer.Events[0].Resources[0].ResourceName);
    }

    [Fact]
    public async Task Scalable_targets_come_with_their_bounds()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"ScalableTargets":[{"ResourceId":"service/shop/checkout","MinCapacity":2,"MaxCapacity":9,"ServiceNamespace":"ecs","SuspendedState":{"DynamicScalingInSuspended":true}}]}"""));

        var answer = await aws.Clients.AutoScaling.DescribeScalableTargetsAsync(new() { ServiceNamespace = ServiceNamespace.Ecs, ScalableDimension = ScalableDimension.EcsServiceDesiredCount, ResourceIds = ["service/shop/checkout"] }, Cancel);

        Assert.Equal("AnyScaleFrontendService.DescribeScalableTargets", aws.Requests[0].Target);
        Assert.Contains("/eu-west-1/application-autoscaling/aws4_request", aws.Requests[0].Authorization, StringComparison.Ordinal);
        var target = Assert.Single(answer.ScalableTargets);
        Assert.Equal((2, 9, true), (target.MinCapacity, target.MaxCapacity, target.SuspendedState.DynamicScalingInSuspended));
    }

    [Fact]
    public async Task Scaling_activities_come_with_their_cause_and_state()
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always("""{"ScalingActivities":[{"ActivityId":"1","Description":"Setting desired count to 4.","Cause":"monitor alarm","StartTime":1769860800.5,"StatusCode":"Unfulfilled","NotScaledReasons":[{"Code":"AlreadyAtMaxCapacity","MaxCapacity":4}]}],"NextToken":"more"}"""));

        var answer = await aws.Clients.AutoScaling.DescribeScalingActivitiesAsync(new() { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = "service/shop/checkout", IncludeNotScaledActivities = true }, Cancel);

        Assert.Equal("AnyScaleFrontendService.DescribeScalingActivities", aws.Requests[0].Target);
        Assert.Contains("\"IncludeNotScaledActivities\":true", aws.Requests[0].Body, StringComparison.Ordinal);
        var activity = Assert.Single(answer.ScalingActivities);
        Assert.Same(ScalingActivityStatusCode.Unfulfilled, activity.StatusCode);
        Assert.Equal((DateTime.UnixEpoch.AddSeconds(1769860800.5), 4, null, "more"), (activity.StartTime, activity.NotScaledReasons[0].MaxCapacity, activity.EndTime, answer.NextToken));
    }

    [Fact]
    public async Task A_simulated_policy_is_decided_by_action_and_resource()
    {
        await using var aws = await FakeAws.StartAsync((context, _) => FakeAws.WriteAsync(context, """
            <SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>
            <member><EvalActionName>iam:PassRole</EvalActionName><EvalResourceName>arn:r</EvalResourceName><EvalDecision>implicitDeny</EvalDecision><MatchedStatements/>
            <EvalDecisionDetails><entry><key>arn:p</key><value>allowed</value></entry></EvalDecisionDetails></member>
            </EvaluationResults></SimulatePrincipalPolicyResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SimulatePrincipalPolicyResponse>
            """, contentType: "text/xml"));

        var answer = await aws.Clients.Iam.SimulatePrincipalPolicyAsync(new() { PolicySourceArn = "arn:me", ActionNames = ["iam:PassRole"], ResourceArns = ["arn:r"] }, Cancel);

        Assert.Contains("Action=SimulatePrincipalPolicy&Version=2010-05-08", aws.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("ActionNames.member.1=iam%3APassRole", aws.Requests[0].Body, StringComparison.Ordinal);
        var result = Assert.Single(answer.EvaluationResults);
        Assert.Same(PolicyEvaluationDecisionType.ImplicitDeny, result.EvalDecision);
        Assert.Equal("allowed", result.EvalDecisionDetails["arn:p"]);
        Assert.False(answer.IsTruncated);
    }

    [Fact]
    public async Task IAM_is_asked_at_its_one_endpoint_and_signed_for_the_Region_that_it_lives_in()
    {
        var seen = new List<HttpRequestMessage>();
        using var handler = new Seeing(seen);
        using var client = new AmazonIdentityManagementServiceClient(new BasicAWSCredentials("a", "b"), new AmazonIdentityManagementServiceConfig { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = handler });

        await client.GetRoleAsync(new GetRoleRequest { RoleName = "r" }, Cancel);

        Assert.Equal("iam.amazonaws.com", seen[0].RequestUri!.Host);
        Assert.Contains("/us-east-1/iam/aws4_request", string.Join("", seen[0].Headers.GetValues("Authorization")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NoSuchEntity", 404, FaultKind.NotFound)]
    [InlineData("AccessDenied", 403, FaultKind.Denied)]
    [InlineData("Throttling", 400, FaultKind.Throttled)]
    [InlineData("ServiceFailure", 500, FaultKind.Unreachable)]
    [InlineData("ExpiredToken", 403, FaultKind.Expired)]
    public async Task What_IAM_refuses_is_a_fault_of_its_kind(string code, int status, FaultKind kind)
    {
        await using var aws = await FakeAws.StartAsync((context, _) => FakeAws.WriteAsync(context, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>", status, "text/xml"));

        var answer = await aws.Clients.AskAsync("iam:GetRole", cancel => aws.Clients.Iam.GetRoleAsync(new GetRoleRequest { RoleName = "r" }, cancel), Cancel);

        Assert.Equal(kind, answer.Fault?.Kind);
    }

    [Theory]
    [InlineData("ResourceNotFoundException", FaultKind.NotFound)]
    [InlineData("AccessDeniedException", FaultKind.Denied)]
    [InlineData("InvalidRequestException", FaultKind.Invalid)]
    [InlineData("ThrottlingException", FaultKind.Throttled)]
    [InlineData("ExpiredTokenException", FaultKind.Expired)]
    public async Task What_Secrets_Manager_and_Systems_Manager_refuse_is_a_fault_of_its_kind(string code, FaultKind kind)
    {
        await using var aws = await FakeAws.StartAsync(FakeAws.Always($$"""{"__type":"{{code}}","Message":"no"}""", 400));

        var secret = await aws.Clients.AskAsync("secretsmanager:DescribeSecret", cancel => aws.Clients.Secrets.DescribeSecretAsync(new() { SecretId = "x" }, cancel), Cancel);
        var parameters = await aws.Clients.AskAsync("ssm:DescribeParameters", cancel => aws.Clients.Parameters.DescribeParametersAsync(new DescribeParametersRequest(), cancel), Cancel);

        Assert.Equal(kind, secret.Fault?.Kind);
        Assert.Equal(kind, parameters.Fault?.Kind);
    }

    [Fact]
    public void LookupEvents_stays_within_a_quarter_of_two_a_second()
    {
        Assert.Equal((2, 2), (CallQuota.Of("cloudtrail:LookupEvents", "eu-west-1").PerSecond, CallQuota.Of("cloudtrail:LookupEvents", "eu-west-1").Burst));
    }

    private sealed class Seeing(List<HttpRequestMessage> seen) : HttpClientFactory, IDisposable
    {
        private readonly HttpClient client = new(new Answering(seen));

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public void Dispose() => client.Dispose();
    }

    private sealed class Answering(List<HttpRequestMessage> seen) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName></Role></GetRoleResult></GetRoleResponse>", null, "text/xml"),
            });
        }
    }
}
