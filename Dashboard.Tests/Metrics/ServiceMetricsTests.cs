using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Metrics;
using Dashboard.Ui;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class ServiceMetricsTests
{
    private static readonly TimeSpanUtc Day = new(Noon.AddHours(-24), Noon);
    private readonly FakeTimeProvider time = new(Noon.AddSeconds(5));
    private readonly Feed<FleetSnapshot> fleet = new();
    private readonly MetricStore store = new();

    private ServiceMetrics Metrics(FakeCloudWatch cloud)
    {
        fleet.Publish(MakeMetrics.Fleet(Service()), Noon);
        return new ServiceMetrics(fleet, store, cloud.Source, time);
    }

    private static Task<Reading<ServiceSeries>> ReadAsync(ServiceMetrics metrics, TimeSpanUtc span) =>
        metrics.ReadAsync(Checkout, span, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Viewers_who_come_at_once_share_one_question_and_its_answer()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        var gate = new TaskCompletionSource();
        cloud.Gate = gate.Task;
        var metrics = Metrics(cloud);

        var reads = Enumerable.Range(0, 20).Select(_ => ReadAsync(metrics, Day)).ToList();
        gate.SetResult();
        var answers = await Task.WhenAll(reads);

        Assert.Single(cloud.Asked);
        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        Assert.Equal(288, answers[0].Value![ServiceMetric.CpuPercent].Values.Length);
    }

    [Fact]
    public async Task A_viewer_who_leaves_does_not_cancel_the_question_of_the_others()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        var gate = new TaskCompletionSource();
        cloud.Gate = gate.Task;
        var metrics = Metrics(cloud);
        using var left = new CancellationTokenSource();
        var first = metrics.ReadAsync(Checkout, Day, left.Token);
        var second = ReadAsync(metrics, Day);

        await left.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.NotNull((await second).Value);
    }

    [Fact]
    public async Task Three_hours_come_from_the_store_without_a_call()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        var metrics = Metrics(cloud);
        store.Of(Checkout).Merge(Points(ServiceMetric.CpuPercent, (Noon.AddMinutes(-2), 42)), Noon.AddHours(-3.1), Noon);

        var reading = await ReadAsync(metrics, new TimeSpanUtc(Noon.AddHours(-3), Noon));

        Assert.Empty(cloud.Asked);
        Assert.Equal((Noon.AddMinutes(-2), 42), reading.Value![ServiceMetric.CpuPercent].Latest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_of_a_period_that_is_not_over_are_divided_by_the_minutes_it_has(bool polled)
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        cloud.Value = _ => 600;
        var metrics = Metrics(cloud);
        time.Advance(TimeSpan.FromMinutes(2));
        if (polled)
            store.Of(Checkout).Merge(Points(ServiceMetric.Requests, (Noon, 290), (Noon.AddMinutes(1), 310)), Noon.AddHours(-3), Noon.AddMinutes(2));

        var rates = (await ReadAsync(metrics, new TimeSpanUtc(Day.From.AddMinutes(2), Day.To.AddMinutes(2)))).Value!.RequestsPerMinute;

        Assert.Equal((Noon, 300), rates.Latest);
        Assert.Equal(120, rates.Values[0]);
    }

    [Fact]
    public async Task A_read_that_fails_keeps_the_last_value_and_is_tried_again_soon()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);
        var metrics = Metrics(cloud);
        var good = await ReadAsync(metrics, Day);
        cloud.Error = "AccessDeniedException";
        time.Advance(TimeSpan.FromMinutes(5));

        var failed = await ReadAsync(metrics, new TimeSpanUtc(Day.From.AddMinutes(5), Day.To.AddMinutes(5)));
        await ReadAsync(metrics, new TimeSpanUtc(Day.From.AddMinutes(5), Day.To.AddMinutes(5)));

        Assert.Equal(FaultKind.Denied, failed.Fault!.Kind);
        Assert.Same(good.Value, failed.Value);
        Assert.Equal(2, cloud.Asked.Count());

        cloud.Error = null;
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null((await ReadAsync(metrics, new TimeSpanUtc(Day.From.AddMinutes(5), Day.To.AddMinutes(5)))).Fault);
    }

    [Fact]
    public async Task A_service_that_is_not_watched_is_a_fault()
    {
        await using var cloud = await FakeCloudWatch.StartAsync(time);

        Assert.Equal(FaultKind.NotFound, (await Metrics(cloud).ReadAsync(new ServiceKey("production", "shop", "nope"), Day, TestContext.Current.CancellationToken)).Fault!.Kind);
    }
}
