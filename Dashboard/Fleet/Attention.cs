using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Dashboard.Fleet;

/// <summary>Which services are read in every sweep, however large the fleet: those that somebody looks at, and those that something is wrong with. The others take turns.</summary>
public sealed class Attention
{
    private readonly ConcurrentDictionary<ServiceKey, int> looks = new();
    private volatile FrozenSet<ServiceKey> troubled = [];

    public bool IsOn(ServiceKey key) => looks.ContainsKey(key) || troubled.Contains(key);

    /// <summary>Somebody looks at it until the result is disposed of.</summary>
    public IDisposable Look(ServiceKey key)
    {
        looks.AddOrUpdate(key, 1, (_, count) => count + 1);
        return new Looking(this, key);
    }

    /// <summary>What is failing, degraded or alarming now, in place of what was before.</summary>
    public void Trouble(IEnumerable<ServiceKey> services) => troubled = services.ToFrozenSet();

    private void Leave(ServiceKey key)
    {
        // Another may come or go in between; only the count that was seen is taken away.
        while (looks.TryGetValue(key, out var count))
            if (count == 1 ? looks.TryRemove(new(key, 1)) : looks.TryUpdate(key, count - 1, count))
                return;
    }

    private sealed class Looking(Attention attention, ServiceKey key) : IDisposable
    {
        private Attention? live = attention;

        public void Dispose() => Interlocked.Exchange(ref live, null)?.Leave(key);
    }
}
