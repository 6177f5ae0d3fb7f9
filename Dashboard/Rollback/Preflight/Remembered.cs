using System.Collections.Concurrent;

namespace Dashboard.Rollback.Preflight;

/// <summary>What AWS answered, kept for minutes per target and name: the sweep of the fleet and the person who plans share it. What went wrong is asked again after half a minute.</summary>
internal sealed class Remembered<T>(TimeProvider time, TimeSpan keep)
    where T : class
{
    private const int Most = 20_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(string Target, string Name), (T Answer, DateTimeOffset Until)> known = new();

    public T? Find(string target, string name) =>
        known.TryGetValue((target, name), out var kept) && kept.Until > time.GetUtcNow() ? kept.Answer : null;

    public T Keep(string target, string name, T answer, bool isGood)
    {
        if (known.Count >= Most)
            known.Clear();
        known[(target, name)] = (answer, time.GetUtcNow() + (isGood ? keep : RetryAfter));
        return answer;
    }
}
