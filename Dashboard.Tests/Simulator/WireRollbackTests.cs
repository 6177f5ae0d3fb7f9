using System.Text.Json;
using Amazon.ApplicationAutoScaling;
using Amazon.CloudTrail;
using Amazon.CloudTrail.Model;
using Amazon.ECS.Model;
using Amazon.IdentityManagement;
using Dashboard.Aws;
using Dashboard.Live;
using Dashboard.Simulator;
using Dashboard.Tests.Aws;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Task = System.Threading.Tasks.Task;

namespace Dashboard.Tests.Simulator;

/// <summary>What a rollback's evidence and pre-flight ask, over HTTP with the real clients.</summary>
public sealed class WireRollbackTests
{
    private readonly FakeTimeProvider time = new(TestWorld.Start);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_secret_that_a_newest_task_definition_names_exists_and_the_partner_s_old_key_does_not()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);

        foreach (var family in new[] { "checkout", "cart", "payouts", "wishlist" })
            foreach (var secret in (await DefinitionAsync(clients, family)).ContainerDefinitions[0].Secrets.Where(secret => secret.ValueFrom.Contains(":secretsmanager:", StringComparison.Ordinal)))
            {
                var parts = secret.ValueFrom.Split(':');
                var found = await clients.Secrets.DescribeSecretAsync(new() { SecretId = string.Join(':', parts[..7]) }, Cancel);
                Assert.Equal(string.Join(':', parts[..7]), found.ARN);
                Assert.True(parts[^1].Length == 0 || found.VersionIdsToStages[parts[^1]].Contains("AWSCURRENT"), secret.ValueFrom);
            }

        var lost = (await DefinitionAsync(clients, "payouts:17")).ContainerDefinitions[0].Secrets.Single(secret => secret.Name == "PARTNER_KEY").ValueFrom;
        var answer = await clients.AskAsync("secretsmanager:DescribeSecret", cancel => clients.Secrets.DescribeSecretAsync(new() { SecretId = string.Join(':', lost.Split(':')[..7]) }, cancel), Cancel);
        Assert.Equal(FaultKind.NotFound, answer.Fault?.Kind);
    }

    [Fact]
    public async Task Going_back_to_a_revision_whose_secret_is_gone_fails_and_ECS_undoes_it()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);

        await clients.OwnSession().Ecs.UpdateServiceAsync(new() { Cluster = "payments", Service = "payouts", TaskDefinition = "payouts:17" }, Cancel);
        time.Advance(TimeSpan.FromMinutes(10));

        var stopped = (await clients.Ecs.ListTasksAsync(new() { Cluster = "payments", ServiceName = "payouts", DesiredStatus = Amazon.ECS.DesiredStatus.STOPPED }, Cancel)).TaskArns;
        Assert.Contains((await clients.Ecs.DescribeTasksAsync(new() { Cluster = "payments", Tasks = stopped }, Cancel)).Tasks, task => task.StoppedReason.Contains("partner-key", StringComparison.Ordinal));
        Assert.Equal("ROLLBACK_SUCCESSFUL", aws.World.In(SimulatedWorld.Production).Ecs.ListServiceDeployments("payments", "payouts")[0].Status);
    }

    [Fact]
    public async Task A_secret_that_waits_for_its_deletion_says_when_and_gives_no_value()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        var secrets = aws.World.In(SimulatedWorld.Production).Secrets;
        secrets.Put("dashboard/github-token", "ghs_one");
        Assert.Equal("ghs_one", (await clients.Secrets.GetSecretValueAsync(new() { SecretId = "dashboard/github-token" }, Cancel)).SecretString);

        secrets.Delete("dashboard/github-token", recoveryDays: 7);

        Assert.Equal(TestWorld.Start.AddDays(7).UtcDateTime, (await clients.Secrets.DescribeSecretAsync(new() { SecretId = "dashboard/github-token" }, Cancel)).DeletedDate!.Value, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<Amazon.SecretsManager.Model.InvalidRequestException>(() => clients.Secrets.GetSecretValueAsync(new() { SecretId = "dashboard/github-token" }, Cancel));
    }

    [Fact]
    public async Task Parameters_are_found_by_name()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);

        var answer = await clients.Parameters.DescribeParametersAsync(new() { ParameterFilters = [new() { Key = "Name", Option = "Equals", Values = ["/payments/payouts/partner-url", "/nowhere"] }] }, Cancel);

        Assert.Equal("/payments/payouts/partner-url", Assert.Single(answer.Parameters).Name);
    }

    [Fact]
    public async Task Roles_of_the_services_exist_and_the_dashboard_may_pass_them_until_it_is_denied()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        var role = (await DefinitionAsync(clients, "checkout")).TaskRoleArn;
        Task<Amazon.IdentityManagement.Model.SimulatePrincipalPolicyResponse> Ask(params List<string> actions) =>
            clients.Iam.SimulatePrincipalPolicyAsync(new() { PolicySourceArn = "arn:aws:iam::111122223333:user/dashboard", ActionNames = actions, ResourceArns = [role] }, Cancel);

        Assert.Equal(role, (await clients.Iam.GetRoleAsync(new() { RoleName = role.Split('/')[^1] }, Cancel)).Role.Arn);
        await Assert.ThrowsAsync<Amazon.IdentityManagement.Model.NoSuchEntityException>(() => clients.Iam.GetRoleAsync(new() { RoleName = "gone" }, Cancel));
        var before = await Ask("iam:PassRole", "s3:DeleteBucket");
        aws.World.In(SimulatedWorld.Production).Iam.Deny("iam:PassRole");

        Assert.Equal([PolicyEvaluationDecisionType.Allowed, PolicyEvaluationDecisionType.ImplicitDeny], before.EvaluationResults.Select(result => result.EvalDecision));
        Assert.Same(PolicyEvaluationDecisionType.ExplicitDeny, (await Ask("iam:PassRole")).EvaluationResults[0].EvalDecision);
    }

    [Fact]
    public async Task CloudTrail_knows_who_deployed_in_the_past_and_who_does_now_after_two_minutes()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        Task<LookupEventsResponse> Updates() => clients.Trail.LookupEventsAsync(new() { LookupAttributes = [new() { AttributeKey = LookupAttributeKey.EventName, AttributeValue = "UpdateService" }] }, Cancel);
        var bad = (await Updates()).Events.First(call => Request(call).GetProperty("service").GetString() == "checkout");

        await clients.OwnSession().Ecs.UpdateServiceAsync(new() { Cluster = "shop", Service = "checkout", TaskDefinition = "checkout:42" }, Cancel);
        var soon = (await Updates()).Events[0];
        time.Advance(SimulatedTrail.Delay);
        var later = (await Updates()).Events[0];

        Assert.Equal((TestWorld.Start - TimeSpan.FromMinutes(25)).UtcDateTime, bad.EventTime!.Value, TimeSpan.FromSeconds(1));
        Assert.StartsWith("GitHubActions", bad.Username, StringComparison.Ordinal);
        Assert.Equal("github-deploy", Whole(bad).GetProperty("userIdentity").GetProperty("sessionContext").GetProperty("sessionIssuer").GetProperty("userName").GetString());
        Assert.NotEqual(later.EventId, soon.EventId);
        Assert.Equal(("dashboard", "checkout:42"), (later.Username, Request(later).GetProperty("taskDefinition").GetString()));
    }

    [Fact]
    public async Task CloudTrail_knows_who_created_a_young_service_and_who_stopped_a_deployment()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        async Task<Event> Newest(string name) =>
            (await clients.Trail.LookupEventsAsync(new() { LookupAttributes = [new() { AttributeKey = LookupAttributeKey.EventName, AttributeValue = name }] }, Cancel)).Events[0];
        var arn = (await clients.Ecs.ListServiceDeploymentsAsync(new() { Cluster = "shop", Service = "wishlist" }, Cancel)).ServiceDeployments[0].ServiceDeploymentArn;

        await clients.OwnSession().Ecs.StopServiceDeploymentAsync(new() { ServiceDeploymentArn = arn, StopType = Amazon.ECS.StopServiceDeploymentStopType.ROLLBACK }, Cancel);
        time.Advance(SimulatedTrail.Delay);

        Assert.Equal("feature-flags", Request(await Newest("CreateService")).GetProperty("serviceName").GetString());
        Assert.Equal(arn, Request(await Newest("StopServiceDeployment")).GetProperty("serviceDeploymentArn").GetString());
        Assert.Equal(("StopServiceDeployment", "arn:aws:iam::111122223333:user/dashboard"), (aws.Ledger[0].Operation, aws.Ledger[0].Principal));
    }

    [Fact]
    public async Task CloudTrail_pages_by_fifty_and_takes_one_attribute()
    {
        time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);

        var first = await clients.Trail.LookupEventsAsync(new(), Cancel);
        var second = await clients.Trail.LookupEventsAsync(new() { NextToken = first.NextToken }, Cancel);

        Assert.Equal(50, first.Events.Count);
        Assert.True(first.Events[^1].EventTime >= second.Events[0].EventTime);
        await Assert.ThrowsAsync<InvalidLookupAttributesException>(() => clients.Trail.LookupEventsAsync(new()
        {
            LookupAttributes = [new() { AttributeKey = LookupAttributeKey.EventName, AttributeValue = "a" }, new() { AttributeKey = LookupAttributeKey.Username, AttributeValue = "b" }],
        }, Cancel));
    }

    [Fact]
    public async Task A_waiting_hook_is_described_and_answered_over_HTTP()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        var arn = (await clients.Ecs.ListServiceDeploymentsAsync(new() { Cluster = "shop", Service = "wishlist" }, Cancel)).ServiceDeployments[0].ServiceDeploymentArn;
        async Task<Amazon.ECS.Model.ServiceDeployment> Described() => (await clients.Ecs.DescribeServiceDeploymentsAsync(new() { ServiceDeploymentArns = [arn] }, Cancel)).ServiceDeployments[0];
        var waiting = await Described();
        var hook = Assert.Single(waiting.LifecycleHookDetails);

        await clients.OwnSession().Ecs.ContinueServiceDeploymentAsync(new() { ServiceDeploymentArn = arn, HookId = hook.HookId, Action = Amazon.ECS.DeploymentLifecycleHookAction.ROLLBACK }, Cancel);
        time.Advance(TimeSpan.FromMinutes(3));

        Assert.Same(Amazon.ECS.DeploymentLifecycleHookStatus.AWAITING_ACTION, hook.Status);
        Assert.Same(Amazon.ECS.DeploymentLifecycleHookTargetType.PAUSE, hook.TargetType);
        Assert.Same(Amazon.ECS.DeploymentLifecycleHookAction.ROLLBACK, hook.TimeoutAction);
        Assert.Equal(0, waiting.TargetServiceRevision.RequestedProductionTrafficWeight);
        Assert.Equal("PAUSE", waiting.DeploymentConfiguration.LifecycleHooks[0].TargetType.Value);
        Assert.Same(Amazon.ECS.ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL, (await Described()).Status);
        Assert.Equal("ContinueServiceDeployment", Assert.Single(aws.Ledger).Operation);
    }

    [Fact]
    public async Task Services_that_take_requests_have_a_scalable_target_around_their_count()
    {
        await using var aws = await SimulatedAws.StartAsync(time);

        var answer = await ClientsOf(aws).AutoScaling.DescribeScalableTargetsAsync(new() { ServiceNamespace = ServiceNamespace.Ecs, ResourceIds = ["service/shop/checkout", "service/platform/image-resizer"] }, Cancel);

        var target = Assert.Single(answer.ScalableTargets);
        Assert.True(target.MinCapacity <= 4 && target.MaxCapacity >= 4);
    }

    [Fact]
    public async Task A_service_is_scaled_as_its_traffic_goes_and_each_activity_explains_a_change_of_its_tasks()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        async Task<List<Amazon.ApplicationAutoScaling.Model.ScalingActivity>> Activities() => (await clients.AutoScaling.DescribeScalingActivitiesAsync(new() { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = "service/payments/payments-api" }, Cancel)).ScalingActivities;
        var before = (await Activities()).Count;

        time.Advance(TimeSpan.FromHours(12));
        var all = await Activities();
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.InRange(all.Count, before + 1, 49);
        Assert.Equal(all.Select(one => one.StartTime).OrderDescending(), all.Select(one => one.StartTime));
        Assert.True(all.Select(one => one.Description).Distinct().Count() > 1);
        var service = (await clients.Ecs.DescribeServicesAsync(new() { Cluster = "payments", Services = ["payments-api"] }, Cancel)).Services[0];
        Assert.Equal($"Setting desired count to {service.DesiredCount}.", (await Activities())[0].Description);
        Assert.Equal(service.DesiredCount, service.RunningCount);
    }

    [Fact]
    public async Task A_rollout_leaves_a_protected_task_alone_until_its_protection_ends()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        var tasks = (await clients.Ecs.ListTasksAsync(new() { Cluster = "payments", ServiceName = "fraud-check" }, Cancel)).TaskArns;
        var busy = Assert.Single((await clients.Ecs.GetTaskProtectionAsync(new() { Cluster = "payments", Tasks = tasks }, Cancel)).ProtectedTasks, task => task.ProtectionEnabled == true);
        var ecs = aws.World.In(SimulatedWorld.Production).Ecs;

        await clients.OwnSession().Ecs.UpdateServiceAsync(new() { Cluster = "payments", Service = "fraud-check", TaskDefinition = "fraud-check:48" }, Cancel);
        time.Advance(TimeSpan.FromMinutes(30));
        Assert.Contains(busy.TaskArn, ecs.ListTasks("payments", "fraud-check"));
        Assert.Equal("IN_PROGRESS", ecs.ListServiceDeployments("payments", "fraud-check")[0].Status);
        time.Advance(TimeSpan.FromMinutes(20));

        Assert.DoesNotContain(busy.TaskArn, ecs.ListTasks("payments", "fraud-check"));
        Assert.Equal("SUCCESSFUL", ecs.ListServiceDeployments("payments", "fraud-check")[0].Status);
        Assert.Equal("MISSING", Assert.Single((await clients.Ecs.GetTaskProtectionAsync(new() { Cluster = "payments", Tasks = [busy.TaskArn] }, Cancel)).Failures).Reason);
    }

    [Fact]
    public async Task A_task_definition_that_is_described_and_registered_again_loses_nothing()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        var (_, before) = await aws.CallAsync("AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition", new { taskDefinition = "payouts:17", include = new[] { "TAGS" } });
        var old = await DefinitionAsync(clients, "payouts:17");

        var made = await clients.OwnSession().Ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = old.Family,
            ContainerDefinitions = old.ContainerDefinitions,
            TaskRoleArn = old.TaskRoleArn,
            ExecutionRoleArn = old.ExecutionRoleArn,
            NetworkMode = old.NetworkMode,
            Volumes = old.Volumes,
            PlacementConstraints = old.PlacementConstraints,
            RequiresCompatibilities = old.RequiresCompatibilities,
            Cpu = old.Cpu,
            Memory = old.Memory,
            PidMode = old.PidMode,
            IpcMode = old.IpcMode,
            ProxyConfiguration = old.ProxyConfiguration,
            EphemeralStorage = old.EphemeralStorage,
            RuntimePlatform = old.RuntimePlatform,
            EnableFaultInjection = old.EnableFaultInjection,
            Tags = [new() { Key = "rollback", Value = "7" }],
        }, Cancel);
        var (_, after) = await aws.CallAsync("AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition", new { taskDefinition = made.TaskDefinition.TaskDefinitionArn, include = new[] { "TAGS" } });

        Assert.Equal(19, made.TaskDefinition.Revision);
        Assert.Equal("7", after.GetProperty("tags")[0].GetProperty("value").GetString());
        Assert.Equal("task", after.GetProperty("taskDefinition").GetProperty("pidMode").GetString());
        foreach (var name in new[] { "containerDefinitions", "volumes", "ephemeralStorage", "runtimePlatform", "enableFaultInjection" })
            Assert.Equal(Canonical(before.GetProperty("taskDefinition").GetProperty(name)), Canonical(after.GetProperty("taskDefinition").GetProperty(name)));
        Assert.Equal(("RegisterTaskDefinition", 1, SimulatedWorld.Production), (aws.Ledger[0].Operation, aws.Ledger[0].Number, aws.Ledger[0].Region));
    }

    [Fact]
    public async Task Tags_of_a_task_definition_come_only_when_asked_for_and_reserved_ones_are_refused()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);

        Assert.Null((await clients.Ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = "cart" }, Cancel)).Tags);
        Assert.Contains((await clients.Ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = "cart", Include = ["TAGS"] }, Cancel)).Tags, tag => tag is { Key: "managed-by", Value: "terraform" });
        Assert.Contains((await clients.Ecs.DescribeServicesAsync(new() { Cluster = "platform", Services = ["events-worker"], Include = ["TAGS"] }, Cancel)).Services[0].Tags, tag => tag.Key == "aws:cloudformation:stack-name");
        await Assert.ThrowsAsync<InvalidParameterException>(() => clients.OwnSession().Ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = "cart", ContainerDefinitions = [new() { Name = "cart", Image = "x" }], Tags = [new() { Key = "aws:x", Value = "1" }],
        }, Cancel));
        Assert.Empty(aws.Ledger);
    }

    [Fact]
    public async Task A_release_that_changed_the_network_keeps_it_when_only_the_task_definition_goes_back()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        var deployments = (await clients.Ecs.ListServiceDeploymentsAsync(new() { Cluster = "platform", Service = "image-resizer" }, Cancel)).ServiceDeployments;
        async Task<List<string>> Groups(string revision) =>
            (await clients.Ecs.DescribeServiceRevisionsAsync(new() { ServiceRevisionArns = [revision] }, Cancel)).ServiceRevisions[0].NetworkConfiguration.AwsvpcConfiguration.SecurityGroups;

        var bad = await Groups(deployments[0].TargetServiceRevisionArn);
        Assert.NotEqual(bad, await Groups(deployments[1].TargetServiceRevisionArn));
        await clients.OwnSession().Ecs.UpdateServiceAsync(new() { Cluster = "platform", Service = "image-resizer", TaskDefinition = "image-resizer:71" }, Cancel);

        var newest = (await clients.Ecs.ListServiceDeploymentsAsync(new() { Cluster = "platform", Service = "image-resizer" }, Cancel)).ServiceDeployments[0];
        Assert.Equal(bad, await Groups(newest.TargetServiceRevisionArn));
    }

    [Fact]
    public async Task A_reused_tag_hides_another_image_behind_the_same_task_definition()
    {
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        var deployments = (await clients.Ecs.ListServiceDeploymentsAsync(new() { Cluster = "platform", Service = "feature-flags" }, Cancel)).ServiceDeployments;
        var revisions = (await clients.Ecs.DescribeServiceRevisionsAsync(new() { ServiceRevisionArns = [.. deployments.Take(2).Select(deployment => deployment.TargetServiceRevisionArn)] }, Cancel)).ServiceRevisions;
        var digests = revisions.Select(revision => revision.ContainerImages[0].ImageDigest).ToList();

        Assert.Single(revisions.Select(revision => revision.TaskDefinition).Distinct());
        Assert.Equal(2, digests.Distinct().Count());
        Assert.Null(revisions[0].LaunchType);
        Assert.Equal(2, revisions[0].CapacityProviderStrategy.Count);
        var images = await clients.Ecr.BatchGetImageAsync(new() { RepositoryName = "feature-flags", ImageIds = [.. digests.Select(digest => new Amazon.ECR.Model.ImageIdentifier { ImageDigest = digest })] }, Cancel);
        Assert.Equal(2, images.Images.Count);
    }

    [Theory]
    [InlineData(InjectedFault.Throttle, FaultKind.Throttled)]
    [InlineData(InjectedFault.Error500, FaultKind.Unreachable)]
    [InlineData(InjectedFault.Denied, FaultKind.Denied)]
    [InlineData(InjectedFault.Expired, FaultKind.Expired)]
    [InlineData(InjectedFault.ResetBefore, FaultKind.Unreachable)]
    [InlineData(InjectedFault.ResetAfter, FaultKind.Unreachable)]
    [InlineData(InjectedFault.Malformed, FaultKind.Unreachable)]
    public async Task Every_fault_strikes_every_one_of_them(string fault, FaultKind kind)
    {
        time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        await using var aws = await SimulatedAws.StartAsync(time);
        var clients = ClientsOf(aws);
        aws.Faults.Add(new InjectedFault("*", fault));
        async Task<Fault?> Ask<T>(string operation, Func<CancellationToken, Task<T>> call)
            where T : class => (await clients.AskAsync(operation, call, Cancel)).Fault;

        var faults = await Task.WhenAll(
            Ask("secretsmanager:DescribeSecret", cancel => clients.Secrets.DescribeSecretAsync(new() { SecretId = "shop/checkout/db" }, cancel)),
            Ask("secretsmanager:GetSecretValue", cancel => clients.Secrets.GetSecretValueAsync(new() { SecretId = "shop/checkout/db" }, cancel)),
            Ask("ssm:DescribeParameters", cancel => clients.Parameters.DescribeParametersAsync(new(), cancel)),
            Ask("iam:GetRole", cancel => clients.Iam.GetRoleAsync(new() { RoleName = "ecsTaskExecutionRole" }, cancel)),
            Ask("iam:SimulatePrincipalPolicy", cancel => clients.Iam.SimulatePrincipalPolicyAsync(new() { PolicySourceArn = "arn:aws:iam::111122223333:user/dashboard", ActionNames = ["iam:PassRole"] }, cancel)),
            Ask("cloudtrail:LookupEvents", cancel => clients.Trail.LookupEventsAsync(new(), cancel)),
            Ask("application-autoscaling:DescribeScalableTargets", cancel => clients.AutoScaling.DescribeScalableTargetsAsync(new() { ServiceNamespace = ServiceNamespace.Ecs }, cancel)),
            Ask("application-autoscaling:DescribeScalingActivities", cancel => clients.AutoScaling.DescribeScalingActivitiesAsync(new() { ServiceNamespace = ServiceNamespace.Ecs }, cancel)),
            Ask("ecs:GetTaskProtection", cancel => clients.Ecs.GetTaskProtectionAsync(new() { Cluster = "shop" }, cancel)));

        Assert.All(faults, found => Assert.Equal(kind, found?.Kind));
    }

    private static async Task<Amazon.ECS.Model.TaskDefinition> DefinitionAsync(TargetClients clients, string name) =>
        (await clients.Ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = name }, Cancel)).TaskDefinition;

    private static JsonElement Whole(Event call) => JsonElement.Parse(call.CloudTrailEvent);

    private static JsonElement Request(Event call) => Whole(call).GetProperty("requestParameters");

    /// <summary>Members sorted, what is empty left out, as ECS does not promise either.</summary>
    private static string Canonical(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', json.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Array || member.Value.GetArrayLength() > 0).OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}:{Canonical(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', json.EnumerateArray().Select(Canonical)) + "]",
        _ => json.GetRawText(),
    };

    private static TargetClients ClientsOf(SimulatedAws aws)
    {
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Uri });
        return new AwsClients(new AwsTargets(options), options, new TestEnvironment(), new CallBudget(new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) }), new CallMeter(TimeProvider.System), TimeProvider.System).For("production");
    }
}
