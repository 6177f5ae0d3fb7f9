using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Metrics.Changes;
using Dashboard.Rollback.Suspects;
using static Dashboard.Tests.Rollback.Suspects.Judging;

namespace Dashboard.Tests.Rollback.Suspects;

public sealed class CrossCheckTests
{
    private static readonly ServiceSeries Worse = Series(errors: minute => minute < Served.AddMinutes(3) ? 0.003 : 0.094);

    [Fact]
    public void What_happens_every_week_at_this_hour_is_not_blamed_on_a_deployment()
    {
        var again = Judge(Worse, suspicion: About(Week(minute => minute < Served.AddMinutes(3) ? 0.003 : 0.08)))!;
        var quiet = Judge(Worse, suspicion: About(Week(_ => 0.003)))!;

        Assert.Equal(VerdictAnswer.CannotTell, again.Answer);
        Assert.Matches(@"Whether it is the cause cannot be told: in the same hour a week ago it rose as well, from 0\.[234] % to [78]\.[0-9] %\.$", Text(again));
        Assert.Equal(VerdictAnswer.Suspected, quiet.Answer);
        Assert.Contains(quiet.Evidence, one => one.StartsWith("In the same hour a week ago it was 0.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_response_time_of_the_week_before_counts_too()
    {
        var slow = Series(errors: _ => 0.003, seconds: minute => minute < Served.AddMinutes(1) ? 0.2 : 0.45);

        Assert.Equal(VerdictAnswer.CannotTell, Judge(slow, suspicion: About(Week(_ => 0.003, seconds: minute => minute < Served.AddMinutes(1) ? 0.2 : 0.4)))!.Answer);
        Assert.Equal(VerdictAnswer.Suspected, Judge(slow, suspicion: About(Week(_ => 0.003)))!.Answer);
    }

    [Fact]
    public void Where_one_zone_got_worse_and_the_new_tasks_run_in_others_too_it_is_the_zone()
    {
        var alone = Judge(Worse, suspicion: About(zones: Zones(0.27, 0.003, 0.004)), running: In("eu-central-1a", "eu-central-1b", "eu-central-1c"))!;
        var all = Judge(Worse, suspicion: About(zones: Zones(0.1, 0.09, 0.095)), running: In("eu-central-1a", "eu-central-1b", "eu-central-1c"))!;

        Assert.Equal(VerdictAnswer.CannotTell, alone.Answer);
        Assert.Matches(@"^Only eu-central-1a got worse: 2[0-9](\.[0-9])? % there, 0\.[2-5] % elsewhere, where v1\.0\.43 runs too\.$", Assert.Single(alone.Against));
        Assert.Equal(VerdictAnswer.Suspected, all.Answer);
        Assert.Contains(all.Evidence, one => one.StartsWith("Every zone has it: eu-central-1a ", StringComparison.Ordinal));
    }

    [Fact]
    public void While_the_new_tasks_run_in_one_zone_only_errors_there_speak_for_them()
    {
        var verdict = Judge(Worse, suspicion: About(zones: Zones(0.27, 0.003, 0.004)), running: In("eu-central-1a"))!;

        Assert.Equal(VerdictAnswer.Suspected, verdict.Answer);
        Assert.Empty(verdict.Against);
    }

    [Fact]
    public void A_response_time_that_rose_with_the_traffic_is_not_blamed_on_the_deployment()
    {
        var verdict = Judge(Series(errors: _ => 0.003, requests: minute => minute < Served ? 600 : 1800, seconds: minute => minute < Served.AddMinutes(1) ? 0.2 : 0.45))!;

        Assert.Equal(VerdictAnswer.CannotTell, verdict.Answer);
        Assert.Contains("requests a minute at the same time, which slows a service by itself.", Text(verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void Old_tasks_that_fail_as_often_as_the_new_ones_acquit_them()
    {
        var service = Make.Service() with { LoadBalancers = [] };
        ImmutableArray<EcsTask> running = [Make.Task("old1", revision: 42), Make.Task("old2", revision: 42), .. In("eu-central-1a", "eu-central-1b")];

        var both = Judge(Series(errors: _ => null), service: service, stops: [.. Stops(43, 4), .. Stops(42, 4)], running: running)!;
        var onlyNew = Judge(Series(errors: _ => null), service: service, stops: [.. Stops(43, 6)], running: running)!;

        Assert.Equal((VerdictAnswer.CannotTell, VerdictAnswer.Suspected), (both.Answer, onlyNew.Answer));
        Assert.Equal("4 of 6 tasks of the revision before stopped by themselves since, and 4 of 6 of v1.0.43.", Assert.Single(both.Against));
        Assert.Contains("0 of 2 tasks of the revision before stopped by themselves since, and 6 of 8 of v1.0.43.", onlyNew.Evidence);
    }

    [Fact]
    public void A_rise_too_young_for_a_level_is_told_as_an_early_sign_beside_a_deployment_and_not_without_one()
    {
        var young = Series(errors: minute => minute < Make.Noon.AddMinutes(-4) ? 0.003 : 0.4, requests: _ => 10);
        var deployed = Make.Noon.AddMinutes(-9);

        var beside = Judge(young, running: [Make.Task("first", startedAt: deployed)], deployedAt: deployed.AddMinutes(-2))!;

        Assert.True(beside.Worse!.IsEarly);
        Assert.InRange((beside.Worse.BeganAt - Make.Noon).TotalMinutes, -5, -3);
        Assert.Contains(beside.Evidence, one => one.StartsWith("This is an early sign", StringComparison.Ordinal));
        Assert.Null(Judge(young, running: [], deployedAt: Make.Noon.AddHours(-5)));
    }

    private static IEnumerable<StoppedTask> Stops(int revision, int count) =>
        Enumerable.Range(1, count).Select(at => StoppedTask.Of(Make.StoppedTask($"{revision}-{at}", Served.AddMinutes(4 * at)) with { TaskDefinition = Make.Task(revision: revision).TaskDefinition })!);

    private static ImmutableArray<EcsTask> In(params string[] zones) => [.. zones.Select((zone, index) => Make.Task($"new{index}", startedAt: Served) with { AvailabilityZone = zone })];

    private static Suspicion About(ServiceSeries? week = null, ImmutableSortedDictionary<string, ImmutableArray<ObservedErrors>>? zones = null) =>
        new(week, zones ?? ImmutableSortedDictionary<string, ImmutableArray<ObservedErrors>>.Empty);

    private static ServiceSeries Week(Func<DateTimeOffset, double?> errors, Func<DateTimeOffset, double>? seconds = null) =>
        Series(at => errors(at.AddDays(7)), seconds: seconds is null ? null : at => seconds(at.AddDays(7)), end: Make.Noon.AddDays(-7).AddMinutes(40));

    private static ImmutableSortedDictionary<string, ImmutableArray<ObservedErrors>> Zones(params double[] rates)
    {
        var random = new Random(5);
        return rates.Select((rate, index) => (Zone: $"eu-central-1{(char)('a' + index)}", Rate: rate)).ToImmutableSortedDictionary(zone => zone.Zone, zone =>
            Enumerable.Range(0, 17).Select(minute => new ObservedErrors(Served.AddMinutes(3 + minute), Enumerable.Range(0, 200).Count(_ => random.NextDouble() < zone.Rate), 200)).ToImmutableArray());
    }
}
