using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Alarms.BlackBox;

/// <summary>The tasks that stopped within a day, by service, newest first; older ones are in the store.</summary>
/// <param name="Version">Grows with what is recorded, so that who shows the store knows when to read it again.</param>
public sealed record BlackBoxSnapshot(ImmutableDictionary<ServiceKey, ImmutableArray<StoppedTask>> Recent, long Version)
{
    public static readonly TimeSpan Reach = TimeSpan.FromHours(24);

    /// <summary>Tasks that stopped since then are in it, except those that stopped while the dashboard did not run for over an hour; UTC.</summary>
    public required DateTimeOffset KnownSince { get; init; }

    public ImmutableArray<StoppedTask> Of(ServiceKey key) => Recent.GetValueOrDefault(key, []);
}

/// <summary>All tasks of a service that are kept of one fingerprint.</summary>
/// <param name="Revisions">Which revisions stopped so, the last seen first.</param>
/// <param name="Latest">The one that stopped last; its reason is the example.</param>
public sealed record StopGroup(StopFingerprint Fingerprint, bool IsFailure, int Tasks, DateTimeOffset FirstAt, DateTimeOffset LastAt, ImmutableArray<StoppedRevision> Revisions, StoppedTask Latest);

/// <param name="Name">As in checkout:43; null where ECS named none.</param>
/// <param name="Version">The tag of its image; null where it has none.</param>
public sealed record StoppedRevision(string? Name, string? Version, int Tasks);
