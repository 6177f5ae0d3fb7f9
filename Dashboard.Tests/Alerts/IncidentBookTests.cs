using System.Collections.Immutable;
using Dashboard.Alerts;

namespace Dashboard.Tests.Alerts;

public sealed class IncidentBookTests
{
    private static readonly IncidentTiming Timing = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));
    private static readonly IncidentKey Checkout = new("production/shop/checkout", IncidentKind.Health);
    private IncidentBook book = IncidentBook.Of([]);
    private DateTimeOffset now = Make.Noon;

    [Fact]
    public void Alarms_of_one_service_are_one_incident()
    {
        var changes = See(Trouble("alarm cpu", "alarm errors", "alarm latency"));

        var opened = Assert.Single(changes);
        Assert.Equal((ChangeKind.Opened, 3), (opened.Kind, opened.Incident.Causes.Length));
        Assert.Empty(See(Trouble("alarm cpu", "alarm errors", "alarm latency")));
    }

    [Fact]
    public void What_no_alarm_tells_of_must_last_before_it_is_an_incident()
    {
        Assert.Empty(See(Trouble("1 of 2 tasks running") with { IsSure = false }));
        Assert.Empty(Quiet(TimeSpan.FromSeconds(15)));
        Assert.Empty(See(Trouble("1 of 2 tasks running") with { IsSure = false }));

        now += TimeSpan.FromMinutes(1);
        Assert.Equal(ChangeKind.Opened, Assert.Single(See(Trouble("1 of 2 tasks running") with { IsSure = false })).Kind);
    }

    [Fact]
    public void Causes_that_come_one_after_the_other_are_told_together()
    {
        See(Trouble("alarm cpu"));
        now += TimeSpan.FromSeconds(15);
        Assert.Empty(See(Trouble("alarm cpu", "alarm errors")));
        now += TimeSpan.FromSeconds(15);
        Assert.Empty(See(Trouble("alarm cpu", "alarm errors", "alarm latency")));

        now += TimeSpan.FromSeconds(30);
        var change = Assert.Single(See(Trouble("alarm cpu", "alarm errors", "alarm latency")));
        Assert.Equal((ChangeKind.Changed, "is worse: alarm errors; alarm latency"), (change.Kind, change.What));
        Assert.Empty(See(Trouble("alarm cpu", "alarm errors", "alarm latency")));
    }

    [Fact]
    public void A_graver_severity_is_told_at_once_and_a_lesser_one_not_at_all()
    {
        See(Trouble("alarm cpu"));
        now += TimeSpan.FromSeconds(15);

        Assert.Equal((ChangeKind.Changed, "is failing now"), Words(See(Trouble("alarm cpu") with { Severity = AlertSeverity.Critical })));
        Assert.Empty(See(Trouble("alarm cpu")));
        Assert.Equal(AlertSeverity.Critical, book.Incidents[Checkout].Severity);
    }

    [Fact]
    public void An_acknowledged_incident_tells_of_severity_only()
    {
        See(Trouble("alarm cpu"));
        book = book.With(book.Incidents[Checkout] with { AcknowledgedAt = now, AcknowledgedBy = "Olivia" });
        now += TimeSpan.FromMinutes(2);

        Assert.Empty(See(Trouble("alarm cpu", "alarm errors")));
        Assert.Equal(ChangeKind.Changed, Words(See(Trouble("alarm cpu") with { Severity = AlertSeverity.Critical })).Kind);
    }

    [Fact]
    public void A_flapping_alarm_is_told_once_and_resolved_once()
    {
        List<IncidentChange> changes = [];
        for (var minute = 0; minute < 120; minute++)
        {
            now += TimeSpan.FromMinutes(1);
            changes.AddRange(minute < 100 && minute % 4 < 2 ? See(Trouble("alarm cpu")) : Look());
        }

        Assert.Equal([ChangeKind.Opened, ChangeKind.Resolved], changes.Select(change => change.Kind));
    }

    [Fact]
    public void What_comes_back_soon_is_the_same_incident_and_must_then_be_quiet_for_longer()
    {
        See(Trouble("alarm cpu"));
        Assert.Equal(ChangeKind.Resolved, Words(Quiet(TimeSpan.FromMinutes(6))).Kind);
        var id = book.Incidents[Checkout].Id;

        now += TimeSpan.FromMinutes(4);
        var again = Assert.Single(See(Trouble("alarm errors")));
        Assert.Equal((ChangeKind.Reopened, "is degraded again", id), (again.Kind, again.What, again.Incident.Id));
        Assert.Equal("alarm errors", Assert.Single(again.Incident.Causes).Key);
        Assert.Empty(Quiet(TimeSpan.FromMinutes(9)));
        Assert.Equal(ChangeKind.Resolved, Words(Quiet(TimeSpan.FromMinutes(2))).Kind);
    }

    [Fact]
    public void What_comes_back_later_is_another_incident()
    {
        See(Trouble("alarm cpu"));
        Quiet(TimeSpan.FromMinutes(6));
        var id = book.Incidents[Checkout].Id;
        Quiet(TimeSpan.FromMinutes(31));

        var opened = Assert.Single(See(Trouble("alarm cpu")));
        Assert.Equal(ChangeKind.Opened, opened.Kind);
        Assert.NotEqual(id, opened.Incident.Id);
    }

    [Fact]
    public void What_cannot_be_read_is_not_resolved()
    {
        See(Trouble("alarm cpu"));
        for (var minute = 0; minute < 60; minute++)
        {
            now += TimeSpan.FromMinutes(1);
            Assert.Empty(Look(isQuiet: false));
        }

        Assert.True(book.Incidents[Checkout].IsOpen);
    }

    [Fact]
    public void Time_in_which_nobody_could_look_is_no_quiet_time()
    {
        See(Trouble("alarm cpu"));
        now += TimeSpan.FromMinutes(1);
        Assert.Empty(Look());
        now += TimeSpan.FromMinutes(10);
        Assert.Empty(Look(isQuiet: false));
        now += TimeSpan.FromMinutes(1);
        Assert.Empty(Look());

        Assert.Equal(ChangeKind.Resolved, Words(Quiet(TimeSpan.FromMinutes(5))).Kind);
    }

    [Fact]
    public void Data_that_show_an_earlier_beginning_are_believed_and_a_later_one_is_not()
    {
        See(Trouble("alarm errors"));
        See(Trouble("alarm errors", "error rate 12 %") with { Since = now.AddMinutes(-4) });
        See(Trouble("alarm errors") with { Since = now.AddMinutes(1) });

        Assert.Equal(Make.Noon.AddMinutes(-4), book.Incidents[Checkout].Since);
    }

    [Fact]
    public void What_is_no_cause_any_more_is_kept_and_told_apart()
    {
        See(Trouble("1 of 2 tasks running", "alarm cpu"));
        now += TimeSpan.FromMinutes(2);
        See(Trouble("alarm cpu"));

        Assert.Equal([("1 of 2 tasks running", true), ("alarm cpu", false)], book.Incidents[Checkout].Causes.Select(cause => (cause.Text, cause.IsOver)));
        See(Trouble("1 of 2 tasks running"));
        Assert.Equal([false, true], book.Incidents[Checkout].Causes.Select(cause => cause.IsOver));
    }

    [Fact]
    public void After_a_restart_what_is_open_is_not_opened_again()
    {
        See(Trouble("alarm cpu"));
        book = IncidentBook.Of(book.Incidents.Values);
        now += TimeSpan.FromSeconds(30);

        Assert.Empty(See(Trouble("alarm cpu")));
    }

    private static (ChangeKind Kind, string What) Words(ImmutableArray<IncidentChange> changes) => (Assert.Single(changes).Kind, changes[0].What);

    private Trouble Trouble(params string[] causes) => new(Checkout, AlertSeverity.Warning, [.. causes.Select(cause => new IncidentCause(cause, cause))], now, IsSure: true);

    private ImmutableArray<IncidentChange> See(params Trouble[] troubles) => Observe(new Sighting([.. troubles], _ => true));

    private ImmutableArray<IncidentChange> Look(bool isQuiet = true) => Observe(new Sighting([], _ => isQuiet));

    private ImmutableArray<IncidentChange> Quiet(TimeSpan length)
    {
        var changes = ImmutableArray.CreateBuilder<IncidentChange>();
        for (var end = now + length; now < end;)
        {
            now += TimeSpan.FromSeconds(15);
            changes.AddRange(Look());
        }

        return changes.ToImmutable();
    }

    private ImmutableArray<IncidentChange> Observe(Sighting sighting)
    {
        (book, var changes) = book.Observe(sighting, Timing, now);
        return changes;
    }
}
