using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback;

/// <summary>Whether a revision is the one that was rolled back from, under whatever number.</summary>
/// <remarks>
/// Configurations are compared by reading both task definitions again, so that nothing made from environment values is ever stored; after a restart they are read anew.
/// A task definition that was deleted since is known again by its <c>family:revision</c> only. What differs outside of the task definition, as the network, tells nothing.
/// </remarks>
internal static class BadRevisionRules
{
    /// <summary>By what it is known again, in a sentence; null when it is another.</summary>
    /// <param name="images">What it runs by digest, as far as it is known.</param>
    /// <param name="definitionOf">Null of a task definition that was not read.</param>
    public static string? Match(BadRevision bad, TaskDefinitionRef now, ImmutableArray<RevisionImage> images, Func<TaskDefinitionRef, TaskDefinitionDetail?> definitionOf)
    {
        if (bad.Images.FirstOrDefault(image => DigestIn(images, image.Container) == image.Digest) is { } same)
            return now == bad.Bad ? Same(now) : $"{now} runs the image of {bad.Bad} in container {same.Container} ({Short(same.Digest!)}), which {bad.Good} did not have.";
        if (now == bad.Bad)
            return IsRepaired(bad, images) ? null : Same(now);
        return bad.Images.IsEmpty && now != bad.Good ? SameConfiguration(bad, now, definitionOf) : null;
    }

    /// <summary>Whether only the task definitions themselves tell.</summary>
    public static bool NeedsDefinitions(BadRevision bad, TaskDefinitionRef now) => bad.Images.IsEmpty && now != bad.Bad && now != bad.Good;

    /// <summary>What the dialog says of a candidate that is remembered; null when it is not.</summary>
    public static string? Warning(PlanFacts facts, TaskDefinitionRef to, ImmutableArray<RevisionImage> images)
    {
        foreach (var bad in facts.Bad)
            if (Match(bad, to, images, one => facts.DefinitionOf(one)) is { } how)
                return $"{bad.By.Name} rolled back from {(to == bad.Bad ? "it" : bad.Bad)} {Wording.Ago(bad.At, facts.Now)}: {bad.Reason.TrimEnd('.')}.{(to == bad.Bad ? "" : $" {how}")}";
        return null;
    }

    private static string Same(TaskDefinitionRef now) => $"It is {now} itself.";

    // Its tag may have been moved to a repaired image since.
    private static bool IsRepaired(BadRevision bad, ImmutableArray<RevisionImage> images) =>
        !bad.Images.IsEmpty && bad.Images.All(image => DigestIn(images, image.Container) is { } digest && digest != image.Digest);

    private static string? SameConfiguration(BadRevision bad, TaskDefinitionRef now, Func<TaskDefinitionRef, TaskDefinitionDetail?> definitionOf)
    {
        if (definitionOf(bad.Bad) is not { } left || definitionOf(bad.Good) is not { } good || definitionOf(now) is not { } running)
            return null;
        var told = RevisionDiff.Between(good, left).Where(change => !(bad.ImagesAreEqual && IsImage(change))).Select(Name).ToArray();
        if (told.Length == 0 || RevisionDiff.Between(left, running).Select(Name).Intersect(told, StringComparer.Ordinal).Any())
            return null;
        return $"{now} has what told {bad.Bad} from {bad.Good}: {string.Join(", ", told)}.";
    }

    private static bool IsImage(RevisionChange change) => change.What.StartsWith("image", StringComparison.Ordinal);

    private static string Name(RevisionChange change) => change.Container is { } container ? $"{change.What} of {container}" : change.What;

    private static string? DigestIn(ImmutableArray<RevisionImage> images, string container) =>
        images.FirstOrDefault(image => image.Container == container)?.Digest;

    private static string Short(string digest) => digest[..Math.Min(digest.Length, 19)];
}
