using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Alarms.Mutes;
using Dashboard.Alerts;
using Dashboard.Aws;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Status;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Alerts;

public sealed class TroubleSpotterTests
{
    private static readonly IncidentKey Checkout = new("production/shop/checkout", IncidentKind.Health);
    private readonly TroubleSpotter spotter = new(new AwsTargets(Options.Create(new AwsOptions { Source = AwsSource.Simulator })), Make.Noon, TimeSpan.FromMinutes(5));
    private DateTimeOffset now = Make.Noon;
    private MutesSnapshot mutes = MutesSnapshot.None;

    [Fact]
    public void A_cause_stays_the_same_while_its_numbers_change()
    {
        var first = Look(Row.Failing("checkout", "error rate 12 % over the last 5 minutes (0.2 % before)", "crash loop, 3 tasks stopped: exit code 137"));
        var later = Look(Row.Failing("checkout", "error rate 8.5 % over the last 5 minutes (0.3 % before)", "crash loop, 5 tasks stopped: exit code 137"));

        Assert.Equal(first.Troubles[0].Causes.Select(cause => cause.Key), later.Troubles[0].Causes.Select(cause => cause.Key));
        Assert.Equal(2, first.Troubles[0].Causes.Length);
        Assert.Equal(CauseOf("2 of 3 tasks running"), CauseOf("1 of 3 tasks running; the last stopped: out of memory (exit code 137)"));

        string CauseOf(string fact) => Assert.Single(Assert.Single(Look(Row.Degraded("checkout", fact)).Troubles).Causes).Key;
    }

    [Fact]
    public void Alarms_are_told_apart_by_their_whole_names()
    {
        var trouble = Assert.Single(Look(Row.InAlarm("checkout", "checkout-5xx", "checkout-4xx")).Troubles);

        Assert.Equal(["alarm checkout-5xx", "alarm checkout-4xx"], trouble.Causes.Select(cause => cause.Key));
        Assert.True(trouble.IsSure);
    }

    [Fact]
    public void A_muted_alarm_is_no_cause_and_alone_no_trouble_until_it_ends()
    {
        mutes = new MutesSnapshot([MuteOf(new MuteSubject(IsAlarm: true, "production/checkout-5xx"))]);

        Assert.Empty(Look(Row.InAlarm("checkout", "checkout-5xx")).Troubles);
        Assert.Equal(["alarm checkout-4xx"], Assert.Single(Look(Row.InAlarm("checkout", "checkout-5xx", "checkout-4xx")).Troubles).Causes.Select(cause => cause.Key));
        Assert.Empty(Look([Make.Alarm(Make.Key()) with { Service = null, Name = "checkout-5xx" }], Row.Healthy()).Troubles);
        now += TimeSpan.FromHours(1);
        Assert.Single(Look(Row.InAlarm("checkout", "checkout-5xx")).Troubles);
    }

    [Fact]
    public void A_muted_service_is_in_trouble_all_the_same()
    {
        mutes = new MutesSnapshot([MuteOf(new MuteSubject(IsAlarm: false, "production/shop/checkout"))]);

        Assert.True(Assert.Single(Look(Row.Failing()).Troubles).IsMuted);
        Assert.False(Assert.Single(Look(Row.Failing("cart")).Troubles).IsMuted);
    }

    private static Mute MuteOf(MuteSubject subject) => new(Guid.NewGuid(), subject, "load test", new Dashboard.Audit.Actor("sam", "Sam Okafor"), Make.Noon, Make.Noon.AddHours(1));

    [Fact]
    public void An_alarm_whose_name_is_part_of_anothers_is_a_cause_of_its_own() =>
        Assert.Equal(["alarm cpu is high", "alarm cpu"], Assert.Single(Look(Row.InAlarm("checkout", "cpu is high", "cpu")).Troubles).Causes.Select(cause => cause.Key));

    [Fact]
    public void Alarms_by_which_tasks_are_added_and_removed_are_no_trouble() =>
        Assert.Empty(Look([Make.Alarm(Make.Key()) with { Service = null, Name = "TargetTracking-service/shop/gone-AlarmLow-1" }], Row.Healthy()).Troubles);

    [Fact]
    public void A_service_that_is_gone_is_quiet_also_while_another_cluster_cannot_be_read()
    {
        var board = new FleetBoard([], [new ClusterReading("production", "shop", [], now, null), new ClusterReading("production", "platform", [], now, Make.Fault())]);

        Assert.True(spotter.Look(new Reading<FleetBoard>(board, now, null), Alarms([]), mutes, now).IsQuiet(Checkout));
        Assert.False(spotter.Look(new Reading<FleetBoard>(board, now, null), Alarms([]), mutes, now).IsQuiet(new IncidentKey("production/platform/auth", IncidentKind.Health)));
    }

    [Fact]
    public void An_alarm_of_no_watched_service_is_its_targets()
    {
        var sighting = Look([Make.Alarm(Make.Key()) with { Service = null, Name = "queue-depth" }], Row.Healthy());

        var trouble = Assert.Single(sighting.Troubles);
        Assert.Equal((new IncidentKey("production", IncidentKind.Alarms), "alarm queue-depth is in ALARM"), (trouble.Key, trouble.Causes[0].Text));
    }

    [Fact]
    public void A_target_that_was_not_read_for_five_minutes_is_an_incident_of_its_own()
    {
        Assert.Empty(Look(Row.Healthy()).Troubles);
        var board = Board(Row.Healthy());
        now += TimeSpan.FromMinutes(5);

        var sighting = spotter.Look(board, Alarms([]), mutes, now);

        var unread = Assert.Single(sighting.Troubles, trouble => trouble.Key.Subject == "production");
        Assert.Equal((IncidentKind.Unread, AlertSeverity.Critical, "ECS in cluster shop was last read 5 min ago"), (unread.Key.Kind, unread.Severity, unread.Causes[0].Text));
    }

    [Fact]
    public void A_target_that_never_answered_is_unread_with_the_reason()
    {
        now += TimeSpan.FromMinutes(6);
        var board = new Reading<FleetBoard>(new FleetBoard([], [new ClusterReading("production", null, [], null, Make.Fault()), new ClusterReading("staging", null, [], now, null)]), now, null);

        var unread = Assert.Single(spotter.Look(board, Alarms([]), mutes, now).Troubles);

        Assert.Equal("ECS was not read yet: The endpoint did not answer within 10 s", Assert.Single(unread.Causes).Text);
    }

    [Fact]
    public void Alarms_that_cannot_be_read_make_a_target_unread_and_nothing_quiet()
    {
        Look(Row.Healthy());
        now += TimeSpan.FromMinutes(5);
        var denied = new Reading<AlarmsSnapshot>(new AlarmsSnapshot([], ImmutableDictionary<string, Fault>.Empty.Add("production", Make.Fault(FaultKind.Denied))), now, null);

        var sighting = spotter.Look(Board(Row.Healthy()), denied, mutes, now);

        Assert.StartsWith("CloudWatch's list of alarms was last read 5 min ago", Assert.Single(sighting.Troubles).Causes[0].Text, StringComparison.Ordinal);
        Assert.False(sighting.IsQuiet(Checkout));
    }

    [Fact]
    public void Only_what_is_known_to_be_well_or_gone_is_quiet()
    {
        Assert.True(Look(Row.Healthy()).IsQuiet(Checkout));
        Assert.False(Look(Row.Unknown()).IsQuiet(Checkout));
        Assert.True(Look(Row.Healthy("cart")).IsQuiet(Checkout));
        var faulted = new Reading<FleetBoard>(new FleetBoard([], [new ClusterReading("production", "shop", [], now, Make.Fault())]), now, null);
        Assert.False(spotter.Look(faulted, Alarms([]), mutes, now).IsQuiet(Checkout));
        Assert.False(spotter.Look(Reading<FleetBoard>.Loading, Alarms([]), mutes, now).IsQuiet(Checkout));
    }

    private Sighting Look(params ServiceStatus[] rows) => Look([], rows);

    private Sighting Look(ImmutableArray<CloudWatchAlarm> alarms, params ServiceStatus[] rows) => spotter.Look(Board(rows), Alarms(alarms), mutes, now);

    private Reading<FleetBoard> Board(params ServiceStatus[] rows) =>
        new(new FleetBoard([.. rows], [new ClusterReading("production", "shop", [.. rows.Select(row => row.Service)], now, null), new ClusterReading("staging", null, [], now, null)]), now, null);

    private Reading<AlarmsSnapshot> Alarms(ImmutableArray<CloudWatchAlarm> alarms) => new(new AlarmsSnapshot(alarms, ImmutableDictionary<string, Fault>.Empty), now, null);
}
