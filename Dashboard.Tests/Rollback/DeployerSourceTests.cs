using System.Collections.Immutable;
using System.Text.Json;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Rollback;
using Dashboard.Tests.Aws;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

/// <summary>Who deployed, from what CloudTrail answers over HTTP.</summary>
public sealed class DeployerSourceTests
{
    private const string Robin = "arn:aws:sts::111122223333:assumed-role/engineer/robin";
    private static readonly ServiceDeployment Newer = Make.Deployment(revision: 42, startedAt: Make.Noon.AddDays(-1)) with { Sources = [Make.Revision(revision: 41)] };
    private static readonly ServiceDeployment Older = Make.Deployment(revision: 41, startedAt: Make.Noon.AddDays(-9)) with { Sources = [Make.Revision(revision: 40)] };
    private readonly FakeTimeProvider time = new(Make.Noon);

    [Fact]
    public async Task All_deployments_of_a_service_are_one_question_by_the_name_of_the_call()
    {
        await using var aws = await AnswerAsync(Page([Call(Newer, Robin), Call(Older, "arn:aws:iam::111122223333:user/ana", definition: "checkout")]));

        var found = await Source(aws).FindAsync(Make.Key(), [Newer, Older], TestContext.Current.CancellationToken);

        Assert.Equal([(Newer.Arn, Robin), (Older.Arn, "arn:aws:iam::111122223333:user/ana")], found.Select(one => (one.Key, one.Value)).OrderByDescending(one => one.Key, StringComparer.Ordinal));
        var request = JsonElement.Parse(Assert.Single(aws.Requests).Body);
        Assert.Equal("UpdateService", request.GetProperty("LookupAttributes")[0].GetProperty("AttributeValue").GetString());
        Assert.Equal((Older.CreatedAt.AddMinutes(-1).ToUnixTimeSeconds(), Newer.CreatedAt.AddMinutes(1).ToUnixTimeSeconds()), (request.GetProperty("StartTime").GetInt64(), request.GetProperty("EndTime").GetInt64()));
    }

    public static TheoryData<string, object> Others => new()
    {
        { "another service", new { cluster = "shop", service = "cart", taskDefinition = "cart:42" } },
        { "another cluster", new { cluster = "payments", service = "checkout", taskDefinition = "checkout:42" } },
        { "another revision", new { cluster = "shop", service = "checkout", taskDefinition = "checkout:41" } },
        { "the count alone, by auto scaling", new { cluster = "shop", service = "checkout", desiredCount = 9 } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task A_call_that_made_another_deployment_or_none_says_nothing(string why, object request)
    {
        await using var aws = await AnswerAsync(Page([Event(Newer.CreatedAt, Robin, request)]));

        Assert.True((await Source(aws).FindAsync(Make.Key(), [Newer], TestContext.Current.CancellationToken)).IsEmpty, why);
    }

    [Fact]
    public async Task A_call_that_failed_one_that_came_later_and_one_that_cannot_be_read_say_nothing()
    {
        var request = new { cluster = "shop", service = "checkout", taskDefinition = "checkout:42" };
        await using var aws = await AnswerAsync(Page([Event(Newer.CreatedAt, Robin, request, error: "AccessDenied"), Event(Newer.CreatedAt.AddMinutes(2), Robin, request), new { EventName = "UpdateService", EventTime = Newer.CreatedAt.ToUnixTimeSeconds(), CloudTrailEvent = "{" }]));

        Assert.Empty(await Source(aws).FindAsync(Make.Key(), [Newer], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Service_and_cluster_may_be_named_by_ARN_and_the_nearest_call_is_the_one()
    {
        var request = new { cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop", service = "arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout", forceNewDeployment = true };
        await using var aws = await AnswerAsync(Page([Event(Newer.CreatedAt.AddSeconds(-40), "sam", request), Event(Newer.CreatedAt.AddSeconds(-1), Robin, request)]));

        Assert.Equal(Robin, Assert.Single(await Source(aws).FindAsync(Make.Key(), [Newer], TestContext.Current.CancellationToken)).Value);
    }

    [Fact]
    public async Task In_a_busy_account_each_deployment_is_looked_up_in_its_own_two_minutes_and_only_few_are()
    {
        var deployments = Enumerable.Range(0, 6).Select(index => Make.Deployment(revision: 42 - index, startedAt: Make.Noon.AddDays(-1 - index)) with { Sources = [Make.Revision(revision: 1)] }).ToArray();
        await using var aws = await FakeAws.StartAsync((context, number) => FakeAws.WriteAsync(context, number == 1 ? Page([], next: "more") : Page([Call(deployments[number - 2], Robin)])));

        var found = await Source(aws).FindAsync(Make.Key(), deployments, TestContext.Current.CancellationToken);

        Assert.Equal(deployments.Take(3).Select(one => one.Arn).Order(), found.Keys.Order());
        Assert.Equal(4, aws.Requests.Count);
        var second = JsonElement.Parse(aws.Requests[1].Body);
        Assert.Equal(120, second.GetProperty("EndTime").GetInt64() - second.GetProperty("StartTime").GetInt64());
    }

    [Fact]
    public async Task The_first_deployment_of_a_service_was_made_by_CreateService()
    {
        var first = Newer with { Sources = [] };
        await using var aws = await FakeAws.StartAsync((context, _) => FakeAws.WriteAsync(context, Page([Event(first.CreatedAt, Robin, new { cluster = "shop", serviceName = "checkout", taskDefinition = "checkout:42", desiredCount = 2 })])));

        Assert.Equal(Robin, Assert.Single(await Source(aws).FindAsync(Make.Key(), [first], TestContext.Current.CancellationToken)).Value);
        Assert.Contains("\"CreateService\"", Assert.Single(aws.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_answered_is_remembered_and_what_was_denied_is_asked_again_after_half_a_minute()
    {
        var denied = true;
        await using var aws = await FakeAws.StartAsync((context, _) => denied ? FakeAws.WriteAsync(context, """{"__type":"AccessDeniedException","message":"no"}""", 400) : FakeAws.WriteAsync(context, Page([Call(Newer, Robin)])));
        var source = Source(aws);
        async Task<(int Found, int Asked)> FindAsync()
        {
            var before = aws.Requests.Count;
            return ((await source.FindAsync(Make.Key(), [Newer, Older], TestContext.Current.CancellationToken)).Count, aws.Requests.Count - before);
        }

        Assert.Equal((0, 1), await FindAsync());
        Assert.Equal((0, 0), await FindAsync());
        time.Advance(TimeSpan.FromSeconds(31));
        denied = false;
        Assert.Equal((1, 1), await FindAsync());
        time.Advance(TimeSpan.FromHours(5));
        Assert.Equal((1, 0), await FindAsync());
    }

    [Fact]
    public async Task What_CloudTrail_may_not_have_yet_is_asked_again()
    {
        var fresh = Newer with { CreatedAt = Make.Noon.AddMinutes(-4) };
        await using var aws = await AnswerAsync(Page([]));
        var source = Source(aws);

        await source.FindAsync(Make.Key(), [fresh], TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(31));
        await source.FindAsync(Make.Key(), [fresh], TestContext.Current.CancellationToken);

        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task A_deployment_older_than_ninety_days_is_not_asked_for()
    {
        await using var aws = await AnswerAsync(Page([]));

        Assert.Empty(await Source(aws).FindAsync(Make.Key(), [Older with { CreatedAt = Make.Noon.AddDays(-91) }], TestContext.Current.CancellationToken));
        Assert.Empty(aws.Requests);
    }

    [Fact]
    public async Task Where_CloudTrail_does_not_answer_before_the_limit_what_is_known_is_given()
    {
        using var limit = new CancellationTokenSource();
        await using var aws = await FakeAws.StartAsync(async (context, _) =>
        {
            await limit.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        Assert.Empty(await Source(aws).FindAsync(Make.Key(), [Newer], limit.Token));
    }

    private static Task<FakeAws> AnswerAsync(string page) => FakeAws.StartAsync(FakeAws.Always(page));

    private static string Page(IEnumerable<object> events, string? next = null) => JsonSerializer.Serialize(new { Events = events, NextToken = next });

    private static object Call(ServiceDeployment deployment, string by, string? definition = null) =>
        Event(deployment.CreatedAt.AddSeconds(-1), by, new { cluster = "shop", service = "checkout", taskDefinition = definition ?? $"arn:aws:ecs:eu-west-1:111122223333:task-definition/{deployment.Target!.TaskDefinition}" });

    private static object Event(DateTimeOffset at, string by, object request, string? error = null) => new
    {
        EventName = "UpdateService",
        EventTime = at.ToUnixTimeSeconds(),
        Username = by[(by.LastIndexOf('/') + 1)..],
        CloudTrailEvent = JsonSerializer.Serialize(new { userIdentity = new { arn = by }, requestParameters = request, errorCode = error }),
    };

    // A budget whose clock runs, so that nobody waits for CloudTrail's quota.
    private DeployerSource Source(FakeAws aws)
    {
        var options = Options.Create(new AwsOptions { Source = AwsSource.Simulator, SimulatorUrl = aws.Url });
        var budget = new CallBudget(new FakeTimeProvider(Make.Noon) { AutoAdvanceAmount = TimeSpan.FromSeconds(10) });
        return new DeployerSource(new AwsClients(new AwsTargets(options), options, new TestEnvironment(), budget, aws.Meter, TimeProvider.System), time);
    }
}
