namespace Dashboard.Rollback.Preflight;

/// <summary>Whether a task could read a secret, by what DescribeSecret says of it.</summary>
internal static class SecretPin
{
    private const string Current = "AWSCURRENT";

    /// <param name="deletedAt">When it was scheduled for deletion, UTC; null when it is not.</param>
    /// <param name="stagesByVersion">Versions that have a staging label. One without any is deprecated: it is not listed, and Secrets Manager may delete it at any time.</param>
    /// <remarks>https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html</remarks>
    public static LookUp Judge(SecretReference reference, DateTimeOffset? deletedAt, IReadOnlyDictionary<string, IReadOnlyList<string>> stagesByVersion)
    {
        if (deletedAt is { } at)
            return new LookUp(reference.What, Found.No, $"is scheduled for deletion since {Wording.Utc(at)}, so no task can read it");
        if (reference.VersionId is { } version)
            return stagesByVersion.TryGetValue(version, out var stages)
                ? reference.Stage is { } both && !stages.Contains(both) ? new LookUp(reference.What, Found.No, $"has {both} no longer on version {Short(version)}, which the definition pins") : new LookUp(reference.What, Found.Yes)
                : new LookUp(reference.What, Found.Doubtful, $"has no staging label on version {Short(version)}, which the definition pins: Secrets Manager may have deleted it");
        var stage = reference.Stage ?? Current;
        if (!stagesByVersion.Values.Any(labels => labels.Contains(stage)))
            return new LookUp(reference.What, Found.No, $"has no version labelled {stage}");
        return new LookUp(reference.What, Found.Yes) { Note = reference.IsPinned ? null : "not pinned to a version, so tasks get the value of now" };
    }

    private static string Short(string version) => version[..Math.Min(version.Length, 8)];
}
