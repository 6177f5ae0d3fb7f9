using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>Compares the revision that runs with the one that a candidate stands for.</summary>
public sealed class RevisionComparison(ServiceWatch watch, TaskDefinitionsSource definitions)
{
    /// <summary>From what was read already; nothing is asked.</summary>
    /// <param name="from">The current task definition; null when it is unknown.</param>
    public PlannedDifference Compare(ServiceKey key, TaskDefinitionRef? from, RollbackCandidate to)
    {
        var now = watch.Of(key);
        var revisions = (now?.History?.Deployments ?? []).SelectMany(deployment => deployment.Target is { } target ? [target, .. deployment.Sources] : deployment.Sources).ToArray();

        // A reused tag gives one task definition several revisions: the newest is what runs, the wanted one is told by its images.
        var wanted = revisions.Where(revision => revision.TaskDefinition == to.To).ToArray();
        return new PlannedDifference(
            Definition(now, key, from),
            Definition(now, key, to.To),
            revisions.FirstOrDefault(revision => revision.TaskDefinition == from),
            wanted.FirstOrDefault(revision => !to.Images.IsEmpty && revision.Images.SequenceEqual(to.Images)) ?? wanted.FirstOrDefault(),
            to.Move);
    }

    private TaskDefinitionDetail? Definition(ServiceNow? now, ServiceKey key, TaskDefinitionRef? task) => task is not { } known ? null
        : now?.History?.Definitions.GetValueOrDefault(known)
            ?? now?.History?.KnownDefinitions.FirstOrDefault(one => one.Ref == known)
            ?? (now?.Service.Definition is { } current && current.Ref == known ? current : null)
            ?? definitions.Known(key.Target, known);
}
