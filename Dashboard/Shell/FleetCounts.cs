using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Rollback.Preflight;
using Dashboard.Status;

namespace Dashboard.Shell;

/// <summary>The numbers in the head of the fleet's page, counted once a board for all who see the same of it.</summary>
/// <param name="States">How many are in each state; one that nobody is in is left out.</param>
/// <param name="Checked">Of whom it is known whether they could go back.</param>
/// <param name="Blocked">Those of them that could not.</param>
internal sealed record FleetCounts(int All, ImmutableDictionary<ServiceState, int> States, ImmutableArray<ServiceReadiness> Checked, ImmutableArray<ServiceReadiness> Blocked)
{
    private static readonly ReadinessSnapshot NothingFoundOut = new(ImmutableDictionary<ServiceKey, ServiceReadiness>.Empty);
    private static readonly OncePer<FleetBoard, ReadinessSnapshot, FleetCounts> Known = new(Count);

    public int Unchecked => All - Checked.Length;

    /// <param name="readiness">Null while nothing was found out yet.</param>
    public static FleetCounts Of(FleetBoard board, ReadinessSnapshot? readiness) => Known.Of(board, readiness ?? NothingFoundOut);

    private static FleetCounts Count(FleetBoard board, ReadinessSnapshot readiness)
    {
        ImmutableArray<ServiceReadiness> known = [.. board.Rows.Select(row => readiness.Of(row.Key)).OfType<ServiceReadiness>()];
        return new(board.Rows.Length, board.Rows.CountBy(row => row.State).ToImmutableDictionary(), known, [.. known.Where(one => !one.CanGoBack)]);
    }
}
