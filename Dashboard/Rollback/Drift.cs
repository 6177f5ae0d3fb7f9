using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Rollback.Preflight;

namespace Dashboard.Rollback;

/// <summary>What code that holds the service still says after a rollback, and what to change in it.</summary>
/// <param name="IsSigned">There is a sign that a tool holds the service; without one the notice is a condition.</param>
/// <param name="Why">What makes it likely that there is such code, and what its next run would do.</param>
/// <param name="Copy">That the service runs a revision that no code knows; null where it runs one that was there before.</param>
/// <param name="Properties">What to change; empty where the difference was not kept.</param>
public sealed record Drift(string Title, bool IsSigned, string Why, string? Copy, ImmutableArray<DriftProperty> Properties)
{
    /// <summary>The notice in sentences, as the report has it.</summary>
    public ImmutableArray<string> Lines => [Title, Why, .. Copy is null ? [] : (string[])[Copy], .. Properties.Select(property => property.Sentence)];

    /// <summary>Null while it goes on, and where the service did not stay on what was gone back to.</summary>
    public static Drift? Of(RollbackIntent intent)
    {
        if (intent.State is not (IntentState.Verified or IntentState.Inconclusive or IntentState.NotRecovered))
            return null;
        var line = intent.Facts.Preflight.FirstOrDefault(line => line.Check == InfrastructureCode.Check);
        var sign = line is { Result: PreflightResult.Warn } ? line.Fact : null;
        return new Drift(
            sign is not null ? $"Infrastructure code still says {intent.From}." : $"If this service is kept in code, that code still says {intent.From}.",
            sign is not null,
            line?.Fact ?? $"The next run of a tool or pipeline that holds it brings {intent.From} back unless it is changed there.",
            CopyOf(intent),
            [.. intent.Facts.Changes.Where(change => !IsToldByImage(change, intent.Facts.Changes)).Select(change => DriftProperties.Of(change, intent.To, sign)), DriftProperties.Service(intent.Wanted, sign)]);
    }

    // Another digest comes with another tag; only behind the same tag it is a change of its own.
    private static bool IsToldByImage(RevisionChange change, ImmutableArray<RevisionChange> all) =>
        change.What == "image digest" && all.Any(one => one.What == "image" && one.Container == change.Container);

    private static string? CopyOf(RollbackIntent intent) => intent.Deployed is not { } deployed || deployed == intent.To ? null
        : intent.Move == RollbackMove.GitHub
            ? $"The service now runs {deployed}, which the workflow registered; other code does not know it."
            : $"The service now runs {deployed}, a copy of {intent.To} that no code knows: the next run that knows only its own revisions replaces it.";
}

/// <param name="What">As in "image of checkout".</param>
/// <param name="Change">As in "set it to …"; never an environment variable's value.</param>
/// <param name="CloudFormation">The resource type and property; null where another tool holds the service.</param>
/// <param name="Terraform">The resource type and argument; null where another tool holds the service.</param>
public sealed record DriftProperty(string What, string Change, string? CloudFormation, string? Terraform)
{
    public string Sentence => $"{What}: {Change} ({string.Join("; ", new[] { CloudFormation, Terraform }.OfType<string>())}).";
}
