using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;

namespace Dashboard.Tests.Rollback.Preflight;

public sealed class PreflightRulesTests
{
    private static readonly Dictionary<string, (Func<PreflightFacts, PreflightFacts> Change, string Check, PreflightResult Result, string Fact)> Cases = new()
    {
        ["a service that is not ACTIVE"] = (facts => facts.Service(service => service with { Status = "DRAINING" }), "Service", PreflightResult.Block, "is DRAINING"),
        ["another controller"] = (facts => facts.Service(service => service with { DeploymentController = "CODE_DEPLOY" }), "Service", PreflightResult.Block, "CODE_DEPLOY"),
        ["a plan that refuses"] = (facts => facts with { Plan = facts.Plan with { Refusal = "ECS is already going back" } }, "Service", PreflightResult.Block, "ECS is already going back."),
        ["a service that could not be read"] = (facts => facts.Service(service => service with { Fault = Make.Fault() }), "Service", PreflightResult.Warn, "did not answer within 10 s."),
        ["nothing in flight"] = (facts => facts, "Deployment in flight", PreflightResult.Pass, "No deployment is in flight."),
        ["a deployment in flight"] = (facts => facts.InProgress(), "Deployment in flight", PreflightResult.Warn, "d43 is IN_PROGRESS at SCALE_UP"),
        ["tasks of an older deployment"] = (facts => facts.Service(service => service with { Deployments = [service.Deployments[0], service.Deployments[0] with { Status = "ACTIVE" }] }), "Deployment in flight", PreflightResult.Warn, "older deployment"),
        ["a deployment whose stop is the move"] = (facts => facts.Stops(), "Deployment in flight", PreflightResult.Pass, "stopping it with ROLLBACK is this rollback"),
        ["a hook whose answer is the move"] = (facts => facts.Stops().To(to => to with { Move = RollbackMove.ContinueServiceDeployment }), "Deployment in flight", PreflightResult.Pass, "answering it with ROLLBACK"),
        ["another deployment than the one to stop"] = (facts => facts.Stops().To(to => to with { StopArn = "arn:older" }), "Deployment in flight", PreflightResult.Warn, "arn:older"),
        ["a rollback that is not over"] = (facts => facts with { Open = Intents.Accepted }, "Deployment in flight", PreflightResult.Block, "is rolling it back to"),
        ["a proven candidate"] = (facts => facts, "Evidence", PreflightResult.Pass, "It served 4 d."),
        ["a warned candidate"] = (facts => facts.To(to => to with { Grade = CandidateGrade.Warned, Warning = "It was rolled back from" }), "Evidence", PreflightResult.Warn, "It was rolled back from."),
        ["a candidate never observed"] = (facts => facts.To(to => to with { Grade = CandidateGrade.NeverObserved }), "Evidence", PreflightResult.Warn, "never observed healthy"),
        ["a candidate that cannot be chosen"] = (facts => facts.To(to => to with { Blocked = "It would change nothing" }), "Evidence", PreflightResult.Block, "It would change nothing."),
        ["an ACTIVE definition"] = (facts => facts, "Task definition", PreflightResult.Pass, "checkout:42 is ACTIVE."),
        ["an INACTIVE definition"] = (facts => facts.Target(target => target with { Status = "INACTIVE" }), "Task definition", PreflightResult.Block, "UpdateService refuses it"),
        ["an INACTIVE definition that a stop would reach"] = (facts => facts.Stops().Target(target => target with { Status = "INACTIVE" }), "Task definition", PreflightResult.Warn, "not documented"),
        ["a definition being deleted"] = (facts => facts.To(to => to with { NeedsCopy = "gone" }).Target(target => target with { Status = "DELETE_IN_PROGRESS" }), "Task definition", PreflightResult.Block, "DELETE_IN_PROGRESS"),
        ["a copy"] = (facts => facts.To(to => to with { Move = RollbackMove.RegisterCopy, NeedsCopy = "checkout:42 is INACTIVE" }), "Task definition", PreflightResult.Warn, "checkout:42 is INACTIVE. A copy with its images pinned by digest is registered first, which needs ecs:RegisterTaskDefinition"),
        ["a definition that was not read"] = (facts => facts with { Target = null, TargetFault = "AWS throttled ecs:DescribeTaskDefinition" }, "Task definition", PreflightResult.Warn, "AWS throttled ecs:DescribeTaskDefinition."),
        ["an image by digest"] = (facts => facts, "Images", PreflightResult.Pass, "is in ECR by its digest sha256:000000000000"),
        ["an image that is gone"] = (facts => facts.Image(new ImageCheck(ImageState.Missing)), "Images", PreflightResult.Block, "no longer in ECR"),
        ["an image that was not looked up"] = (facts => facts.Image(new ImageCheck(ImageState.Unchecked, "ecr:BatchGetImage is denied")), "Images", PreflightResult.Warn, "ecr:BatchGetImage is denied."),
        ["an image known by its tag only"] = (facts => facts.To(to => to with { Images = [Preflights.Image with { Digest = null }] }) with { Images = ImmutableDictionary<Dashboard.Deployments.RevisionImage, ImageCheck>.Empty.Add(Preflights.Image with { Digest = null }, new ImageCheck(ImageState.Present)) }, "Images", PreflightResult.Warn, "the tag may have been moved"),
        ["no image known"] = (facts => facts.To(to => to with { Images = [] }), "Images", PreflightResult.Warn, "is not known"),
        ["no denied image"] = (facts => facts with { DeniedImages = ["checkout:v1.0.41"] }, "Denied images", PreflightResult.Pass, "not among the 1"),
        ["a denied tag"] = (facts => facts with { DeniedImages = ["checkout:v1.0.*"] }, "Denied images", PreflightResult.Block, "(checkout:v1.0.*)"),
        ["a denied digest"] = (facts => facts with { DeniedImages = [Preflights.Image.Digest!] }, "Denied images", PreflightResult.Block, "Rollback:DeniedImages"),
        ["no secret"] = (facts => facts, "Secrets and parameters", PreflightResult.Pass, "no secret"),
        ["secrets that exist"] = (facts => facts with { Secrets = [new LookUp("secret db", Found.Yes) { Note = "read in its current version" }, new LookUp("secret api", Found.Yes)] }, "Secrets and parameters", PreflightResult.Pass, "All 2 that checkout:42 reads exist; no value was read. secret db: read in its current version."),
        ["a secret that is gone"] = (facts => facts with { Secrets = [new LookUp("secret db", Found.No, "does not exist"), new LookUp("secret api", Found.Doubtful, "was not asked")] }, "Secrets and parameters", PreflightResult.Block, "secret db does not exist."),
        ["secrets that may not be asked for"] = (facts => facts with { Secrets = [.. Enumerable.Range(1, 5).Select(index => new LookUp($"secret {index}", Found.Doubtful, "may not be looked up (secretsmanager:DescribeSecret is denied)"))] }, "Secrets and parameters", PreflightResult.Warn, "secret 1 and 4 more may not be looked up (secretsmanager:DescribeSecret is denied)."),
        ["an environment file"] = (facts => facts.Target(target => target with { Containers = [target.Containers[0] with { EnvironmentFiles = ["arn:aws:s3:::bucket/app.env"] }] }), "Secrets and parameters", PreflightResult.Warn, "1 environment file in S3 was not checked."),
        ["roles that exist"] = (facts => facts, "Roles", PreflightResult.Pass, "execution role ecsTaskExecutionRole exists."),
        ["a role that is gone"] = (facts => facts with { Roles = [new LookUp("task role shop", Found.No, "does not exist")] }, "Roles", PreflightResult.Block, "task role shop does not exist."),
        ["permission granted"] = (facts => facts, "Permissions", PreflightResult.Pass, "ecs:UpdateService"),
        ["permission denied"] = (facts => facts with { Permissions = [new LookUp("ecs:UpdateService", Found.No, "is denied by IAM")] }, "Permissions", PreflightResult.Block, "ecs:UpdateService is denied by IAM."),
        ["permission not asked"] = (facts => facts with { Permissions = null }, "Permissions", PreflightResult.Warn, "was not asked"),
        ["the same platform"] = (facts => facts, "Platform", PreflightResult.Pass, "linux/amd64, as now. What the images were built for is not told"),
        ["a manifest that fits"] = (facts => facts.Image(new ImageCheck(ImageState.Present) { Platforms = ["linux/amd64", "linux/arm64"] }), "Platform", PreflightResult.Pass, "manifests offer"),
        ["a manifest without the architecture"] = (facts => facts.Image(new ImageCheck(ImageState.Present) { Platforms = ["linux/arm64"] }), "Platform", PreflightResult.Block, "asks for linux/amd64"),
        ["another architecture"] = (facts => facts.Target(target => target with { CpuArchitecture = "ARM64" }), "Platform", PreflightResult.Warn, "from linux/amd64 to linux/arm64"),
        ["another operating system"] = (facts => facts.Target(target => target with { OperatingSystem = "WINDOWS_SERVER_2022_CORE" }), "Platform", PreflightResult.Warn, "to windows/amd64"),
        ["a definition that Fargate does not take"] = (facts => facts.Target(target => target with { Compatibilities = ["EXTERNAL", "EC2"] }), "Platform", PreflightResult.Block, "EXTERNAL and EC2 only"),
        ["a load balancer that fits"] = (facts => facts, "Load balancer", PreflightResult.Pass, "checkout:8080"),
        ["no load balancer"] = (facts => facts.Service(service => service with { LoadBalancers = [] }), "Load balancer", PreflightResult.Pass, "no load balancer"),
        ["another container name"] = (facts => facts.Target(target => target with { Containers = [target.Containers[0] with { Name = "web" }] }), "Load balancer", PreflightResult.Block, "has no container checkout"),
        ["another port"] = (facts => facts.Target(target => target with { Containers = [target.Containers[0] with { Ports = [9090] }] }), "Load balancer", PreflightResult.Block, "has no port 8080"),
        ["room on Fargate"] = (facts => facts, "Capacity", PreflightResult.Pass, "Up to 4 more tasks run meanwhile (2 vCPU, 4 GiB); the account's Fargate quota is not known here."),
        ["instances of EC2"] = (facts => facts.Service(service => service with { LaunchType = "EC2" }), "Capacity", PreflightResult.Warn, "container instances of EC2"),
        ["neither above nor below"] = (facts => facts.Service(service => service with { MinimumHealthyPercent = 100, MaximumPercent = 100 }), "Capacity", PreflightResult.Block, "neither start nor stop one"),
        ["one task at 50/100"] = (facts => facts.Service(service => service with { Desired = 1, MinimumHealthyPercent = 50, MaximumPercent = 100 }), "Capacity", PreflightResult.Block, "of 1 task let ECS neither"),
        ["neither above nor below, but a stop"] = (facts => facts.Stops().Service(service => service with { MinimumHealthyPercent = 100, MaximumPercent = 100 }), "Capacity", PreflightResult.Warn, "neither start nor stop one"),
        ["first down, then up"] = (facts => facts.Service(service => service with { MinimumHealthyPercent = 50, MaximumPercent = 100 }), "Capacity", PreflightResult.Warn, "down to 2 of 4 running"),
        ["no task wanted"] = (facts => facts.Service(service => service with { Desired = 0 }), "Capacity", PreflightResult.Warn, "desired count is 0"),
        ["a daemon"] = (facts => facts.Service(service => service with { IsDaemon = true, MinimumHealthyPercent = 0, MaximumPercent = 100 }), "Capacity", PreflightResult.Pass, "DAEMON"),
        ["desired within"] = (facts => facts, "Auto scaling", PreflightResult.Pass, "within 2 to 10"),
        ["desired at the maximum"] = (facts => facts with { Scaling = new ScalingFacts(1, 4, null) }, "Auto scaling", PreflightResult.Warn, "at the maximum 4"),
        ["desired below the minimum"] = (facts => facts with { Scaling = new ScalingFacts(6, 9, null) }, "Auto scaling", PreflightResult.Warn, "below the minimum 6"),
        ["not scaled"] = (facts => facts with { Scaling = new ScalingFacts(null, null, null) }, "Auto scaling", PreflightResult.Pass, "does not scale it"),
        ["scaling denied"] = (facts => facts with { Scaling = new ScalingFacts(null, null, "application-autoscaling:DescribeScalableTargets is denied") }, "Auto scaling", PreflightResult.Warn, "application-autoscaling:DescribeScalableTargets is denied."),
        ["protected tasks"] = (facts => facts with { Protection = new ProtectionFacts(2, Make.Noon.AddHours(1), null) }, "Task protection", PreflightResult.Warn, "2 of 4 tasks are protected until 2026-01-31 13:00:00Z"),
        ["protection denied"] = (facts => facts with { Protection = new ProtectionFacts(0, null, "ecs:GetTaskProtection is denied") }, "Task protection", PreflightResult.Warn, "ecs:GetTaskProtection is denied."),
        ["circuit breaker on"] = (facts => facts, "Circuit breaker", PreflightResult.Pass, "On, at 3 failed tasks. It would then go back to checkout:43."),
        ["circuit breaker by configuration"] = (facts => facts.Service(service => service with { CircuitBreakerThreshold = "20 %" }) with { History = null }, "Circuit breaker", PreflightResult.Pass, "On, at 20 %."),
        ["circuit breaker off"] = (facts => facts.Service(service => service with { CircuitBreakerEnabled = false }), "Circuit breaker", PreflightResult.Warn, "Off: ECS goes on trying"),
        ["circuit breaker without rollback"] = (facts => facts.Service(service => service with { CircuitBreakerRollsBack = false }), "Circuit breaker", PreflightResult.Warn, "without rollback"),
        ["no deployment alarm"] = (facts => facts, "Deployment alarms", PreflightResult.Pass, "None is configured"),
        ["an alarm that fires"] = (facts => facts.Alarm("ALARM"), "Deployment alarms", PreflightResult.Warn, "checkout-CPUUtilization is already in ALARM, so ECS ignores alarms for this whole deployment."),
        ["an alarm that fires, though alarms are old"] = (facts => facts.Alarm("ALARM") with { AlarmsFault = "AWS throttled" }, "Deployment alarms", PreflightResult.Warn, "already in ALARM"),
        ["an alarm at rest"] = (facts => facts.Alarm("OK"), "Deployment alarms", PreflightResult.Pass, "guards this deployment"),
        ["an alarm that is gone"] = (facts => facts.Alarm("OK") with { Alarms = [] }, "Deployment alarms", PreflightResult.Warn, "lists no checkout-CPUUtilization"),
        ["alarms that were not read"] = (facts => facts.Alarm("OK") with { AlarmsFault = "AWS refused cloudwatch:DescribeAlarms" }, "Deployment alarms", PreflightResult.Warn, "AWS refused cloudwatch:DescribeAlarms."),
        ["a stack"] = (facts => facts.Tag("aws:cloudformation:stack-name", "shop"), "Infrastructure as code", PreflightResult.Warn, "CloudFormation stack shop"),
        ["a tag of Terraform"] = (facts => facts.Tag("managed-by", "terraform"), "Infrastructure as code", PreflightResult.Warn, "managed-by = terraform"),
        ["a tag that only mentions a tool"] = (facts => facts.Tag("description", "was terraform once"), "Infrastructure as code", PreflightResult.Pass, "No tag names a tool"),
        ["registered by Atlantis"] = (facts => facts with { Current = facts.Current! with { RegisteredBy = "arn:aws:sts::111122223333:assumed-role/deploy/atlantis" } }, "Infrastructure as code", PreflightResult.Warn, "registered by deploy/atlantis, which looks like atlantis"),
        ["registered by a pipeline"] = (facts => facts, "Infrastructure as code", PreflightResult.Pass, "registered by ci-deploy/github"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void What_ECS_refuses_does_not_stand_in_the_way_of_a_workflow()
    {
        var refused = Preflights.Facts().Service(service => service with { DeploymentController = "CODE_DEPLOY" });
        refused = refused with { Plan = refused.Plan with { Refusal = "AWS CodeDeploy deploys this service." } };

        Assert.Equal(PreflightResult.Block, PreflightRules.Judge(refused).Line("Service").Result);
        Assert.Null(PreflightRules.Judge(refused.To(to => to with { Move = RollbackMove.GitHub })).Blocked);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_fact_makes_its_line(string name)
    {
        var (change, check, result, fact) = Cases[name];

        var line = PreflightRules.Judge(change(Preflights.Facts())).Line(check);

        Assert.Contains(fact, line.Fact, StringComparison.Ordinal);
        Assert.Equal(result, line.Result);
        Assert.EndsWith(".", line.Fact, StringComparison.Ordinal);
        Assert.DoesNotContain("..", line.Fact, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_blocks_and_nothing_warns_where_all_is_well()
    {
        var report = PreflightRules.Judge(Preflights.Facts());

        Assert.All(report.Lines, line => Assert.Equal((line.Check, PreflightResult.Pass), (line.Check, line.Result)));
        Assert.Null(report.Blocked);
        Assert.Equal(report.Lines.Length, report.Lines.DistinctBy(line => line.Check).Count());
    }

    [Fact]
    public void The_first_fact_that_blocks_is_the_reports()
    {
        var report = PreflightRules.Judge(Preflights.Facts().Service(service => service with { Status = "INACTIVE" }).Image(new ImageCheck(ImageState.Missing)));

        Assert.StartsWith("The service is INACTIVE", report.Blocked, StringComparison.Ordinal);
    }
}

file static class Changes
{
    public static PreflightFacts Image(this PreflightFacts facts, ImageCheck check) => facts with { Images = facts.Images.SetItem(Preflights.Image, check) };

    public static PreflightFacts Tag(this PreflightFacts facts, string name, string value) => facts.Service(service => service with { Tags = service.Tags.SetItem(name, value) });

    public static PreflightFacts Alarm(this PreflightFacts facts, string state)
    {
        var alarm = Make.Alarm(facts.Service.Key, state);
        return facts.Service(service => service with { DeploymentAlarms = [alarm.Name] }) with { Alarms = [alarm] };
    }
}
