using Dashboard.Fleet;
using Dashboard.Metrics;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class PollPlanTests
{
    private readonly PollPlan plan = new();
    private readonly MetricStore store = new();

    private DueService Only(EcsService service, DateTimeOffset now) => Assert.Single(plan.Due([service], store, now));

    private void Answer(DueService due, DateTimeOffset newest, DateTimeOffset now, bool failed = false)
    {
        var ring = store.Of(due.Service.Key);
        var before = ring.NewestAt;
        if (!failed)
            ring.Merge(Points(ServiceMetric.CpuPercent, (newest, 1)), due.Span.From, now);
        plan.Done(due, before, ring.NewestAt, failed, now);
    }

    [Fact]
    public void The_first_round_reaches_three_hours_back_in_whole_minutes()
    {
        var due = Only(Service(), Noon.AddSeconds(17));

        Assert.True(due.IsFirst);
        Assert.Equal(Noon.AddMinutes(1), due.Span.To);
        Assert.Equal(Noon.AddMinutes(1) - TimeSpan.FromHours(3), due.Span.From);
    }

    [Fact]
    public void Later_rounds_ask_for_new_minutes_and_the_last_five_again()
    {
        Answer(Only(Service(), Noon), newest: Noon.AddMinutes(-2), now: Noon);

        var due = Only(Service(), Noon.AddMinutes(1));

        Assert.Equal(Noon.AddMinutes(-6), due.Span.From);
        Assert.Equal(Noon.AddMinutes(2), due.Span.To);
    }

    [Fact]
    public void After_a_new_minute_nothing_is_asked_until_the_next_one_can_be_there()
    {
        Answer(Only(Service(), Noon), newest: Noon.AddMinutes(-1), now: Noon);

        Assert.Empty(plan.Due([Service()], store, Noon.AddSeconds(40)));
        Assert.Single(plan.Due([Service()], store, Noon.AddSeconds(55)));
    }

    [Fact]
    public void While_the_next_minute_is_late_it_is_asked_for_every_twenty_seconds()
    {
        Answer(Only(Service(), Noon), newest: Noon.AddMinutes(-1), now: Noon);
        Answer(Only(Service(), Noon.AddSeconds(60)), newest: Noon.AddMinutes(-1), now: Noon.AddSeconds(60));

        Assert.Empty(plan.Due([Service()], store, Noon.AddSeconds(75)));
        Assert.Single(plan.Due([Service()], store, Noon.AddSeconds(80)));
    }

    [Fact]
    public void A_service_whose_load_balancer_became_known_is_read_from_the_start_at_once()
    {
        Answer(Only(Service(behindLoadBalancer: false), Noon), newest: Noon.AddMinutes(-1), now: Noon);

        Assert.True(Only(Service(), Noon.AddSeconds(5)).IsFirst);
    }

    [Fact]
    public void A_first_round_that_failed_is_repeated_whole_but_not_at_once()
    {
        Answer(Only(Service(), Noon), newest: Noon, now: Noon, failed: true);

        Assert.Empty(plan.Due([Service()], store, Noon.AddSeconds(5)));
        Assert.True(Only(Service(), Noon.AddSeconds(20)).IsFirst);
    }

    [Fact]
    public void Those_due_soon_are_taken_along_so_that_calls_stay_full()
    {
        EcsService[] services = [Service("a"), Service("b")];
        foreach (var due in plan.Due(services, store, Noon))
            Answer(due, newest: Noon.AddMinutes(-1), now: due.Service.Key.Service == "a" ? Noon : Noon.AddSeconds(10));

        Assert.Equal(2, plan.Due(services, store, Noon.AddSeconds(55)).Count);
    }

    [Fact]
    public void Targets_that_answer_at_the_same_moment_are_all_noted()
    {
        EcsService[] services = [.. Enumerable.Range(0, 20_000).Select(number => Service($"service-{number}", behindLoadBalancer: false))];
        var due = plan.Due(services, store, Noon);

        Parallel.ForEach(due, one => plan.Done(one, null, Noon.AddMinutes(-1), failed: false, Noon));

        Assert.Empty(plan.Due(services, store, Noon.AddSeconds(5)));
    }
}
