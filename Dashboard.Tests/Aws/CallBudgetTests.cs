using Dashboard.Aws;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Aws;

public sealed class CallBudgetTests
{
    private static readonly AwsTarget Production = new("production", "eu-west-1", null, []);
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quarter_of_the_burst_goes_out_at_once_and_the_rest_at_a_quarter_of_the_rate()
    {
        var budget = new CallBudget(time);
        for (var i = 0; i < 25; i++)
            await budget.TakeAsync(Production, "ecs:DescribeServices", Cancel);

        var next = budget.TakeAsync(Production, "ecs:ListServices", Cancel);
        Assert.False(next.IsCompleted);

        time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await next;
    }

    [Fact]
    public async Task Targets_in_one_account_and_Region_share_a_budget_and_others_do_not()
    {
        var budget = new CallBudget(time);
        await budget.TakeAsync(Production, "ecs:RegisterTaskDefinition", Cancel);
        for (var i = 0; i < 4; i++)
            await budget.TakeAsync(Production, "ecs:RegisterTaskDefinition", Cancel);

        Assert.False(budget.TakeAsync(Production with { Name = "same-account" }, "ecs:RegisterTaskDefinition", Cancel).IsCompleted);
        Assert.True(budget.TakeAsync(Production with { RoleArn = "arn:aws:iam::444455556666:role/r" }, "ecs:RegisterTaskDefinition", Cancel).IsCompleted);
        Assert.True(budget.TakeAsync(Production with { Region = "us-east-1" }, "ecs:RegisterTaskDefinition", Cancel).IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_place_to_the_next()
    {
        var budget = new CallBudget(time);
        for (var i = 0; i < 5; i++)
            await budget.TakeAsync(Production, "ecs:RegisterTaskDefinition", Cancel);
        using var impatient = new CancellationTokenSource();
        var first = budget.TakeAsync(Production, "ecs:RegisterTaskDefinition", impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var second = budget.TakeAsync(Production, "ecs:RegisterTaskDefinition", Cancel);
        time.Advance(TimeSpan.FromSeconds(4));

        await second;
    }

    [Fact]
    public async Task A_sweep_leaves_half_of_the_bucket_to_those_who_wait_for_an_answer()
    {
        var budget = new CallBudget(time);
        async Task SweepAsync()
        {
            CallScope.IsSweep = true;
            await budget.TakeAsync(Production, "ecs:DescribeServices", Cancel);
        }

        var sweep = Enumerable.Range(0, 25).Select(_ => SweepAsync()).ToArray();

        Assert.Equal(13, sweep.Count(call => call.IsCompleted));
        for (var i = 0; i < 12; i++)
            Assert.True(budget.TakeAsync(Production, "ecs:DescribeServices", Cancel).IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(13, sweep.Count(call => call.IsCompleted));
        for (var second = 0; second < 60; second++)
            time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(sweep);
    }

    [Fact]
    public async Task A_sweep_goes_on_in_the_smallest_bucket()
    {
        var budget = new CallBudget(time);
        CallScope.IsSweep = true;

        await budget.TakeAsync(Production, "cloudtrail:LookupEvents", Cancel);
        var next = budget.TakeAsync(Production, "cloudtrail:LookupEvents", Cancel);
        time.Advance(TimeSpan.FromSeconds(5));

        await next;
    }

    [Fact]
    public async Task Waiting_reads_do_not_hold_up_a_rollback()
    {
        var budget = new CallBudget(time);
        for (var i = 0; i < 30; i++)
            _ = budget.TakeAsync(Production, "ecs:DescribeServices", Cancel);

        Assert.True(budget.TakeAsync(Production, "ecs:UpdateService", Cancel).IsCompleted);
        await Task.CompletedTask;
    }
}
