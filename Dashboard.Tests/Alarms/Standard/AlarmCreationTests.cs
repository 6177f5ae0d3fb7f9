using Dashboard.Alarms;
using Dashboard.Alarms.Standard;
using Dashboard.Live;
using Dashboard.Simulator;

namespace Dashboard.Tests.Alarms.Standard;

public sealed class AlarmCreationTests
{
    [Fact]
    public async Task What_was_missing_is_put_as_it_was_shown_audited_before_and_after_and_covers_from_then_on()
    {
        await using var house = await AlarmsHouse.StartAsync();
        var shown = house.Orders(AlarmsHouse.Wishlist);
        Assert.Equal([StandardKind.Cpu, StandardKind.ErrorRate], shown.Select(order => order.Kind));

        var outcomes = await house.CreateAsync(shown);

        Assert.All(outcomes, outcome => Assert.Equal((AlarmResult.Created, "CloudWatch has taken it."), (outcome.Result, outcome.Message)));
        Assert.Equal(["intended", "created", "intended", "created"], await house.AuditAsync());
        Assert.Equal([CoverageState.Covered, CoverageState.Covered, CoverageState.Judged], house.Of(AlarmsHouse.Wishlist).Entries.Select(entry => entry.State));
        var rate = house.Alarm("shop-wishlist-error-rate")!;
        Assert.Equal((5, 5, 5, "notBreaching"), (rate.Threshold, rate.EvaluationPeriods, rate.DatapointsToAlarm, rate.TreatMissingData));
        Assert.Equal(["RequestCount", "HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"], rate.Metrics!.Select(query => query.MetricStat?.Metric.MetricName).OfType<string>());
    }

    [Fact]
    public async Task Where_Container_Insights_counts_tasks_an_alarm_on_them_is_put()
    {
        await using var house = await AlarmsHouse.StartAsync();

        await house.CreateAsync(house.Orders(AlarmsHouse.Flags));

        Assert.Equal([CoverageState.Covered, CoverageState.Covered, CoverageState.Covered], house.Of(AlarmsHouse.Flags).Entries.Select(entry => entry.State));
        house.House.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("OK", house.Alarm("platform-feature-flags-below-desired")!.StateValue);
    }

    [Fact]
    public async Task An_alarm_that_was_put_goes_off_when_its_metric_says_so()
    {
        await using var house = await AlarmsHouse.StartAsync(new() { ["Alarms:Services:0:Service"] = "production/shop/wish*", ["Alarms:Services:0:CpuPercent"] = "1" });
        await house.CreateAsync(house.Orders(AlarmsHouse.Wishlist));
        Assert.Equal("INSUFFICIENT_DATA", house.Alarm("shop-wishlist-cpu-high")!.StateValue);

        house.House.Time.Advance(TimeSpan.FromMinutes(7));
        await house.LookAsync();

        Assert.Contains(house.House.Get<Feed<AlarmsSnapshot>>().Current.Value!.Of(AlarmsHouse.Wishlist), alarm => alarm is { Name: "shop-wishlist-cpu-high", State: "ALARM" });
    }

    [Theory]
    [InlineData("operator", "nobody watches it", "Creating alarms needs the role OnCall. Ask the on-call engineer.")]
    [InlineData("manager", "nobody watches it", "Creating alarms needs the role OnCall. Ask the on-call engineer.")]
    [InlineData("on-call", "x", "Give a reason of at least 3 characters; it goes into the audit trail.")]
    public async Task Who_may_not_or_gives_no_reason_is_refused_and_that_is_recorded(string person, string reason, string why)
    {
        await using var house = await AlarmsHouse.StartAsync();

        var outcomes = await house.CreateAsync(house.Orders(AlarmsHouse.Wishlist), reason, person);

        Assert.All(outcomes, outcome => Assert.Equal((AlarmResult.Refused, why), (outcome.Result, outcome.Message)));
        Assert.Equal(["refused", "refused"], await house.AuditAsync());
        Assert.Equal(0, house.Puts("shop-wishlist-cpu-high"));
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_put()
    {
        await using var house = await AlarmsHouse.StartAsync();
        var orders = house.Orders(AlarmsHouse.Wishlist);
        house.House.Sql("CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'attempt to write a readonly database'); END");

        var outcome = (await house.CreateAsync(orders))[0];

        Assert.Equal(AlarmResult.Refused, outcome.Result);
        Assert.Contains("nothing is sent without a record", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(0, house.Puts("shop-wishlist-cpu-high"));
    }

    [Fact]
    public async Task Another_alarm_of_that_name_is_never_overwritten()
    {
        await using var house = await AlarmsHouse.StartAsync();
        var orders = house.Orders(AlarmsHouse.Wishlist);
        var other = new MetricAlarm("shop-wishlist-cpu-high") { Namespace = "AWS/ECS", MetricName = "MemoryUtilization", Statistic = "Average", Period = 60, Threshold = 3, ComparisonOperator = "GreaterThanThreshold" };
        house.Aws.World.In(SimulatedWorld.Production).CloudWatch.PutMetricAlarm(other);

        var outcome = (await house.CreateAsync([orders[0]]))[0];
        await house.LookAsync();

        Assert.Contains("exists and is another; putting this one would overwrite it", outcome.Message, StringComparison.Ordinal);
        Assert.Equal("MemoryUtilization", house.Alarm("shop-wishlist-cpu-high")!.MetricName);
        Assert.Equal((CoverageState.Missing, null), (house.Of(AlarmsHouse.Wishlist).Entries[0].State, house.Of(AlarmsHouse.Wishlist).Entries[0].ToPut));
    }

    [Fact]
    public async Task What_was_shown_and_is_no_longer_what_would_be_put_is_refused()
    {
        await using var house = await AlarmsHouse.StartAsync();
        var order = house.Orders(AlarmsHouse.Wishlist)[0];

        var outcome = (await house.CreateAsync([order with { Shown = order.Shown.Replace("80", "99", StringComparison.Ordinal) }]))[0];

        Assert.Equal("What would be put now is not what was shown; look at it again.", outcome.Message);
        Assert.Equal(0, house.Puts("shop-wishlist-cpu-high"));
    }

    [Fact]
    public async Task Two_who_order_the_same_put_it_once()
    {
        await using var house = await AlarmsHouse.StartAsync();
        var orders = house.Orders(AlarmsHouse.Wishlist)[..1];

        await Task.WhenAll(house.CreateAsync(orders), house.CreateAsync(orders));

        Assert.Equal(1, house.Puts("shop-wishlist-cpu-high"));
    }

    [Theory]
    [InlineData(InjectedFault.ResetAfter, AlarmResult.Created, 1)]
    [InlineData(InjectedFault.Malformed, AlarmResult.Created, 1)]
    [InlineData(InjectedFault.ResetBefore, AlarmResult.Unknown, 0)]
    [InlineData(InjectedFault.Error500, AlarmResult.Unknown, 0)]
    [InlineData(InjectedFault.Denied, AlarmResult.Refused, 0)]
    [InlineData(InjectedFault.Throttle, AlarmResult.Refused, 0)]
    public async Task Whatever_breaks_it_is_sent_once_and_settled_by_looking(string fault, AlarmResult expected, int puts)
    {
        await using var house = await AlarmsHouse.StartAsync();
        house.Aws.Faults.Add(new InjectedFault("cloudwatch:PutMetricAlarm", fault));

        var outcome = (await house.CreateAsync(house.Orders(AlarmsHouse.Wishlist)[..1]))[0];

        Assert.Equal((expected, puts), (outcome.Result, house.Puts("shop-wishlist-cpu-high")));
        Assert.Equal(["intended", expected.ToString().ToLowerInvariant()], await house.AuditAsync());
    }
}
