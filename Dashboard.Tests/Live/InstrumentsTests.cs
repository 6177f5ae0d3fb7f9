using Dashboard.Live;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Live;

public sealed class InstrumentsTests
{
    private readonly FakeTimeProvider time = new(Make.Noon);

    [Fact]
    public async Task Each_round_of_a_poll_is_measured()
    {
        using var instruments = new Instruments([], time);
        await instruments.StartAsync(CancellationToken.None);
        var ran = new TaskCompletionSource();
        var name = Guid.NewGuid().ToString();
        using var poller = new Poller([new PollJob(name, TimeSpan.FromHours(1), async _ =>
        {
            time.Advance(TimeSpan.FromSeconds(7));
            await Task.Yield();
            ran.SetResult();
        })], time, NullLogger<Poller>.Instance);

        await poller.StartAsync(CancellationToken.None);
        await ran.Task;
        await poller.StopAsync(CancellationToken.None);

        Assert.Equal(new PollRound(TimeSpan.FromSeconds(7), time.GetUtcNow()), instruments.Rounds[name]);
    }

    [Fact]
    public void Percentiles_are_of_the_last_thousand()
    {
        var durations = new LastDurations();
        Assert.Null(durations.Percentile(0.5));
        durations.Add(TimeSpan.FromHours(1));
        for (var milliseconds = 1; milliseconds <= 1000; milliseconds++)
            durations.Add(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal((1001, 501, 951, 1000), (durations.Count, Milliseconds(0.5), Milliseconds(0.95), Milliseconds(1)));
        int Milliseconds(double share) => (int)Math.Round(durations.Percentile(share)!.Value.TotalMilliseconds);
    }
}
