using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Alarms.Standard;
using Dashboard.Fleet;

namespace Dashboard.Tests.Alarms.Standard;

public sealed class AlarmCoverageTests
{
    private static readonly ServiceThresholds Usual = new AlarmsOptions().Of(Make.Key());

    [Fact]
    public void Without_alarms_both_are_missing_and_failing_tasks_are_judged_here()
    {
        var coverage = Of(Make.Service(), []);

        Assert.Equal([CoverageState.Missing, CoverageState.Missing, CoverageState.Judged], coverage.Entries.Select(entry => entry.State));
        Assert.Equal(["shop-checkout-cpu-high", "shop-checkout-error-rate"], coverage.Missing.Select(alarm => alarm.Name));
        Assert.EndsWith("not failing now.", coverage.Entries[2].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_counts_by_what_it_measures_whatever_its_name()
    {
        var entry = Of(Make.Service(), [As(StandardAlarms.Cpu(Make.Service(), Usual)) with { Name = "something-else" }]).Entries[0];

        Assert.Equal((CoverageState.Covered, null, "something-else"), (entry.State, entry.Note, entry.Alarms.Single().Name));
    }

    [Fact]
    public void An_alarm_of_the_right_name_that_measures_something_else_does_not_count_and_is_not_overwritten()
    {
        var entry = Of(Make.Service(), [As(StandardAlarms.Cpu(Make.Service("cart"), Usual)) with { Name = "shop-checkout-cpu-high" }]).Entries[0];

        Assert.Equal((CoverageState.Missing, null), (entry.State, entry.ToPut));
        Assert.Contains("it would be overwritten", entry.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_rate_is_that_of_all_target_groups_together()
    {
        var blue = Make.LoadBalancer();
        var rate = StandardAlarms.ErrorRate(Make.Service() with { LoadBalancers = [blue, blue with { TargetGroup = "targetgroup/green/1" }] }, Usual)!;

        Assert.Equal(
            "IF(FILL(requests, 0) + FILL(requests2, 0) + FILL(refused, 0) >= 20, 100 * (FILL(failed, 0) + FILL(failed2, 0) + FILL(refused, 0)) / (FILL(requests, 0) + FILL(requests2, 0) + FILL(refused, 0)), 0)",
            rate.Queries[0].Expression);
        Assert.Equal(["rate", "requests", "failed", "requests2", "failed2", "refused"], rate.Queries.Select(query => query.Id));
        Assert.Equal("targetgroup/green/1", rate.Queries[4].Metric!.Dimensions["TargetGroup"]);
    }

    [Fact]
    public void However_many_target_groups_there_are_CloudWatch_takes_the_alarm()
    {
        ImmutableArray<ServiceLoadBalancer> many = [.. Enumerable.Range(1, 5).Select(at => Make.LoadBalancer() with { TargetGroup = $"targetgroup/checkout/{at}", LoadBalancer = $"app/checkout/{at}" })];

        Assert.InRange(StandardAlarms.ErrorRate(Make.Service() with { LoadBalancers = many }, Usual)!.Queries.Length, 9, 10);
    }

    [Fact]
    public void Other_values_and_silence_are_told()
    {
        var alarm = As(StandardAlarms.Cpu(Make.Service(), Usual)) with { Threshold = 90, EvaluationPeriods = 3, DatapointsToAlarm = 2, HasActions = false };

        var entry = Of(Make.Service(), [alarm]).Entries[0];

        Assert.Equal((CoverageState.Differs, "90 instead of 80; 2 of 3 periods of 1 min instead of 5 of 5 of 1 min. It notifies nobody."), (entry.State, entry.Note));
    }

    [Fact]
    public void An_error_rate_without_the_load_balancers_own_errors_is_told_apart()
    {
        var alarm = As(StandardAlarms.ErrorRate(Make.Service(), Usual)!);
        alarm = alarm with { Queries = [.. alarm.Queries.Where(query => query.Id != "refused")] };

        var entry = Of(Make.Service(), [alarm]).Entries[1];

        Assert.Equal(CoverageState.Differs, entry.State);
        Assert.Contains("without the load balancer's own 5xx", entry.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_load_balancers_errors_are_nobodys_and_left_out()
    {
        var shared = Make.Service() with { LoadBalancers = [Make.LoadBalancer(alone: false)] };

        var rate = StandardAlarms.ErrorRate(shared, Usual)!;

        Assert.DoesNotContain(rate.Queries, query => query.Metric?.Name == "HTTPCode_ELB_5XX_Count");
        Assert.Equal("IF(FILL(requests, 0) >= 20, 100 * (FILL(failed, 0)) / (FILL(requests, 0)), 0)", rate.Queries[0].Expression);
    }

    [Fact]
    public void Without_a_load_balancer_an_error_rate_does_not_apply_and_one_that_was_not_read_is_not_known()
    {
        Assert.Equal(CoverageState.NotApplicable, Of(Make.Service() with { LoadBalancers = [] }, []).Entries[1].State);
        Assert.Equal(CoverageState.Unknown, Of(Make.Service() with { LoadBalancers = [Make.LoadBalancer() with { LoadBalancer = null }] }, []).Entries[1].State);
    }

    [Fact]
    public void With_Container_Insights_an_alarm_below_desired_is_asked_for_and_while_that_is_unknown_it_is_judged_here()
    {
        Assert.Equal(CoverageState.Missing, Of(Make.Service(), [], hasInsights: true).Entries[2].State);
        Assert.Contains("was not read", Of(Make.Service(), [], hasInsights: null).Entries[2].Note, StringComparison.Ordinal);
        Assert.Equal(CoverageState.Covered, Of(Make.Service(), [As(StandardAlarms.BelowDesired(Make.Service(), Usual))], hasInsights: true).Entries[2].State);
    }

    [Fact]
    public void What_goes_on_failing_is_said_where_it_is_judged()
    {
        var stops = Make.Stops([.. Enumerable.Range(1, 3).Select(at => Make.StoppedTask($"{at}", Make.Noon.AddMinutes(-at)))]).Of(Make.Key());

        Assert.EndsWith("continuously failing, out of memory (exit code 137).", AlarmCoverage.Of(Make.Service(), Usual, [], false, stops, Make.Noon).Entries[2].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void While_the_alarms_were_not_read_nothing_is_called_missing() => Assert.Empty(AlarmCoverage.Of(Make.Service(), Usual, null, true, [], Make.Noon).Missing);

    [Fact]
    public void A_service_has_the_thresholds_of_the_first_pattern_that_fits()
    {
        var options = new AlarmsOptions { Services = { new() { Service = "production/shop/check*", CpuPercent = 60 }, new() { Service = "*/*/*", CpuPercent = 70, CpuMinutes = 3 } } };

        Assert.Equal((60, 5), (options.Of(Make.Key()).CpuPercent, options.Of(Make.Key()).CpuMinutes));
        Assert.Equal((70, 3), (options.Of(Make.Key("cart")).CpuPercent, options.Of(Make.Key("cart")).CpuMinutes));
    }

    [Fact]
    public void Thresholds_that_make_no_sense_are_refused_at_once_each_with_an_example()
    {
        var options = new AlarmsOptions { CpuPercent = 100, ErrorMinutes = 0, MinimumRequests = 0, Actions = { "on-call" }, Services = { new() { Service = "shop", ErrorPercent = -1, BelowDesiredMinutes = 61 } } };

        var failures = new AlarmsOptionsValidation().Validate(null, options).Failures!.ToList();

        Assert.Equal(["Alarms:CpuPercent", "Alarms:MinimumRequests", "Alarms:ErrorMinutes", "Alarms:Actions:0", "Alarms:Services:0:Service", "Alarms:Services:0:ErrorPercent", "Alarms:Services:0:BelowDesiredMinutes"], failures.Select(failure => failure.Split(' ')[0]));
        Assert.All(failures, failure => Assert.Contains("as in", failure, StringComparison.Ordinal));
        Assert.True(new AlarmsOptionsValidation().Validate(null, new AlarmsOptions()).Succeeded);
    }

    [Fact]
    public void The_code_to_copy_says_the_same_as_the_request()
    {
        StandardAlarm[] alarms = [StandardAlarms.Cpu(Make.Service(), Usual with { Actions = ["arn:aws:sns:eu-west-1:111122223333:on-call"] }), StandardAlarms.ErrorRate(Make.Service(), Usual)!];

        using var template = System.Text.Json.JsonDocument.Parse(AlarmJson.CloudFormation(alarms));
        var properties = template.RootElement.GetProperty("Resources").GetProperty("ShopCheckoutCpuHigh").GetProperty("Properties");
        Assert.Equal(AlarmJson.Line(alarms[0]), System.Text.Json.Nodes.JsonNode.Parse(properties.GetRawText())!.ToJsonString());
        var terraform = AlarmTerraform.Of(alarms);
        Assert.Contains("""
            resource "aws_cloudwatch_metric_alarm" "shop-checkout-cpu-high" {
              alarm_name          = "shop-checkout-cpu-high"
            """.ReplaceLineEndings("\n"), terraform, StringComparison.Ordinal);
        Assert.Contains("alarm_actions       = [\"arn:aws:sns:eu-west-1:111122223333:on-call\"]", terraform, StringComparison.Ordinal);
        Assert.Equal(4, terraform.Split("metric_query {").Length - 1);
        Assert.Equal(terraform.Count(letter => letter == '{'), terraform.Count(letter => letter == '}'));
    }

    private static ServiceCoverage Of(EcsService service, CloudWatchAlarm[] alarms, bool? hasInsights = false) => AlarmCoverage.Of(service, Usual, alarms, hasInsights, [], Make.Noon);

    /// <summary>As CloudWatch would list it.</summary>
    private static CloudWatchAlarm As(StandardAlarm alarm) =>
        new(alarm.Service.Target, alarm.Name, "arn", "Metric", "OK", null, null, alarm.Service, null)
        {
            Threshold = alarm.Threshold, Comparison = alarm.Comparison, PeriodSeconds = 60, EvaluationPeriods = alarm.Periods, DatapointsToAlarm = alarm.Periods, Queries = alarm.Queries, HasActions = true,
        };
}
