using System.Collections.Immutable;

namespace Dashboard.Metrics.Panels;

/// <summary>One change of the desired count, or an attempt at one, by Application Auto Scaling.</summary>
/// <param name="Count">The desired count that it asked for; null where its description names none.</param>
/// <param name="Cause">Why, in AWS's words: a policy's alarm, a schedule, a changed limit.</param>
/// <param name="Problem">Why it did not succeed, in AWS's words; null when it did or is on its way.</param>
public sealed record ScalingActivity(DateTimeOffset At, int? Count, string Description, string Cause, string? Problem)
{
    /// <summary>As in "scaled to 4 tasks".</summary>
    public string Words => Problem is not null ? $"scaling{(Count is { } wanted ? $" to {wanted}" : "")} failed" : Count is { } count ? $"scaled to {Ui.Format.Plural(count, "task")}" : Description;
}

/// <param name="All">Newest first.</param>
/// <param name="IsCut">There are more of them before the oldest.</param>
public sealed record ScalingActivities(ImmutableArray<ScalingActivity> All, bool IsCut);
