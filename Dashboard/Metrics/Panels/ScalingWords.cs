using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>What Application Auto Scaling has to do with a service, in sentences.</summary>
internal static partial class ScalingWords
{
    /// <param name="limits">Null when it is not scaled.</param>
    /// <param name="fault">Why the limits are not known or old.</param>
    public static ImmutableArray<string> Of(EcsService service, ScalingLimits? limits, Fault? fault, Reading<ScalingActivities>? activities)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        if (limits is not null)
            sentences.Add(Limits(service, limits));
        if (limits is null && fault is not null)
            sentences.Add($"Whether it is scaled automatically could not be read: {fault.Message}");
        if (activities is { Value.All: [var newest, ..] })
            sentences.Add($"The newest activity of this range: {newest.Words}{(newest.Problem is { } problem ? $": {problem.TrimEnd('.')}" : Because(newest.Cause))}.");
        if (activities is { Value: { IsCut: true, All.Length: var marked } })
            sentences.Add($"Only the newest {marked} activities are marked.");

        // One missing permission is one sentence.
        if (activities is { Fault: { } unread })
            sentences.Add($"What it did could not be read: {unread.Message}");
        return sentences.ToImmutable();
    }

    private static string Because(string cause) => Policy().Match(cause) is { Success: true } match ? $" by policy {match.Groups["name"].Value}" : cause.Length > 0 ? $": {cause}" : "";

    // "monitor alarm TargetTracking-service/shop/catalog-AlarmHigh-1e83… in state ALARM triggered policy catalog-cpu"
    [GeneratedRegex(@"^monitor alarm \S+ in state \w+ triggered policy (?<name>.+)$")]
    private static partial Regex Policy();

    private static string Limits(EcsService service, ScalingLimits limits) =>
        $"Application Auto Scaling keeps it between {limits.Minimum} and {Format.Plural(limits.Maximum, "task")}."
        + (limits.Maximum > limits.Minimum && service.Desired >= limits.Maximum ? " It is at its maximum." : "")
        + (limits.IsOutSuspended ? " Adding tasks is suspended." : "");
}
