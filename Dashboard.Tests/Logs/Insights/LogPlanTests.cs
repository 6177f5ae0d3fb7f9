using Dashboard.Logs;
using Dashboard.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

public sealed class LogPlanTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(Make.Noon);
    private SimulatedAws aws = default!;
    private ServiceProvider room = default!;

    public async ValueTask InitializeAsync()
    {
        aws = await SimulatedAws.StartAsync(time);
        room = new ServiceCollection().AddLogsRoom(aws.Uri, time).BuildServiceProvider();
    }

    [Theory]
    [InlineData("error", LogSyntax.Words, 1, LogEngine.Pages, "the range is short")]
    [InlineData("error", LogSyntax.Words, 3, LogEngine.Pages, "the range is short")]
    [InlineData("error", LogSyntax.Words, 168, LogEngine.Insights, "the range is longer than 3 h")]
    [InlineData("", LogSyntax.Words, 168, LogEngine.Pages, "the newest lines are asked for, whatever they say")]
    [InlineData("?error", LogSyntax.Pattern, 168, LogEngine.Pages, "a filter pattern is its language")]
    [InlineData("fields @message", LogSyntax.Insights, 1, LogEngine.Insights, "the query is written in its language")]
    public async Task The_engine_is_chosen_by_range_and_language_and_says_why(string text, LogSyntax syntax, int hours, LogEngine engine, string why)
    {
        var plan = await PlanAsync(LogView.Empty with { Text = text, Syntax = syntax }, hours);

        Assert.Equal((engine, why), (plan.Engine, plan.Why));
    }

    [Fact]
    public async Task A_person_can_choose_pages_and_who_follows_gets_them()
    {
        Assert.Equal("you chose it", (await PlanAsync(LogView.Empty with { Text = "x", ByPages = true }, 168)).Why);
        Assert.Equal("new lines are followed", (await PlanAsync(LogView.Empty with { Text = "x", Follow = true }, 168)).Why);
    }

    [Fact]
    public async Task A_long_range_of_small_groups_is_read_page_by_page()
    {
        room.GetRequiredService<IOptions<LogsOptions>>().Value.LargestPagedMegabytes = 1_000_000;

        var plan = await PlanAsync(LogView.Empty with { Text = "error" }, 24);

        Assert.Equal(LogEngine.Pages, plan.Engine);
        Assert.StartsWith("the groups hold only about ", plan.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cost_is_the_stored_bytes_in_the_ratio_of_range_to_retention()
    {
        var group = aws.World.In("eu-west-1").Logs.DescribeLogGroups("/ecs/shop/checkout").Single(one => one.LogGroupName == "/ecs/shop/checkout");

        var plan = await PlanAsync(LogView.Empty with { Text = "error" }, 168);

        Assert.Equal(group.StoredBytes * 7.0 / group.RetentionInDays!.Value, plan.Cost!.Bytes, 2.0);
        Assert.Equal(plan.Cost.Bytes / 1e9m * 0.005m, plan.Cost.Dollars);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1_000_000, false)]
    public async Task Beyond_the_threshold_a_person_is_asked(int megabytes, bool isAsked)
    {
        room.GetRequiredService<IOptions<LogsOptions>>().Value.ConsentAtMegabytes = megabytes;

        Assert.Equal(isAsked, (await PlanAsync(LogView.Empty with { Text = "error" }, 168)).NeedsConsent);
    }

    [Theory]
    [InlineData(30, 30, 10_000, 10_000)]
    [InlineData(30, 60, 10_000, 10_000)]
    [InlineData(30, 3, 10_000, 1_000)]
    [InlineData(365, 1, 365_000, 1_000)]
    public void A_range_longer_than_the_retention_scans_no_more_than_there_is(int keptDays, int rangeDays, long stored, long bytes) =>
        Assert.Equal(bytes, InsightsCost.Of([new LogGroupSize(LogMake.Group, stored, TimeSpan.FromDays(keptDays)), null], TimeSpan.FromDays(rangeDays), 0.005m).Bytes);

    [Fact]
    public async Task A_group_whose_size_is_not_known_is_counted_as_such()
    {
        var plan = await room.GetRequiredService<LogPlanner>().PlanAsync(LogView.Empty with { Text = "x" }, LogsRoom.Groups("/gone"), new TimeSpanUtc(Make.Noon.AddDays(-7), Make.Noon), TestContext.Current.CancellationToken);

        Assert.Equal((LogEngine.Insights, 1), (plan.Engine, plan.Cost!.Unknown));
    }

    [Theory]
    [InlineData("", "fields ")]
    [InlineData("fi", "filter ")]
    [InlineData("fields @m", "fields @message")]
    [InlineData("fields @message | s", "fields @message | stats ")]
    [InlineData("filter or", "filter orderId")]
    public void A_query_is_completed_with_commands_fields_and_functions(string typed, string completion) =>
        Assert.Contains(completion, InsightsCompletions.Of(typed, ["orderId"]));

    [Fact]
    public void The_fields_of_JSON_lines_are_known() => Assert.Equal(["level", "orderId"], InsightsCompletions.FieldsOf([LogMake.Line(0, "{\"orderId\":1,\"level\":\"info\"}"), LogMake.Line(1, "plain"), LogMake.Line(2, "{\"cut\":")]));

    private Task<LogPlan> PlanAsync(LogView view, int hours) =>
        room.GetRequiredService<LogPlanner>().PlanAsync(view, LogsRoom.Groups("/ecs/shop/checkout"), new TimeSpanUtc(Make.Noon.AddHours(-hours), Make.Noon), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await room.DisposeAsync();
        await aws.DisposeAsync();
    }
}
