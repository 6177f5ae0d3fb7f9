using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Tests.Bench.Kills;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

/// <summary>The dashboard as a process of its own, killed at each point of the protocol. The simulated AWS lives on in this one.</summary>
public sealed class KillTests
{
    private const int Times = 1;

    public static TheoryData<string> Moves => [.. KillStory.All.Select(story => story.Move)];

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Killed_anywhere_a_rollback_is_sent_at_most_once_never_without_its_intent_and_is_settled_by_the_next_process(string move)
    {
        var story = KillStory.All.Single(story => story.Move == move);
        using var starting = new SemaphoreSlim(2);

        var results = await Task.WhenAll(story.Points.SelectMany(point => Enumerable.Range(0, Times).Select(_ => RunAsync(story, point, starting))));

        Assert.All(results, result =>
        {
            Assert.Null(result.Kill.Problem);
            Assert.True(result.Kill.IsTrue, $"{result.Point}: {result.Kill}");
            Assert.InRange(result.Kill.Sends, 0, 1);
            Assert.Equal(0, result.Kill.WithoutIntent);
        });
    }

    private static async Task<(string Point, KillResult Kill)> RunAsync(KillStory story, KillPoint point, SemaphoreSlim starting)
    {
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await using var run = new KillRun(story, point);
            var problem = await run.KillAsync();
            if (problem is null)
                await NextProcessAsync(run);
            return (point.Name, await run.ResultAsync(TimeSpan.Zero, problem));
        }
        finally
        {
            starting.Release();
        }
    }

    // In this process and on a clock that is told to go on, because the minute after which a call counts as not applied is long for a test.
    private static async Task NextProcessAsync(KillRun run)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var rooms = RollbackRooms.Build(run.Aws, run.Database, time, settings: RollbackProcess.Watching(run.Service));
        foreach (var wait in new[] { 0, 3, 15, 60 })
        {
            time.Advance(TimeSpan.FromSeconds(wait));
            foreach (var name in new[] { "fleet", "deployments", "rollbacks" })
                await rooms.Services.GetServices<PollJob>().Single(job => job.Name == name).RunAsync(TestContext.Current.CancellationToken);
        }
    }
}
