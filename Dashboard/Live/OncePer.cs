using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Dashboard.Live;

/// <summary>What is worked out of a snapshot once for all viewers, and goes when the snapshot goes.</summary>
public sealed class OncePer<TSource, TKey, TResult>(Func<TSource, TKey, TResult> work)
    where TSource : class
    where TKey : notnull
{
    private readonly ConditionalWeakTable<TSource, ConcurrentDictionary<TKey, TResult>> known = [];

    public TResult Of(TSource source, TKey key) => known.GetOrCreateValue(source).GetOrAdd(key, static (key, asked) => asked.work(asked.source, key), (work, source));
}
