using Dashboard.Aws;
using Dashboard.Live;
using Dashboard.Rollback.GitHub;
using Dashboard.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback.GitHub;

public sealed class WorkflowDispatchTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("github-tests").FullName;
    private GitHubDouble gitHub = null!;

    public async ValueTask InitializeAsync() => gitHub = await GitHubDouble.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await gitHub.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_workflow_is_asked_once_for_the_version_with_the_intent_and_names_its_run()
    {
        using var app = Build();
        var answer = await app.Services.GetRequiredService<WorkflowDispatch>().DispatchAsync(Intents.Accepted, TestContext.Current.CancellationToken);
        Assert.Equal(new WorkflowRun(7_000, "https://github.com/example/shop/actions/runs/7000", "queued", null), answer.Value?.Run);
        var taken = Assert.Single(gitHub.Taken);
        Assert.Equal("main", taken.Ref);
        Assert.Equal(("shop", "checkout", "v1.4.2", "errors since v1.4.3"), (taken.Inputs["cluster"], taken.Inputs["service"], taken.Inputs["version"], taken.Inputs["reason"]));
        Assert.True(Guid.TryParse(taken.Inputs["intent"], out _));
        Assert.Equal("2026-03-10", Assert.Single(gitHub.Versions));
    }

    [Theory]
    [InlineData("Unauthorized", FaultKind.Denied, 0)]
    [InlineData("Forbidden", FaultKind.Denied, 0)]
    [InlineData("RateLimited", FaultKind.Throttled, 0)]
    [InlineData("NotFound", FaultKind.NotFound, 0)]
    [InlineData("Invalid", FaultKind.Invalid, 0)]
    [InlineData("Redirected", FaultKind.Invalid, 0)]
    [InlineData("ServerError", FaultKind.Unreachable, 0)]
    [InlineData("Silent", FaultKind.Unreachable, 0)]
    [InlineData("ResetBefore", FaultKind.Unreachable, 0)]
    [InlineData("ResetAfter", FaultKind.Unreachable, 1)]
    [InlineData("MalformedAfter", FaultKind.Unreachable, 1)]
    public async Task Whatever_breaks_it_is_sent_once_and_the_fault_says_whether_GitHub_may_have_taken_it(string fault, FaultKind kind, int taken)
    {
        gitHub.Fault = Enum.Parse<GitHubFault>(fault);
        using var app = Build();
        var answer = await app.Services.GetRequiredService<WorkflowDispatch>().DispatchAsync(Intents.Accepted, TestContext.Current.CancellationToken);
        Assert.Equal(kind, answer.Fault?.Kind);
        Assert.DoesNotContain("plain-token", answer.Fault!.Message, StringComparison.Ordinal);
        Assert.Single(gitHub.Asked);
        Assert.Empty(gitHub.Strays);
        Assert.Equal(taken, gitHub.Taken.Count);
    }

    [Fact]
    public async Task A_run_that_GitHub_did_not_name_is_found_by_the_intent_behind_others()
    {
        gitHub.IsOld = true;
        gitHub.Others = 150;
        using var app = Build();
        var dispatch = app.Services.GetRequiredService<WorkflowDispatch>();
        var intent = Intents.Accepted;
        Assert.Equal(new DispatchedRun(null), (await dispatch.DispatchAsync(intent, TestContext.Current.CancellationToken)).Value);
        Assert.Equal(7_000, (await dispatch.FindAsync(intent, TestContext.Current.CancellationToken)).Value?.Run?.Id);
        Assert.Equal(new DispatchedRun(null), (await dispatch.FindAsync(Intents.Accepted, TestContext.Current.CancellationToken)).Value);
    }

    [Fact]
    public async Task A_run_is_read_to_its_conclusion()
    {
        using var app = Build();
        var dispatch = app.Services.GetRequiredService<WorkflowDispatch>();
        var intent = Intents.Accepted;
        await dispatch.DispatchAsync(intent, TestContext.Current.CancellationToken);
        (gitHub.Status, gitHub.Conclusion) = ("completed", "failure");
        var read = await dispatch.ReadAsync(intent, 7_000, TestContext.Current.CancellationToken);
        Assert.Equal(("completed", "failure"), (read.Value?.Status, read.Value?.Conclusion));
        Assert.Equal(FaultKind.NotFound, (await dispatch.ReadAsync(intent, 1, TestContext.Current.CancellationToken)).Fault?.Kind);
    }

    [Theory]
    [InlineData("?")]
    [InlineData("sha256:4f0c21aa")]
    [InlineData("v1 --force")]
    public async Task A_version_that_is_no_image_tag_is_not_sent(string version)
    {
        using var app = Build();
        var answer = await app.Services.GetRequiredService<WorkflowDispatch>().DispatchAsync(Intents.Accepted with { ToVersion = version }, TestContext.Current.CancellationToken);
        Assert.Equal(FaultKind.Invalid, answer.Fault?.Kind);
        Assert.Empty(gitHub.Asked);
    }

    [Fact]
    public async Task A_service_without_a_workflow_is_not_sent_anywhere()
    {
        using var app = Build();
        var other = Intents.Accepted with { Key = new("production", "platform", "notifications") };
        Assert.Null(app.Services.GetRequiredService<GitHubRoute>().PathFor(other.Key));
        Assert.Equal("example/shop › deploy.yml", $"{app.Services.GetRequiredService<GitHubRoute>().PathFor(Intents.Accepted.Key)}");
        Assert.Equal(FaultKind.Unsupported, (await app.Services.GetRequiredService<WorkflowDispatch>().DispatchAsync(other, TestContext.Current.CancellationToken)).Fault?.Kind);
        Assert.Empty(gitHub.Asked);
    }

    [Fact]
    public async Task The_token_comes_from_Secrets_Manager_and_is_read_anew_when_GitHub_refuses_it()
    {
        var time = new FakeTimeProvider(Make.Noon);
        await using var aws = await SimulatedAws.StartAsync(time, null);
        using var app = Build("secretsmanager:dashboard/github-token", aws.Uri, time);
        var dispatch = app.Services.GetRequiredService<WorkflowDispatch>();
        gitHub.Fault = GitHubFault.Unauthorized;
        Assert.Equal(FaultKind.Denied, (await dispatch.DispatchAsync(Intents.Accepted, TestContext.Current.CancellationToken)).Fault?.Kind);
        Assert.Equal(FaultKind.Denied, (await dispatch.DispatchAsync(Intents.Accepted, TestContext.Current.CancellationToken)).Fault?.Kind);
        gitHub.Fault = GitHubFault.None;
        await dispatch.DispatchAsync(Intents.Accepted, TestContext.Current.CancellationToken);
        await dispatch.DispatchAsync(Intents.Accepted, TestContext.Current.CancellationToken);
        Assert.All(gitHub.Asked, header => Assert.StartsWith("github_pat_", header.Split(' ')[1], StringComparison.Ordinal));
        Assert.Equal(3, app.Services.GetRequiredService<CallMeter>().Read().Rows.Single(row => row.Operation == "secretsmanager:GetSecretValue").Tally.Calls);
    }

    [Fact]
    public async Task A_token_that_cannot_be_read_means_that_GitHub_is_not_asked()
    {
        var time = new FakeTimeProvider(Make.Noon);
        await using var aws = await SimulatedAws.StartAsync(time, null);
        using var app = Build("secretsmanager:dashboard/none", aws.Uri, time);
        Assert.Equal(FaultKind.Denied, (await app.Services.GetRequiredService<WorkflowDispatch>().DispatchAsync(Intents.Accepted, TestContext.Current.CancellationToken)).Fault?.Kind);
        Assert.Empty(gitHub.Asked);
    }

    private IHost Build(string token = "plain-token", Uri? aws = null, TimeProvider? time = null) => RollbackRooms.Build(aws ?? new Uri("http://127.0.0.1:9"), Path.Combine(folder, "dashboard.db"), time ?? new FakeTimeProvider(Make.Noon), settings: new Dictionary<string, string?>
    {
        ["Rollback:GitHub:ApiUrl"] = gitHub.Url,
        ["Rollback:GitHub:Token"] = token,
        ["Rollback:GitHub:TimeLimit"] = "00:00:02",
        ["Rollback:GitHub:Workflows:0:Services"] = "production/shop/*",
        ["Rollback:GitHub:Workflows:0:Repository"] = "example/shop",
    });
}
