using System.Collections.Immutable;

namespace Dashboard.Metrics.Panels;

/// <summary>A task that stopped although nobody asked for it, so that ECS put another in its place.</summary>
/// <param name="IsOutOfMemory">As ECS says it; an exit by SIGKILL alone may have other reasons.</param>
public readonly record struct TaskExit(DateTimeOffset At, bool IsOutOfMemory);

/// <param name="KnownSince">What stopped before is not among them, UTC.</param>
public sealed record TaskExits(ImmutableArray<TaskExit> All, DateTimeOffset KnownSince)
{
    public bool Equals(TaskExits? other) => other is not null && KnownSince == other.KnownSince && All.SequenceEqual(other.All);

    public override int GetHashCode() => HashCode.Combine(All.Length, KnownSince);
}

/// <summary>How many tasks stopped by themselves in each period; null where that is not known.</summary>
public sealed record ExitCounts(Series All, Series OutOfMemory)
{
    /// <param name="exits">Null when they were never read, and then nothing is counted.</param>
    /// <param name="observedAt">When the tasks were last read.</param>
    /// <param name="before">The result of before: what did not change keeps its reference, so that nobody draws it again.</param>
    public static ExitCounts Of(TaskExits? exits, SeriesGrid grid, DateTimeOffset? observedAt, ExitCounts? before = null)
    {
        return new ExitCounts(Keep(before?.All, Counts(_ => true)), Keep(before?.OutOfMemory, Counts(exit => exit.IsOutOfMemory)));

        Series Keep(Series? known, ImmutableArray<double?> values) =>
            known is not null && known.StartAt == grid.StartAt && known.Period == grid.Period && known.Values.AsSpan().SequenceEqual(values.AsSpan()) ? known : new Series(grid.StartAt, grid.Period, values);

        ImmutableArray<double?> Counts(Func<TaskExit, bool> counts)
        {
            var values = new double?[grid.Count];
            if (exits is null || observedAt is not { } until)
                return [.. values];
            for (var index = 0; index < values.Length; index++)
                values[index] = grid.StartAt + (index + 1) * grid.Period > exits.KnownSince && grid.StartAt + index * grid.Period <= until ? 0 : null;
            foreach (var exit in exits.All.Where(counts))
                if (exit.At >= grid.StartAt && exit.At < grid.EndAt && (int)((exit.At - grid.StartAt) / grid.Period) is var at && values[at] is { } count)
                    values[at] = count + 1;
            return [.. values];
        }
    }
}
