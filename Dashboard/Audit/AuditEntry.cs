namespace Dashboard.Audit;

/// <summary>One line of the trail; written once, never changed.</summary>
/// <param name="Sequence">Counts up by one; the order of the trail (clocks may jump, this does not).</param>
/// <param name="Action">A verb of the field, as in <c>sign-in</c>, <c>rollback</c>, <c>export</c>.</param>
/// <param name="Subject">What it was done to: <c>target/cluster/service</c>, or null.</param>
/// <param name="Outcome">As in accepted, refused, failed, unknown, verified.</param>
/// <param name="Reason">What the person gave as the reason; null where none is asked for.</param>
/// <param name="Detail">Facts: from and to which revision, the deployment's id, why it was refused.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, Actor Actor, string Action, string? Subject, string Outcome, string? Reason, string? Detail, string Hash)
{
    /// <summary>The calls to AWS that it led to, as far as CloudTrail has them yet.</summary>
    public IReadOnlyList<AuditedEvent> Events { get; init; } = [];
}

/// <summary>An event of CloudTrail.</summary>
/// <param name="Region">In Amazon's console; null where AWS is simulated.</param>
public sealed record AuditedEvent(string? Region, string Operation, string Id)
{
    /// <summary>Leads into Amazon's console; null where there is none.</summary>
    public string? Url => Region is null ? null : Ui.Urls.CloudTrailEvent(Region, Id);
}

/// <summary>What to look for; null fields do not filter.</summary>
public sealed record AuditFilter(string? Text = null, string? Action = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
