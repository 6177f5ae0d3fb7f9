using System.Collections.Immutable;

namespace Dashboard.Live;

/// <summary>Keeps what says the same the same object, so that whoever looks at it sees at a glance that nothing is new.</summary>
public static class Kept
{
    /// <returns><paramref name="before"/> where its members equal these.</returns>
    public static ImmutableArray<T> KeptFrom<T>(this ImmutableArray<T> now, ImmutableArray<T>? before) => before is { IsDefault: false } old && old.SequenceEqual(now) ? old : now;
}
