namespace Dashboard.Rollback.GitHub;

/// <summary>A run of the GitHub Actions workflow that deploys.</summary>
/// <param name="Url">Where a person sees it.</param>
/// <param name="Status">GitHub's own: queued, in_progress, completed and others.</param>
/// <param name="Conclusion">success, failure, cancelled and others; null until it is completed.</param>
public sealed record WorkflowRun(long Id, string Url, string Status, string? Conclusion);
