namespace Dashboard.Audit;

/// <summary>Section <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    public static readonly TimeSpan ShortestRetention = TimeSpan.FromDays(30);

    /// <summary>How long an entry is kept at least. Older ones are removed once a day, which leaves a checkpoint in the trail.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(400);
}
