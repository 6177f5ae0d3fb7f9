using System.Collections.Immutable;
using Dashboard.Audit;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>A revision that a service was rolled back from, and what tells it from the one that was gone back to.</summary>
/// <param name="Rollback">The rollback's intent, by which it is remembered.</param>
/// <param name="Images">What it ran by digest and the good one did not; empty where no digest tells them apart, so that the configuration has to.</param>
/// <param name="ImagesAreEqual">Both ran the same digests. False, too, where digests are not known: then the image's name counts as configuration.</param>
/// <param name="At">When the rollback was asked for, UTC.</param>
public sealed record BadRevision(Guid Rollback, ServiceKey Key, TaskDefinitionRef Bad, string Version, TaskDefinitionRef Good, string GoodVersion, ImmutableArray<RevisionImage> Images, bool ImagesAreEqual, Actor By, string Reason, DateTimeOffset At)
{
    /// <summary>Only a rollback that went back tells of a bad revision: where the errors stayed, the version may not be their cause.</summary>
    /// <param name="wentBack">Verified and inconclusive ones, the last to close first.</param>
    public static IEnumerable<BadRevision> In(IReadOnlyList<RollbackIntent> wentBack)
    {
        var provenSince = new HashSet<(ServiceKey, TaskDefinitionRef)>();
        foreach (var intent in wentBack)
        {
            if (!provenSince.Contains((intent.Key, intent.From)))
                yield return Of(intent);
            if (intent.State == IntentState.Verified)
                provenSince.UnionWith([(intent.Key, intent.To), (intent.Key, intent.Wanted)]);
        }
    }

    public static BadRevision Of(RollbackIntent intent)
    {
        var (left, good) = (intent.Facts.FromImages, intent.Facts.Images);
        var areKnown = !left.IsEmpty && !good.IsEmpty && left.Concat(good).All(image => image.Digest is not null);
        ImmutableArray<RevisionImage> told = [.. left.Where(image => image.Digest is not null && IsOther(image, good))];
        return new BadRevision(intent.Id, intent.Key, intent.From, intent.FromVersion, intent.To, intent.ToVersion, told, areKnown && told.IsEmpty, intent.Actor, intent.Reason, intent.At);
    }

    // Of a container that the good one has without a known digest, nothing is told.
    private static bool IsOther(RevisionImage image, ImmutableArray<RevisionImage> good) =>
        !good.IsEmpty && (good.FirstOrDefault(one => one.Container == image.Container) is not { } twin || twin.Digest is not null && twin.Digest != image.Digest);
}

/// <summary>A deployment that brought back what was rolled back from.</summary>
/// <param name="Bad">What is remembered; the newest where several rollbacks tell of it.</param>
/// <param name="Rollbacks">All rollbacks that tell of it.</param>
/// <param name="DeploymentId">The PRIMARY deployment, <c>ecs-svc/…</c>.</param>
/// <param name="How">One sentence: by what it was known again.</param>
/// <param name="RegisteredBy">Who registered the task definition that runs now, an ARN; null where ECS does not say.</param>
public sealed record BadRevisionWarning(BadRevision Bad, ImmutableArray<Guid> Rollbacks, string DeploymentId, TaskDefinitionRef TaskDefinition, string Version, string How, string? RegisteredBy, DateTimeOffset DeployedAt)
{
    /// <summary>Who had it deployed, in words; null where that is not known.</summary>
    public string? DeployedBy { get; init; }

    /// <summary>The same task definition revision, rather than another one that brings it back.</summary>
    public bool IsItself => TaskDefinition == Bad.Bad;

    /// <summary>As the audit has it.</summary>
    public string Deployer => DeployedBy is { } person ? $"deployed by {person}" : $"registered by {DeploymentWords.Person(RegisteredBy) ?? "an unknown principal"}";
}

/// <param name="Remembered">The last rolled back from first.</param>
/// <param name="Warnings">Of services that run one of them now, without those that are being rolled back from it already.</param>
public sealed record BadRevisionsSnapshot(ImmutableArray<BadRevision> Remembered, ImmutableDictionary<ServiceKey, BadRevisionWarning> Warnings)
{
    public static readonly BadRevisionsSnapshot Empty = new([], ImmutableDictionary<ServiceKey, BadRevisionWarning>.Empty);

    public IEnumerable<BadRevision> Of(ServiceKey key) => Remembered.Where(bad => bad.Key == key);

    public BadRevisionWarning? WarningOf(ServiceKey key) => Warnings.GetValueOrDefault(key);
}
