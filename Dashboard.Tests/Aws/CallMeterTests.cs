using Dashboard.Aws;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Aws;

public sealed class CallMeterTests
{
    private static readonly AwsTargets Targets = new(Options.Create(new AwsOptions { Source = AwsSource.Simulator }));
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Calls_are_per_minute_of_the_time_that_was_covered()
    {
        var meter = new CallMeter(time);
        meter.Sent("production", "ecs:DescribeServices");
        time.Advance(TimeSpan.FromMinutes(2));
        meter.Sent("production", "ecs:DescribeServices");

        var calls = meter.Read();

        Assert.Equal(TimeSpan.FromMinutes(2), calls.Covered);
        Assert.Equal(1, calls.PerMinute(Assert.Single(calls.Rows).Tally.Calls));
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(-59, 0, null)]
    [InlineData(0, 600, null)]
    [InlineData(-61, 0, "This host's clock is 1 min ahead of AWS")]
    [InlineData(-61, 600, "This host's clock is 1 min ahead of AWS")]
    [InlineData(600, 0, "This host's clock is 10 min behind AWS")]
    [InlineData(600, 600, null)]
    public void A_clock_is_off_where_the_time_of_the_answer_is_not_between_asking_and_having_it(int awsAhead, int takes, string? says)
    {
        var meter = new CallMeter(time);
        var sentAt = meter.Sent("production", "ecs:DescribeServices");
        time.Advance(TimeSpan.FromSeconds(takes));

        meter.Answered(sentAt, sentAt.AddSeconds(awsAhead));

        Assert.Equal(says, meter.ClockProblem?.Split(':')[0]);
        meter.Answered(time.GetUtcNow(), time.GetUtcNow());
        Assert.Null(meter.ClockProblem);
    }

    [Fact]
    public void What_is_older_than_ten_minutes_is_forgotten()
    {
        var meter = new CallMeter(time);
        meter.Sent("production", "ecs:DescribeServices");

        time.Advance(TimeSpan.FromMinutes(11));

        Assert.Empty(meter.Read().Rows);
    }

    [Fact]
    public void A_metric_asked_every_minute_costs_44_cents_a_month()
    {
        var meter = new CallMeter(time);
        for (var minute = 0; minute < 10; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            meter.Sent("production", "cloudwatch:GetMetricData", metrics: 1);
        }

        var calls = meter.Read();

        Assert.Equal(0.438m, decimal.Round(calls.DollarsPerMonth(calls.Total.Metrics), 3));
    }

    [Fact]
    public void Operations_that_share_a_quota_share_its_use()
    {
        var meter = new CallMeter(time);
        for (var i = 0; i < 60; i++)
        {
            meter.Sent("production", "ecs:DescribeServices");
            meter.Sent("production", "ecs:ListServices");
            meter.Sent("staging", "ecs:ListServices");
        }
        time.Advance(TimeSpan.FromMinutes(1));

        var calls = meter.Read();

        var row = calls.Rows.First(row => row is { Target: "production", Operation: "ecs:ListServices" });
        Assert.Equal(10, calls.QuotaPercent(row, Targets), 3);
    }
}
