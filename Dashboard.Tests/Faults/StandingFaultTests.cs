using Dashboard.Alarms;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Simulator;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Faults;

/// <summary>Faults that have no end of their own or are not AWS's: half of the calls throttled, a Region that hangs, a clock that is wrong, a database that cannot be written, a process that is killed or stopped.</summary>
public sealed class StandingFaultTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TwoIntervals = 2 * AlarmSource.Interval;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_half_of_all_calls_throttled_values_stay_young_and_no_more_than_half_as_many_calls_are_added()
    {
        await using var house = await FaultHouse.StartAsync();
        await house.PassAsync(TwoIntervals, Step);
        var span = TimeSpan.FromMinutes(2);
        var normal = await ReadingFaultTests.CallsAsync(house, span, Step);
        var (ages, pages, notes) = (new List<TimeSpan>(), 0, new List<string>());
        house.Aws.Faults.Add(new InjectedFault("*", InjectedFault.Throttle, Probability: 0.5));

        var attempts = await ReadingFaultTests.CallsAsync(house, span, Step, () =>
        {
            var page = house.Look();
            ages.AddRange(page.Rows.Select(row => house.Now - row.Service.ObservedAt));
            notes.AddRange(page.Faults);
            pages += page.Faults.IsEmpty ? 0 : 1;
            Assert.All(page.Rows, row => Assert.Equal(row.Service.Fault is not null, row.IsStale));
        });

        var (all, allNormal) = (attempts.Values.Sum(), normal.Values.Sum());
        TestContext.Current.TestOutputHelper?.WriteLine($"{all} calls against {allNormal}, ratio {(double)all / allNormal:0.00}; p95 of the ages {ages.Order().ElementAt(ages.Count * 95 / 100)}; pages with a note {pages} of 24; {notes.First()}");
        Assert.InRange((double)all / allNormal, 0, 1.5);
        Assert.InRange(ages.Order().ElementAt(ages.Count * 95 / 100), TimeSpan.Zero, 4 * FleetPoll.Interval);
        Assert.Contains(notes, note => note.StartsWith("Throttled. AWS throttled", StringComparison.Ordinal));
        await AssertRecoversAsync(house);
    }

    [Fact]
    public async Task A_Region_that_hangs_holds_up_no_poll_of_another()
    {
        // Longer than the test: whatever is published comes while the Region still hangs.
        await using var house = await FaultHouse.StartAsync(attempt: TimeSpan.FromMinutes(2));
        await house.PassAsync(TwoIntervals, Step);
        house.Freeze(TimeSpan.FromMinutes(16));
        var since = house.Now;
        house.Aws.Faults.Add(new InjectedFault("*", InjectedFault.Timeout, Region: SimulatedWorld.Production));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var poller = new Poller([.. FaultHouse.Reading.Select(house.Job)], house.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<Poller>.Instance);
        await poller.StartAsync(stop.Token);
        try
        {
            for (var waited = 0; waited < 300 && !Read().All(one => one.ReadAt >= since); waited++)
            {
                house.Freeze(TimeSpan.FromSeconds(1));
                await Task.Delay(100, Cancel);
            }

            Assert.All(Read(), one => Assert.True(one.ReadAt >= since, $"{one.What} of staging were last read {one.ReadAt:O}, and it hangs since {since:O}"));
            Assert.All(house.Get<Feed<FleetSnapshot>>().Current.Value!.Clusters.Where(cluster => cluster.Target == FaultHouse.Hit), cluster => Assert.True(cluster.ObservedAt < since));
        }
        finally
        {
            house.Aws.Faults.Clear();
            await stop.CancelAsync();
            await poller.StopAsync(CancellationToken.None);
        }

        IEnumerable<(string What, DateTimeOffset? ReadAt)> Read()
        {
            var service = house.Get<Feed<FleetSnapshot>>().Current.Value!.Services.First(service => service.Key.Target == FaultHouse.Other);
            yield return ("services", service.ObservedAt);
            yield return ("tasks", house.Get<Feed<TasksSnapshot>>().Current.Value!.ReadAtOf(service.Key));
            yield return ("metrics", house.Get<global::Dashboard.Metrics.MetricStore>().Find(service.Key)!.ObservedAt);
            yield return ("alarms", house.Get<Feed<AlarmsSnapshot>>().Current.Value!.ReadAt[FaultHouse.Other]);
            yield return ("deployments", house.Get<Feed<DeploymentsSnapshot>>().Current.Value!.Of(service.Key)!.ObservedAt);
        }
    }

    [Theory]
    [InlineData(10, "This host's clock is 10 min behind AWS: ages and times here are off by as much until it is set right.")]
    [InlineData(-10, "This host's clock is 10 min ahead of AWS: ages and times here are off by as much until it is set right.")]
    [InlineData(0.5, null)]
    public async Task A_clock_that_is_off_is_said_once(double awsAheadMinutes, string? says)
    {
        await using var house = await FaultHouse.StartAsync(awsAhead: TimeSpan.FromMinutes(awsAheadMinutes));

        await house.PassAsync(Step, Step);

        var text = house.Look().Text;
        Assert.Equal(says is null ? 1 : 2, text.Split(says ?? "This host's clock").Length);
    }

    [Fact]
    public async Task A_database_that_is_locked_keeps_nothing_from_being_read_and_heals()
    {
        await using var house = await FaultHouse.StartAsync();
        await house.PassAsync(TwoIntervals, Step, null, "black box", "store");
        Assert.Null(house.Get<Database>().WriteFault);

        await using (var other = new SqliteConnection($"Data Source={house.DatabasePath};Pooling=False"))
        {
            await other.OpenAsync(Cancel);
            await using var transaction = other.BeginTransaction(deferred: false);
            await house.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), null, "black box", "store");

            Assert.Contains("cannot be written (it is locked by something else). Nothing is recorded, so actions are refused until it can be.", house.Get<Database>().WriteFault?.Message, StringComparison.Ordinal);
            AssertFresh(house);
        }

        await house.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), null, "black box", "store");
        Assert.Null(house.Get<Database>().WriteFault);
    }

    [Fact]
    public async Task After_a_kill_the_next_process_says_nothing_of_before_and_is_complete_after_one_round()
    {
        await using var house = await FaultHouse.StartAsync();
        await house.PassAsync(Step, Step);
        var before = house.Look();

        await house.RestartAsync();
        await house.PassAsync(Step, Step);

        AssertFresh(house);
        Assert.Equal(before.Rows.Select(row => row.Key.ToString()).Order(), house.Look().Rows.Select(row => row.Key.ToString()).Order());
    }

    [Fact]
    public async Task A_process_that_stood_still_shows_nothing_as_live_until_it_has_read_again()
    {
        await using var house = await FaultHouse.StartAsync();
        await house.PassAsync(TwoIntervals, Step);

        house.Freeze(TimeSpan.FromMinutes(10));

        // As it was drawn before, and as it is judged anew.
        Assert.All(house.Look().Rows, row => Assert.True(row.IsStale));
        Assert.Contains("Read 10 min ago; a newer reading is overdue.", house.Look().Text, StringComparison.Ordinal);
        house.Thaw();
        Assert.All(house.Look().Rows, row => Assert.True(row.IsStale && !row.IsGreen, row.Text));
        Assert.DoesNotContain("clock", house.Look().Text, StringComparison.Ordinal);
        await AssertRecoversAsync(house);
    }

    private static async Task AssertRecoversAsync(FaultHouse house)
    {
        house.Aws.Faults.Clear();
        await house.PassAsync(TwoIntervals, Step);
        AssertFresh(house);
    }

    private static void AssertFresh(FaultHouse house)
    {
        var page = house.Look();
        Assert.Empty(page.Faults);
        Assert.Equal(9, page.Rows.Length);
        Assert.All(page.Rows, row => Assert.True(!row.IsStale && row.State != "Unknown", row.Text));
    }
}
