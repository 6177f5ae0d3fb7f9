using Dashboard.Tests.Bench.Faults;
using Dashboard.Tests.Bench.Kills;

namespace Dashboard.Tests.Rollback;

/// <summary>Every fault of the simulator at every AWS call of a rollback: <c>bench rollback faults</c> prints the same matrix.</summary>
public sealed class FaultTests(FaultTests.Matrix matrix) : IClassFixture<FaultTests.Matrix>
{
    public static TheoryData<string> Moves => [.. KillStory.All.Select(story => story.Move)];

    public static MatrixTheoryData<string, string> Cells { get; } = new(FaultRow.All.Where(row => row.Phase != FaultPhase.Following).Select(row => row.ToString()), FaultMatrix.Faults);

    public static TheoryData<string> Followed => [.. FaultRow.All.Where(row => row.Phase == FaultPhase.Following).Select(row => row.ToString())];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_fault_in_a_call_shows_the_right_outcome_and_sends_at_most_once(string row, string fault)
    {
        var result = await matrix.Running.ResultAsync(FaultRow.Find(row), fault);

        Assert.Null(result.Wrong);
        Assert.InRange(result.Effect.Sends, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Followed))]
    public async Task Faults_while_a_rollout_is_followed_neither_close_it_nor_keep_it_from_its_verdict(string row)
    {
        var result = await matrix.Running.ResultAsync(FaultRow.Find(row), "each");

        Assert.Null(result.Wrong);
        Assert.Equal(1, result.Effect.Sends);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Every_call_from_the_click_to_the_verdict_has_a_row(string move)
    {
        var (click, after) = await FaultRun.CallsAsync(KillStory.All.Single(story => story.Move == move));

        Assert.Equal(FaultRow.All.Where(row => row.Story.Move == move && row.Phase == FaultPhase.Click).Select(row => row.Operation).Order(), click);
        Assert.Empty(after.Except(FaultRow.All.Where(row => row.Phase == FaultPhase.Following).Select(row => row.Operation)));
    }

    /// <summary>All cells run at once, as most of them wait; each test waits for its own.</summary>
    public sealed class Matrix : IAsyncDisposable
    {
        public Matrix() => Running.Begin();

        internal FaultMatrix Running { get; } = new();

        public ValueTask DisposeAsync() => Running.DisposeAsync();
    }
}
