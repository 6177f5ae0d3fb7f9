using Dashboard.Aws;
using Dashboard.Logs;
using Dashboard.Simulator;
using LogLine = Dashboard.Logs.LogLine;
using LogText = Dashboard.Logs.LogText;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs;

/// <summary>The logs room over the simulated AWS, with Live Tail, both on one clock that only the test moves.</summary>
internal sealed class TailHouse : IAsyncDisposable
{
    public const string Group = "/ecs/shop/storefront";
    private readonly ServiceProvider room;

    private TailHouse(SimulatedAws aws, FakeTimeProvider time, (string, string)[] settings)
    {
        (Aws, Time) = (aws, time);
        room = new ServiceCollection().AddLogsRoom(aws.Uri, time, [("Logs:LiveTailSessions", "15"), .. settings]).BuildServiceProvider();
        Tails = room.GetRequiredService<LogTails>();
    }

    public SimulatedAws Aws { get; }
    public FakeTimeProvider Time { get; }
    public LogTails Tails { get; }
    public SimulatedLogs Logs => Aws.World.In(SimulatedWorld.Production).Logs;

    /// <summary>Requests of StartLiveTail so far, each retry too.</summary>
    public long Asked => room.GetRequiredService<CallMeter>().Read().Rows.Where(row => row.Operation == "logs:StartLiveTail").Sum(row => row.Tally.Calls);

    public static async Task<TailHouse> OpenAsync(params (string, string)[] settings)
    {
        var time = new FakeTimeProvider(Make.Noon);
        return new TailHouse(await SimulatedAws.StartAsync(time), time, settings);
    }

    public LogTail Follow(string? pattern = null) => Tails.Follow(LogsRoom.Groups(Group), pattern is null ? null : LogQuery.FromPattern(pattern), () => { });

    public void Break(string fault) => Aws.Faults.Add(new InjectedFault("logs:StartLiveTail", fault, Count: fault.StartsWith("session-", StringComparison.Ordinal) ? 1 : null));

    /// <summary>Lets the clock run by seconds, each only when the one before had time to be answered.</summary>
    public async Task RunAsync(LogTail tail, int seconds)
    {
        for (; seconds > 0; seconds--)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            for (var patience = 0; patience < 20 && tail.ReadAt != Time.GetUtcNow(); patience++)
                await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets the clock run until it is so.</summary>
    public async Task UntilAsync(LogTail tail, Func<bool> isSo)
    {
        for (var seconds = 0; !isSo(); seconds++)
        {
            Assert.True(seconds < 900, "It was never so.");
            await RunAsync(tail, 1);
        }
    }

    public Task LiveAsync(params LogTail[] tails) => UntilAsync(tails[0], () => tails.All(tail => tail.States.All(state => state.IsLive)));

    /// <summary>What the group holds in the time, as the simulated AWS has it.</summary>
    public IEnumerable<string> Written(DateTimeOffset from, DateTimeOffset to) =>
        Logs.Events(Group, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds()).Select(line => $"{line.Timestamp} {line.LogStreamName} {LogText.Head(line.Message, 200)}").Order(StringComparer.Ordinal);

    public static IEnumerable<string> Shown(IEnumerable<LogLine> lines, DateTimeOffset from, DateTimeOffset to) =>
        lines.Where(line => line.At >= from && line.At < to).Select(line => $"{line.At.ToUnixTimeMilliseconds()} {line.Stream} {LogText.Head(line.Text, 200)}").Order(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await room.DisposeAsync();
        await Aws.DisposeAsync();
    }
}
