using System.Text.Json;
using Bunit;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Rollback;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Rollback;

/// <summary>What a person is shown before a rollback, from what the simulated AWS says over HTTP.</summary>
public sealed class PlannedPanelsTests : BunitContext
{
    private const string Canary = "canary-5f1c";
    private static readonly ServiceKey ImageResizer = new("production", "platform", "image-resizer");

    [Fact]
    public async Task What_UpdateService_leaves_as_it_is_is_listed_apart()
    {
        await using var house = await RollbackHouse.StartAsync();

        var change = Change(house, ImageResizer, 71);

        Assert.Equal(["security groups", "subnets"], change.FindAll(".stays th[scope=row]").Select(cell => cell.ChildNodes[0].TextContent.Trim()));
        Assert.Contains("UpdateService with a task definition leaves them as they are now", change.Find(".stays").TextContent, StringComparison.Ordinal);
        Assert.Contains("subnet-", change.Find(".stays .side").TextContent + change.FindAll(".stays .side")[2].TextContent, StringComparison.Ordinal);
        Assert.Empty(change.FindAll(".stays del, .stays ins"));
    }

    [Theory]
    [InlineData(RollbackMove.StopServiceDeployment)]
    [InlineData(RollbackMove.ContinueServiceDeployment)]
    public async Task Where_ECS_goes_back_by_itself_the_network_goes_back_too(RollbackMove move)
    {
        await using var house = await RollbackHouse.StartAsync();

        var change = Change(house, ImageResizer, 71, move);

        Assert.Empty(change.FindAll(".stays"));
        Assert.Contains(change.FindAll("th[scope=row]"), cell => cell.TextContent.StartsWith("subnets", StringComparison.Ordinal));
        Assert.Contains("back to the whole service revision", change.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RollbackMove.UpdateService, "Only the task definition goes back. Network, load balancers, platform and capacity are the same")]
    [InlineData(RollbackMove.RegisterCopy, "A copy of checkout:42 goes live.")]
    [InlineData(RollbackMove.GitHub, "it is asked for image tag v1.4.2")]
    public async Task The_words_say_how_much_of_it_goes_back(RollbackMove move, string words)
    {
        await using var house = await RollbackHouse.StartAsync();

        var change = Change(house, RollbackHouse.Checkout, 42, move);

        Assert.Contains(words, change.Markup, StringComparison.Ordinal);
        Assert.Empty(change.FindAll(".stays"));
    }

    [Fact]
    public async Task Without_a_described_revision_nothing_is_said_to_be_the_same()
    {
        await using var house = await RollbackHouse.StartAsync();
        house.Get<Feed<DeploymentsSnapshot>>().Publish(Make.Deployments(Make.History(RollbackHouse.Checkout, Make.Deployment(), Make.Deployment(revision: 42))), house.Time.GetUtcNow());

        var change = Change(house, RollbackHouse.Checkout, 42);

        Assert.Contains("is not known, as ECS did not describe both service revisions", change.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_value_of_a_variable_a_command_a_log_option_or_a_volume_is_kept_or_shown()
    {
        await using var house = await RollbackHouse.StartAsync();
        var (one, two) = (await RegisterAsync(house, $"{Canary}-a"), await RegisterAsync(house, $"{Canary}-b"));

        var changes = RevisionDiff.Between(one, two);

        Assert.Equal(["environment TOKEN", "command", "entry point", "log configuration", "ulimits", "volume scratch"], changes.Select(change => change.What));
        Assert.DoesNotContain(Canary, JsonSerializer.Serialize(new { one, two, changes }), StringComparison.Ordinal);
        var panel = Render<RevisionDiffPanel>(parameters => parameters.Add(view => view.Changes, changes).Add(view => view.Caption, "From one to two"));
        Assert.Equal(6, panel.FindAll("td .muted").Count);
        Assert.DoesNotContain(Canary, panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_is_shown_as_it_would_be_registered_with_its_images_pinned_and_its_values_masked()
    {
        await using var house = await RollbackHouse.StartAsync();
        var definition = await RegisterAsync(house, Canary);
        var to = new RollbackCandidate(definition.Ref, "v9", CandidateGrade.Proven, "") { Move = RollbackMove.RegisterCopy, NeedsCopy = $"{definition.Ref} is INACTIVE", Images = [new RevisionImage("app", "shop/app:v9", "sha256:aa")] };

        var copy = Render<PlannedCopy>(parameters => parameters.Add(view => view.To, to).Add(view => view.Definition, definition));

        var shown = copy.FindAll("dt").Zip(copy.FindAll("dd"), (name, value) => $"{name.TextContent}: {value.TextContent.Trim()}").ToArray();
        Assert.Equal(
            [
                "Family: canaries", "CPU units: 256", "Memory MiB: 512", "Task role: arn:aws:iam::111122223333:role/task", "Execution role: arn:aws:iam::111122223333:role/execution",
                "Tags: those of canaries:1, and ecs-dashboard:rollback-intent with this rollback's id",
                "Image: shop/app@sha256:aa", "CPU and memory: 128 CPU units, 512 MiB", "Ports: 8080", "Environment: TOKEN (values kept, not shown)", "Secret PASSWORD: arn:aws:ssm:eu-west-1:111122223333:parameter/password",
            ],
            shown);
        Assert.Contains("canaries:1 is INACTIVE.", copy.Markup, StringComparison.Ordinal);
        Assert.Contains("and iam:PassRole on its roles", copy.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, copy.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_whose_digest_is_not_known_says_that_nothing_is_registered()
    {
        await using var house = await RollbackHouse.StartAsync();
        var definition = await RegisterAsync(house, Canary);

        var copy = Render<PlannedCopy>(parameters => parameters.Add(view => view.To, new RollbackCandidate(definition.Ref, "v9", CandidateGrade.Proven, "")).Add(view => view.Definition, definition));

        Assert.Contains("shop/app:v9: no digest of it is known", copy.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_needs_a_copy_shows_it_beside_both_calls()
    {
        await using var house = await RollbackHouse.StartAsync();
        Services.AddSingleton(house.Get<RevisionComparison>());
        var plan = (await house.Get<RollbackPlanner>().PlanAsync(RollbackHouse.Checkout, Xunit.TestContext.Current.CancellationToken))!;

        var call = Render<PlannedCall>(parameters => parameters.Add(view => view.Plan, plan).Add(view => view.To, plan.Default! with { Move = RollbackMove.RegisterCopy }));

        Assert.Contains("checkout@sha256:", call.Find(".copy dl:nth-of-type(2) dd").TextContent, StringComparison.Ordinal);
        Assert.Equal(["ecs:RegisterTaskDefinition", "ecs:UpdateService"], call.Find("pre.call").TextContent.Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Each_command_of_the_card_can_be_copied()
    {
        await using var house = await RollbackHouse.StartAsync();
        var plan = (await house.Get<RollbackPlanner>().PlanAsync(RollbackHouse.Checkout, Xunit.TestContext.Current.CancellationToken))!;
        List<string> copied = [];

        var card = Render<BreakGlassCard>(parameters => parameters.Add(view => view.Plan, plan).Add(view => view.To, plan.Default).Add(view => view.OnCopy, copied.Add));
        for (var index = 0; index < card.FindAll("button").Count; index++)
            card.FindAll("button")[index].Click();

        Assert.Equal(card.FindAll("pre").Select(command => command.TextContent), copied);
        Assert.Equal(BreakGlass.Command(plan, plan.Default!), copied[0]);
    }

    private IRenderedComponent<PlannedChange> Change(RollbackHouse house, ServiceKey key, int to, RollbackMove move = RollbackMove.UpdateService)
    {
        Services.AddSingleton<TimeProvider>(house.Time).AddSingleton(house.Get<Feed<DeploymentsSnapshot>>()).AddSingleton(house.Get<RevisionComparison>());
        var plan = house.Get<RollbackPlanner>().Sketch(key)!;
        return Render<PlannedChange>(parameters => parameters.Add(view => view.Key, key).Add(view => view.From, plan.Current).Add(view => view.To, plan.Find(Make.Ref(key.Service, to))! with { Move = move }));
    }

    private static async Task<TaskDefinitionDetail> RegisterAsync(RollbackHouse house, string value)
    {
        var (status, body) = await house.Aws.CallAsync("AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition", new
        {
            family = "canaries",
            cpu = "256",
            memory = "512",
            networkMode = "awsvpc",
            requiresCompatibilities = new[] { "FARGATE" },
            taskRoleArn = "arn:aws:iam::111122223333:role/task",
            executionRoleArn = "arn:aws:iam::111122223333:role/execution",
            volumes = new[] { new { name = "scratch", dockerVolumeConfiguration = new { driverOpts = new { o = $"password={value}" } } } },
            containerDefinitions = new[]
            {
                new
                {
                    name = "app",
                    image = "shop/app:v9",
                    cpu = 128,
                    memory = 512,
                    essential = true,
                    portMappings = new[] { new { containerPort = 8080 } },
                    environment = new[] { new { name = "TOKEN", value } },
                    secrets = new[] { new { name = "PASSWORD", valueFrom = "arn:aws:ssm:eu-west-1:111122223333:parameter/password" } },
                    command = new[] { "serve", $"--token={value}" },
                    entryPoint = new[] { "sh", value },
                    ulimits = new[] { new { name = "nofile", softLimit = value.Length + value[^1], hardLimit = 65536 } },
                    logConfiguration = new { logDriver = "splunk", options = new Dictionary<string, string> { ["splunk-token"] = value } },
                },
            },
        });
        Assert.True(status == 200, body.ToString());
        return (await house.Get<TaskDefinitionsSource>().DescribeAsync("production", body.GetProperty("taskDefinition").GetProperty("taskDefinitionArn").GetString()!, Xunit.TestContext.Current.CancellationToken)).Value!;
    }
}
