using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Logs;

/// <summary>Somebody's hold on a shared poll; letting go of the last one ends it.</summary>
public sealed class PollHold<TPoll>(TPoll poll, Action release) : IDisposable
{
    private Action? release = release;

    public TPoll Poll => poll;

    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}

/// <summary>One poll a key for everybody who asks for it, and only while somebody does.</summary>
/// <param name="round">What it throws is a bug: it is logged, and the next round comes.</param>
public sealed class SharedPolls<TKey, TPoll>(Func<TKey, TPoll> create, Func<TPoll, CancellationToken, Task> round, TimeSpan interval, TimeProvider time, ILogger log)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Running> polls = [];

    /// <summary>How long a poll goes on without anybody, in case somebody comes back.</summary>
    public Func<TPoll, TimeSpan> Grace { get; init; } = _ => TimeSpan.Zero;

    /// <summary>Polls that run now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return polls.Count;
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Without a timer a token source holds nothing that would have to be let go.")]
    public PollHold<TPoll> Hold(TKey key)
    {
        Running? started = null;
        Running poll;
        lock (gate)
        {
            if (!polls.TryGetValue(key, out poll!))
                poll = started = polls[key] = new Running(create(key));
            poll.Holders++;
            poll.Leaving?.Dispose();
        }

        if (started is not null)
            _ = Task.Run(() => LoopAsync(started));
        return new PollHold<TPoll>(poll.Poll, () => Release(key, poll));
    }

    private void Release(TKey key, Running poll)
    {
        lock (gate)
        {
            if (--poll.Holders > 0)
                return;
            if (Grace(poll.Poll) is { Ticks: > 0 } grace)
            {
                poll.Leaving?.Dispose();
                poll.Leaving = time.CreateTimer(_ => End(key, poll), null, grace, Timeout.InfiniteTimeSpan);
                return;
            }

            polls.Remove(key);
        }

        poll.Ended.Cancel();
    }

    private void End(TKey key, Running poll)
    {
        lock (gate)
        {
            if (poll.Holders > 0 || !polls.TryGetValue(key, out var known) || known != poll)
                return;
            polls.Remove(key);
        }

        poll.Ended.Cancel();
    }

    private async Task LoopAsync(Running poll)
    {
        var ended = poll.Ended.Token;
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await round(poll.Poll, ended);
                await Task.Delay(interval, time, ended);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                log.LogError(bug, "A poll of logs failed unexpectedly; it runs again in {Interval}", interval);
                await Task.Delay(interval, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private sealed class Running(TPoll poll)
    {
        public TPoll Poll => poll;
        public int Holders { get; set; }
        public CancellationTokenSource Ended { get; } = new();

        /// <summary>Ends it when nobody came back.</summary>
        public ITimer? Leaving { get; set; }
    }
}
