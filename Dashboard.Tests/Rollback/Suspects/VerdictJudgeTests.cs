using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Rollback.Suspects;
using static Dashboard.Tests.Rollback.Suspects.Judging;

namespace Dashboard.Tests.Rollback.Suspects;

public sealed class VerdictJudgeTests
{
    [Fact]
    public void A_deployment_after_whose_first_task_the_errors_rose_is_suspected_with_the_minute_and_how_sure_that_is()
    {
        var verdict = Judge(Series(errors: minute => minute < Served.AddMinutes(3) ? 0.003 : 0.094))!;

        Assert.Equal(VerdictAnswer.Suspected, verdict.Answer);
        Assert.Matches(@"^Error rate went from 0\.[234] % to 9\.[0-9] % at 11:43, 3 minutes after v1\.0\.43 \(checkout:43\) began serving; (over )?99\.[0-9] % likely\.$", Text(verdict));
        Assert.Contains(verdict.Evidence, one => one.StartsWith("Error rate: ", StringComparison.Ordinal) && one.Contains("a rise", StringComparison.Ordinal));
        Assert.Empty(verdict.Against);
    }

    [Fact]
    public void A_deployment_long_before_or_after_the_rise_is_not_blamed()
    {
        var before = Judge(Series(errors: minute => minute < Served.AddMinutes(-15) ? 0.003 : 0.094))!;
        var after = Judge(Series(errors: minute => minute < Served.AddMinutes(14) ? 0.003 : 0.15))!;

        Assert.Equal((VerdictAnswer.Unrelated, VerdictAnswer.Unrelated), (before.Answer, after.Answer));
        Assert.EndsWith("at 11:25. No deployment that fits is known.", Text(before), StringComparison.Ordinal);
        Assert.EndsWith("at 11:54. No deployment fits: the last one, v1.0.43 (checkout:43), began serving 14 min before.", Text(after), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rise_that_was_taken_back_is_none()
    {
        var verdict = Judge(Series(errors: minute => minute >= Served.AddMinutes(-30) && minute < Served.AddMinutes(-15) ? 0.2 : 0.003))!;

        Assert.Null(verdict.Worse);
    }

    [Fact]
    public void Without_a_change_it_is_cleared_also_when_only_the_traffic_jumps()
    {
        var steady = Judge(Series(errors: _ => 0.004))!;
        var busier = Judge(Series(errors: _ => 0.004, requests: minute => minute < Served ? 600 : 1800))!;

        Assert.Equal((VerdictAnswer.Cleared, VerdictAnswer.Cleared), (steady.Answer, busier.Answer));
        Assert.Equal("v1.0.43 (checkout:43) made nothing worse that would show since it began serving at 11:40.", Text(steady));
    }

    [Fact]
    public void A_traffic_jump_at_the_same_time_speaks_against_it()
    {
        var verdict = Judge(Series(errors: minute => minute < Served ? 0.003 : 0.094, requests: minute => minute < Served ? 600 : 1800))!;

        Assert.Matches("^Traffic went from 6[0-9]{2} to 1,[0-9]{3} requests a minute at the same time.$|^Traffic went from 5[0-9]{2} to 1,[0-9]{3} requests a minute at the same time.$", Assert.Single(verdict.Against));
    }

    [Fact]
    public void With_too_little_traffic_it_says_that_it_cannot_tell_and_what_would_show()
    {
        var verdict = Judge(Series(errors: _ => 0, requests: minute => minute < Served ? 2 : 1))!;

        Assert.Equal(VerdictAnswer.CannotTell, verdict.Answer);
        Assert.Matches(@"^Whether v1\.0\.43 \(checkout:43\), serving since 11:40, made anything worse cannot be told: with [0-9]+ requests before and [0-9]+ since, no rise to less than [0-9.]+ % would show\.$", Text(verdict));
    }

    [Fact]
    public void What_other_services_share_is_not_blamed_on_the_deployment_of_one()
    {
        var at = Served.AddMinutes(3);
        var series = Series(errors: minute => minute < at ? 0.003 : 0.094);

        var many = Judge(series, others: [(Make.Key("cart"), at), (Make.Key("search"), at.AddMinutes(-2)), (Make.Key("payments"), at.AddMinutes(1)), (Make.Key(), at)])!;
        var one = Judge(series, others: [(Make.Key("cart"), at), (Make.Key("search"), at.AddMinutes(-12))])!;

        Assert.Equal(VerdictAnswer.CannotTell, many.Answer);
        Assert.EndsWith("Whether it is the cause cannot be told: cart, payments and search got worse at the same time, which no deployment of checkout explains.", Text(many), StringComparison.Ordinal);
        Assert.Equal((VerdictAnswer.Suspected, "cart got worse within 3 min of it too."), (one.Answer, Assert.Single(one.Against)));
    }

    [Fact]
    public void A_response_time_that_rose_with_it_is_suspected_too()
    {
        var verdict = Judge(Series(errors: _ => 0.003, seconds: minute => minute < Served.AddMinutes(1) ? 0.2 : 0.45))!;

        Assert.Equal(VerdictAnswer.Suspected, verdict.Answer);
        Assert.Matches(@"^p95 response time went from (19|20)[0-9] ms to 4[45][0-9] ms at 11:4[12], [12] minutes? after v1\.0\.43 \(checkout:43\) began serving; ", Text(verdict));
    }

    [Fact]
    public void Tasks_that_stop_by_themselves_since_it_serves_are_suspected_where_nobody_counts_requests()
    {
        var service = Make.Service() with { LoadBalancers = [] };
        ImmutableArray<StoppedTask> stops = [.. Enumerable.Range(1, 6).Select(at => StoppedTask.Of(Make.StoppedTask($"{at}", Served.AddMinutes(3 * at)))!)];

        var verdict = Judge(Series(errors: _ => null), service: service, stops: stops)!;

        Assert.Equal((VerdictAnswer.Suspected, JudgedMetric.Restarts), (verdict.Answer, verdict.Worse!.Metric));
        Assert.StartsWith("Tasks that stop by themselves went from 0 to 6 at 11:40, as v1.0.43 (checkout:43) began serving; ", Text(verdict), StringComparison.Ordinal);
        Assert.Equal(VerdictAnswer.Cleared, Judge(Series(errors: _ => null), service: service)!.Answer);
    }

    [Fact]
    public void Tasks_that_fail_since_it_serves_weigh_more_than_a_response_time_that_rose_before()
    {
        ImmutableArray<StoppedTask> stops = [.. Enumerable.Range(1, 6).Select(at => StoppedTask.Of(Make.StoppedTask($"{at}", Served.AddMinutes(3 * at)))!)];
        var series = Series(errors: _ => 0.003, seconds: minute => minute < Served.AddMinutes(-30) ? 0.2 : 0.45);

        Assert.Equal((VerdictAnswer.Suspected, JudgedMetric.Restarts), Judge(series, stops: stops) is { } verdict ? (verdict.Answer, verdict.Worse!.Metric) : default);
        Assert.Equal((VerdictAnswer.Unrelated, JudgedMetric.ResponseTime), Judge(series) is { } without ? (without.Answer, without.Worse!.Metric) : default);
    }

    [Fact]
    public void Where_nothing_was_deployed_of_late_and_nothing_got_worse_there_is_no_verdict()
    {
        Assert.Null(Judge(Series(errors: _ => 0.004), deployedAt: Make.Noon.AddHours(-4)));
        Assert.Equal(VerdictAnswer.Unrelated, Judge(Series(errors: minute => minute < Served ? 0.003 : 0.094), deployedAt: Make.Noon.AddHours(-4))!.Answer);
    }

    [Fact]
    public void Both_revisions_side_by_side_are_said_to_be_counted_together()
    {
        var rolling = Make.Service() with { Deployments = [Make.Primary(rollout: "IN_PROGRESS")] };

        Assert.Contains(Judge(Series(errors: _ => 0.004), service: rolling)!.Evidence, one => one.StartsWith("Tasks of both revisions run now.", StringComparison.Ordinal));
    }
}
