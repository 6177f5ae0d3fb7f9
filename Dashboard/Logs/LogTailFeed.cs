using System.Collections.Immutable;

namespace Dashboard.Logs;

/// <summary>How the lines of one scope come at the moment.</summary>
/// <param name="IsLive">By a Live Tail session; otherwise by polls.</param>
/// <param name="Why">Why there is no session, one sentence; null when there is one, or when none is wanted.</param>
/// <param name="RetryAt">When a session is tried again, UTC; null when that is not known or not planned.</param>
/// <param name="ReadAt">When it was last read with success, UTC; null until then.</param>
/// <param name="Fault">Why polls bring nothing.</param>
/// <param name="SampledUpdates">Seconds since the tail began in which AWS left lines out.</param>
public sealed record LogTailState(bool IsLive, string? Why, DateTimeOffset? RetryAt, DateTimeOffset? ReadAt, Fault? Fault, int SampledUpdates);

/// <summary>What is new in one scope, for everybody who follows it: by a Live Tail session where AWS gives one, by polls while it does not, without loss or duplicate between the two.</summary>
internal sealed class LogTailFeed(LogScope scope, LogQuery? query, LogTailPoll poll, SeenEvents seen, LiveTailSessions sessions, TimeSpan renewal, TimeProvider time)
{
    // CloudWatch sends an update every second, an empty one too.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    // FilterLogEvents finds an event some seconds after CloudWatch took it in: asked at once, it would miss the end of the gap.
    private static readonly TimeSpan FillAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RecentFor = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();
    private readonly Queue<(DateTimeOffset At, LogLine Line)> recent = new();
    private ImmutableList<Action<ImmutableArray<LogLine>>> viewers = [];
    private DateTimeOffset retryAt;
    private int failures;

    public LogScope Scope => scope;
    public LogTailState State { get; private set; } = new(false, null, null, null, null, 0);

    /// <summary>From now on: new lines, oldest first, or none when only the state changed. Also gives the lines of the last seconds, which a search may not find yet.</summary>
    public ImmutableArray<LogLine> Join(Action<ImmutableArray<LogLine>> viewer)
    {
        lock (gate)
        {
            viewers = viewers.Add(viewer);
            return [.. recent.Select(kept => kept.Line)];
        }
    }

    public void Leave(Action<ImmutableArray<LogLine>> viewer)
    {
        lock (gate)
            viewers = viewers.Remove(viewer);
    }

    /// <summary>A session for as long as it lasts and those that follow it, then one poll. The caller comes again.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (await OpenAsync(cancel) is { } held)
            using (held)
                if (!await ListenAsync(held.Session, cancel))
                    break;
        await PollAsync(fillsGap: false, cancel);
    }

    private async Task<HeldSession?> OpenAsync(CancellationToken cancel)
    {
        if (time.GetUtcNow() < retryAt)
            return null;
        var opening = await sessions.OpenAsync(scope, query, cancel);
        if (opening.Session is null)
            Without(opening.Why, opening.RetryAt);
        return opening.Session;
    }

    // True when another session is to follow at once.
    private async Task<bool> ListenAsync(LiveTailSession session, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        var endsAt = time.GetUtcNow() + renewal;
        var pass = seen.Begin();
        Show([], state => state with { IsLive = true, Why = null, RetryAt = null, Fault = null, ReadAt = time.GetUtcNow() });
        var filling = FillAsync(over.Token);
        try
        {
            var end = await session.ListenAsync(Receive, over.Token);
            return end.IsOver || Broken(end.Why, endsAt - renewal);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return !silence.IsCancellationRequested || Broken($"nothing came for {Silence.TotalSeconds:0} s", endsAt - renewal);
        }
        finally
        {
            await over.CancelAsync();
            await filling;
        }

        void Receive(LiveTailUpdate update)
        {
            var now = time.GetUtcNow();
            silence.CancelAfter(Silence);
            if (filling.IsCompleted)
                poll.MarkRead(now);
            pass.Forget(poll.Forgettable);
            Show([.. update.Events.Select(pass.New).OfType<LogLine>()], state => state with { ReadAt = now, SampledUpdates = state.SampledUpdates + (update.IsSampled ? 1 : 0) });
            if (now >= endsAt)
                over.Cancel();
        }
    }

    // Until it is done, a broken session's gap begins where this one's does.
    private async Task FillAsync(CancellationToken cancel)
    {
        try
        {
            do
                await Task.Delay(FillAfter, time, cancel);
            while (!await PollAsync(fillsGap: true, cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The session ended first; whoever comes next fills the gap.
        }
    }

    private async Task<bool> PollAsync(bool fillsGap, CancellationToken cancel)
    {
        var (lines, fault) = await poll.ReadAsync(fillsGap, cancel);
        Show(lines, state => state with { Fault = fault, ReadAt = fault is null ? time.GetUtcNow() : state.ReadAt });
        return fault is null;
    }

    // Always false: no other session follows at once.
    private bool Broken(string why, DateTimeOffset openedAt)
    {
        var now = time.GetUtcNow();
        failures = now - openedAt > LongestBackOff ? 1 : failures + 1;
        var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), LongestBackOff.TotalSeconds));
        Without($"The Live Tail session ended early: {why}.", now + wait);
        return false;
    }

    private void Without(string? why, DateTimeOffset again)
    {
        retryAt = again;
        Show([], state => state with { IsLive = false, Why = why, RetryAt = why is not null && again > time.GetUtcNow() ? again : null });
    }

    private void Show(ImmutableArray<LogLine> lines, Func<LogTailState, LogTailState> change)
    {
        ImmutableList<Action<ImmutableArray<LogLine>>> told;
        lock (gate)
        {
            var state = change(State);

            // Of reading at another instant nobody is told; who shows the age looks at it.
            var isNews = lines.Length > 0 || state with { ReadAt = State.ReadAt, Fault = null } != State with { Fault = null } || state.Fault?.Message != State.Fault?.Message;
            State = state;
            Keep(lines);
            told = isNews ? viewers : [];
        }

        foreach (var viewer in told)
            viewer(lines);
    }

    private void Keep(ImmutableArray<LogLine> lines)
    {
        var now = time.GetUtcNow();
        foreach (var line in lines)
            recent.Enqueue((now, line));
        while (recent.TryPeek(out var oldest) && (now - oldest.At > RecentFor || recent.Count > LogTail.MostRecent))
            recent.Dequeue();
    }
}
