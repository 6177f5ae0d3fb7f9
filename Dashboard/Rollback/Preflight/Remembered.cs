using System.Collections.Concurrent;

namespace Dashboard.Rollback.Preflight;

/// <summary>What AWS answered, kept for minutes per target and name: the sweep of the fleet and the person who plans share it. What went wrong is asked again after half a minute.</summary>
internal sealed class Remembered<T>(TimeProvider time, TimeSpan keep)
    where T : class
{
    private const int Most = 20_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(string Target, string Name), (T Answer, DateTimeOffset At, bool IsGood)> known = new();

    /// <param name="atMost">How old it may be; null for the usual age. Nothing makes what went wrong last longer.</param>
    public T? Find(string target, string name, TimeSpan? atMost = null) =>
        known.TryGetValue((target, name), out var kept) && time.GetUtcNow() - kept.At < (kept.IsGood ? atMost ?? keep : RetryAfter) ? kept.Answer : null;

    public T Keep(string target, string name, T answer, bool isGood)
    {
        if (known.Count >= Most)
            known.Clear();
        known[(target, name)] = (answer, time.GetUtcNow(), isGood);
        return answer;
    }
}
