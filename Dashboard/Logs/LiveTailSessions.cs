using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

/// <param name="Session">Null when there is none; then the rest says why not.</param>
/// <param name="Why">One sentence; null when Live Tail is switched off.</param>
/// <param name="RetryAt">When to ask again, UTC.</param>
internal sealed record LiveTailOpening(HeldSession? Session, string? Why, DateTimeOffset RetryAt);

/// <summary>A session and its place among those of the account; dispose gives both back.</summary>
internal sealed class HeldSession(LiveTailSession session, Action release) : IDisposable
{
    public LiveTailSession Session => session;

    public void Dispose()
    {
        session.Dispose();
        release();
    }
}

/// <summary>The Live Tail sessions of the process: no more an account than AWS allows, and no question again so soon after a refusal.</summary>
internal sealed class LiveTailSessions(LiveTailSource source, IOptions<LogsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan RefusalHolds = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FailureHolds = TimeSpan.FromMinutes(1);
    private readonly int most = options.Value.LiveTailSessions;
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> open = [];
    private readonly ConcurrentDictionary<string, (string Why, DateTimeOffset Until)> refusals = new();

    /// <summary>Sessions open now, in all accounts.</summary>
    public int Open
    {
        get
        {
            lock (gate)
                return open.Values.Sum();
        }
    }

    public async Task<LiveTailOpening> OpenAsync(LogScope scope, LogQuery? query, CancellationToken cancel)
    {
        if (most == 0)
            return new LiveTailOpening(null, null, DateTimeOffset.MaxValue);
        var account = source.AccountOf(scope.Group.Target);
        var question = $"{scope.Question}\n{query?.Pattern}";
        if ((Refusal(account) ?? Refusal(scope.Group.ToString()) ?? Refusal(question)) is { } refused)
            return refused;
        if (!TryTake(account))
            return new LiveTailOpening(null, $"The dashboard has {most} Live Tail sessions open in this account, as many as Logs:LiveTailSessions allows.", time.GetUtcNow());
        LiveTailSession? session = null;
        try
        {
            var answer = await source.OpenAsync(scope, query, cancel).ConfigureAwait(false);
            if (answer.Value is null)
                return Remember(answer.Fault!, account, scope.Group.ToString(), question);
            session = answer.Value;
            return new LiveTailOpening(new HeldSession(session, () => Release(account)), null, default);
        }
        finally
        {
            if (session is null)
                Release(account);
        }
    }

    // What IAM refuses holds for the group, what the pattern makes impossible for the question, a full account for all of it.
    private LiveTailOpening Remember(Fault fault, string account, string group, string question)
    {
        var (about, holds) = fault.Kind switch
        {
            FaultKind.Denied or FaultKind.Unsupported => (group, RefusalHolds),
            FaultKind.Invalid or FaultKind.NotFound => (question, RefusalHolds),
            FaultKind.Throttled => (account, FailureHolds),
            _ => (question, FailureHolds),
        };
        var now = time.GetUtcNow();
        foreach (var old in refusals.Where(known => known.Value.Until <= now))
            refusals.TryRemove(old);
        refusals[about] = (fault.Message, now + holds);
        return Refusal(about)!;
    }

    private LiveTailOpening? Refusal(string about)
    {
        if (!refusals.TryGetValue(about, out var refusal))
            return null;
        if (refusal.Until > time.GetUtcNow())
            return new LiveTailOpening(null, refusal.Why, refusal.Until);
        refusals.TryRemove(new(about, refusal));
        return null;
    }

    private bool TryTake(string account)
    {
        lock (gate)
        {
            var taken = open.GetValueOrDefault(account);
            if (taken >= most)
                return false;
            open[account] = taken + 1;
            return true;
        }
    }

    private void Release(string account)
    {
        lock (gate)
            open[account]--;
    }
}
