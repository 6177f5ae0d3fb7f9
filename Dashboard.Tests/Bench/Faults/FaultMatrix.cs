using System.Collections.Concurrent;
using Dashboard.Simulator;

namespace Dashboard.Tests.Bench.Faults;

/// <summary>Every fault of the simulator at every call of a rollback, a few at a time: most of a run is waiting for answers that do not come.</summary>
internal sealed class FaultMatrix : IAsyncDisposable
{
    private readonly SemaphoreSlim slots = new(12);
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentDictionary<(string Row, string Fault), Lazy<Task<FaultResult>>> cells = new();

    /// <summary>Those that strike a call; a rollback holds no stream that the others could strike.</summary>
    public static IReadOnlyList<string> Faults { get; } = [.. InjectedFault.Kinds.Keys.Where(kind => !new InjectedFault("*", kind).IsOfSession)];

    /// <summary>Begins them all, so that whoever asks for one after the other waits for the slowest only.</summary>
    public void Begin()
    {
        foreach (var row in FaultRow.All)
            foreach (var fault in Faults)
                _ = ResultAsync(row, fault);
    }

    /// <summary>While a rollout is followed, all faults of a call strike the same rollback, one round each.</summary>
    public Task<FaultResult> ResultAsync(FaultRow row, string fault) =>
        cells.GetOrAdd((row.ToString(), row.Phase == FaultPhase.Following ? "each" : fault), key => new(() => Task.Run(() => RunAsync(row, key.Fault)))).Value;

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await Task.WhenAll(cells.Values.Select(cell => cell.Value)).ContinueWith(_ => { }, TaskScheduler.Default);
        slots.Dispose();
        ended.Dispose();
    }

    private async Task<FaultResult> RunAsync(FaultRow row, string fault)
    {
        await slots.WaitAsync(ended.Token);
        try
        {
            return row.Phase == FaultPhase.Following ? await FaultRun.FollowAsync(row) : await FaultRun.OnceAsync(row, fault);
        }
        finally
        {
            slots.Release();
        }
    }
}
