using System.Collections.Concurrent;

namespace Dashboard.Metrics;

/// <summary>Answers that all viewers share: of those who ask the same at once only one asks, and what was answered holds for a while.</summary>
internal sealed class SharedAnswers<TKey, T>(TimeProvider time)
    where TKey : notnull
    where T : class
{
    private static readonly TimeSpan FailedFor = TimeSpan.FromSeconds(20);
    private const int MostKept = 512;
    private readonly ConcurrentDictionary<TKey, Asked> asked = new();

    /// <param name="holds">How long a complete answer is given again; one with a fault is for 20 seconds at most.</param>
    /// <param name="ask">The question is nobody's alone, so no viewer's leaving may cancel it.</param>
    public Task<Reading<T>> GetAsync(TKey key, TimeSpan holds, Func<Task<Reading<T>>> ask)
    {
        // What is asked is the viewers' choice, so what is kept for them is bounded.
        if (asked.Count > MostKept)
            asked.Clear();
        var now = time.GetUtcNow();

        // Lazy, so that of two viewers who come at once only one asks.
        var fresh = new Asked(now, new Lazy<Task<Reading<T>>>(ask));
        return asked.AddOrUpdate(key, fresh, (_, known) => known.IsFresh(now, holds) ? known : fresh).Answer.Value;
    }

    private sealed record Asked(DateTimeOffset At, Lazy<Task<Reading<T>>> Answer)
    {
        public bool IsFresh(DateTimeOffset now, TimeSpan holds)
        {
            if (!Answer.IsValueCreated || !Answer.Value.IsCompleted)
                return true;
            var good = Answer.Value is { IsCompletedSuccessfully: true, Result.Fault: null };
            return now - At < (good || holds < FailedFor ? holds : FailedFor);
        }
    }
}
