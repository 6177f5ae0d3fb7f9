using System.Collections.Concurrent;
using Dashboard.Alarms;
using Dashboard.Simulator;

namespace Dashboard.Tests.Faults;

/// <summary>Every fault of AWS against what is read of it, as <c>docs/faults.md</c> lists them: the polls over HTTP, their board, and the fleet page on it.</summary>
public sealed class ReadingFaultTests(ReadingFaultTests.Matrix matrix) : IClassFixture<ReadingFaultTests.Matrix>
{
    // A round of every poll twice over; the slowest of those that the page rests on is that of the alarms.
    private static readonly TimeSpan TwoIntervals = 2 * AlarmSource.Interval;

    // By then the older task definitions have trickled in.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Cells => [.. FaultCell.All.Select(cell => cell.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task While_a_fault_lasts_the_page_says_what_is_true_and_afterwards_it_recovers_by_itself(string cell)
    {
        var (fault, before, under, after, normal, attempts) = await matrix.RunAsync(FaultCell.All.Single(one => one.Name == cell));
        TestContext.Current.TestOutputHelper?.WriteLine($"{cell}: {attempts[FaultHouse.Hit]} calls against {normal[FaultHouse.Hit]}, ratio {(double)attempts[FaultHouse.Hit] / normal[FaultHouse.Hit]:0.00}; others {attempts[FaultHouse.Other]} against {normal[FaultHouse.Other]}");
        TestContext.Current.TestOutputHelper?.WriteLine(under.Text);

        AssertFresh(before, before.Rows);
        AssertSaid(fault, under);
        AssertFresh(under with { Faults = [] }, under.Of(FaultHouse.Other));
        Assert.InRange((double)attempts[FaultHouse.Hit] / normal[FaultHouse.Hit], 0, 1.5);
        Assert.InRange((double)attempts[FaultHouse.Other] / normal[FaultHouse.Other], fault.Attempt is null ? 0.9 : 0, 1.1);
        AssertFresh(after, after.Rows);
        Assert.Equal(before.Rows.Select(row => row.Key.ToString()).Order(), after.Rows.Select(row => row.Key.ToString()).Order());
    }

    private static void AssertSaid(FaultCell cell, SeenFleet page)
    {
        var rows = page.Of(FaultHouse.Hit).ToList();
        Assert.Equal(7, rows.Count);
        if (cell.Reach == Reach.SomeRows)
        {
            Assert.InRange(rows.Count(row => row.IsStale), 1, 6);
            Assert.All(rows.Where(row => row.IsStale), row => Assert.Contains(cell.Says, row.Text, StringComparison.Ordinal));
            AssertFresh(page, rows.Where(row => !row.IsStale));
        }
        else
        {
            Assert.Contains(cell.Says, page.Text, StringComparison.Ordinal);
            Assert.Single(page.Faults);
            Assert.All(rows, row => Assert.Equal(cell.Reach == Reach.Rows, row.IsStale));
        }

        // Never green, whatever else is known.
        Assert.All(rows.Where(row => row.IsStale || cell.Reach == Reach.Source && Rests(row, cell)), row => Assert.False(row.IsGreen, row.Text));
    }

    private static bool Rests(SeenRow row, FaultCell cell) => cell.Operation != "elasticloadbalancing:DescribeTargetHealth" || !row.Service.LoadBalancers.IsEmpty;

    private static void AssertFresh(SeenFleet page, IEnumerable<SeenRow> rows)
    {
        Assert.Empty(page.Faults);
        Assert.All(rows, row => Assert.False(row.IsStale, row.Text));
        Assert.All(rows, row => Assert.NotEqual("Unknown", row.State));
    }

    /// <summary>What was seen of a cell, and the attempts by target in as much time without the fault and with it.</summary>
    public sealed class Matrix : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, Lazy<Task<Result>>> cells = new();
        private readonly ConcurrentDictionary<(TimeSpan Span, TimeSpan Step), Lazy<Task<Dictionary<string, long>>>> normal = new();

        // Most of a cell is waiting, for answers that do not come or before a retry.
        public Matrix()
        {
            foreach (var cell in FaultCell.All)
                _ = RunAsync(cell);
        }

        internal Task<Result> RunAsync(FaultCell cell) => cells.GetOrAdd(cell.Name, _ => new(() => Task.Run(() => SeeAsync(cell)))).Value;

        public async ValueTask DisposeAsync() => await Task.WhenAll(cells.Values.Select(cell => cell.Value)).ContinueWith(_ => { }, TaskScheduler.Default);

        private Task<Dictionary<string, long>> NormalAsync(TimeSpan span, TimeSpan step) => normal.GetOrAdd((span, step), _ => new(() => Task.Run(async () =>
        {
            await using var house = await FaultHouse.StartAsync();
            await house.PassAsync(WarmUp, step);
            return await CallsAsync(house, span, step);
        }))).Value;

        private async Task<Result> SeeAsync(FaultCell cell)
        {
            var normal = NormalAsync(cell.Lasts, cell.Step);
            await using var house = await FaultHouse.StartAsync(attempt: cell.Attempt);
            await house.PassAsync(WarmUp, cell.Step);
            var before = house.Look();
            house.Aws.Faults.Add(new InjectedFault(cell.Operation, cell.Fault, Region: SimulatedWorld.Production));
            var attempts = await CallsAsync(house, cell.Lasts, cell.StepUnderFault);
            var under = house.Look();
            house.Aws.Faults.Clear();
            await house.PassAsync(TwoIntervals, cell.Step);
            return new Result(cell, before, under, house.Look(), await normal, attempts);
        }
    }

    internal static async Task<Dictionary<string, long>> CallsAsync(FaultHouse house, TimeSpan span, TimeSpan step, Action? looks = null)
    {
        var before = house.Calls.ToDictionary();
        await house.PassAsync(span, step, looks);
        return house.Calls.ToDictionary(target => target.Key, target => target.Value - before[target.Key]);
    }

    internal sealed record Result(FaultCell Cell, SeenFleet Before, SeenFleet Under, SeenFleet After, Dictionary<string, long> Normal, Dictionary<string, long> Attempts);
}
