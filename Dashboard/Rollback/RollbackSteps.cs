namespace Dashboard.Rollback;

/// <param name="State">done, current, failed, unclear or todo.</param>
/// <param name="Text">The fact behind it; empty while there is none.</param>
internal sealed record RollbackStep(string Name, string State, string Text);

/// <summary>The way of a rollback from the call to the verdict, for people who watch it. Steady is a step of it and never its end.</summary>
internal static class RollbackSteps
{
    private const int SentStep = 0, RollingOut = 1, SteadyStep = 2, IdentityStep = 3, HealthStep = 4, SignalStep = 5, VerdictStep = 6;
    private static readonly string[] Names = ["Sent", "Rolling out", "Steady", "Identity", "Health", "Signal", "Verdict"];

    public static IReadOnlyList<RollbackStep> Of(RollbackIntent intent, Rollout? rollout, int pointsInBand)
    {
        var reached = Reached(intent);
        string[] texts = [Sent(intent), Rolling(intent, rollout), Steady(intent), Identity(intent, reached), Health(intent, reached), Signal(intent, pointsInBand, reached), intent.Verdict ?? ""];
        return [.. Names.Select((name, index) => new RollbackStep(name, StateOf(intent, index, reached), texts[index]))];
    }

    /// <summary>The step that it is in, or that it ended in.</summary>
    private static int Reached(RollbackIntent intent) => intent switch
    {
        { State: IntentState.Verified } => VerdictStep,
        { State: IntentState.AwaitingApproval or IntentState.Intended or IntentState.Registering or IntentState.Sent or IntentState.Unknown or IntentState.Refused or IntentState.NotSent or IntentState.NotApplied } => SentStep,
        { SteadyAt: null, DeploymentId: null, State: IntentState.Superseded } => SentStep,
        { SteadyAt: null } => RollingOut,
        { Facts.IdentityAt: null } => IdentityStep,
        { Facts.HealthyAt: null } => HealthStep,
        _ => SignalStep,
    };

    private static string StateOf(RollbackIntent intent, int index, int reached)
    {
        if (index == VerdictStep && !intent.IsOpen)
            return Ending(intent.State);
        if (index != reached)
            return index < reached ? "done" : "todo";
        return intent.IsOpen ? "current" : Ending(intent.State);
    }

    private static string Ending(IntentState state) => state switch
    {
        IntentState.Verified => "done",
        IntentState.Inconclusive or IntentState.Superseded => "unclear",
        _ => "failed",
    };

    private static string Sent(RollbackIntent intent) => intent.State switch
    {
        IntentState.AwaitingApproval => $"Waits for {RollbackIntent.Second}.",
        IntentState.Registering => $"A copy of {intent.To}, its images pinned by digest, is being registered. The service is not touched yet.",
        IntentState.Unknown => "No answer; looking at the service to see whether ECS took it.",
        IntentState.Intended or IntentState.Sent => intent.Move == RollbackMove.GitHub ? "Asking the workflow to run …" : "Sending …",
        IntentState.Refused or IntentState.NotSent or IntentState.NotApplied => "Nothing was deployed.",
        _ when intent.Move == RollbackMove.GitHub => "The workflow was asked to run.",
        _ => intent.DeploymentId ?? (intent.StopsDeployment ? "The rollout in progress was told to go back." : "Taken by ECS."),
    };

    private static string Rolling(RollbackIntent intent, Rollout? rollout) =>
        rollout is { End: RolloutEnd.GoesOn } && intent is { State: IntentState.Accepted, SteadyAt: null } ? rollout.Text
        : intent.Facts.FirstRunningAt is { } first ? $"The first task of {intent.Wanted} ran after {Wording.Length(first - (intent.SentAt ?? intent.At))}."
        : "";

    private static string Steady(RollbackIntent intent) => intent.SteadyAt is not { } steady ? ""
        : $"After {Wording.Length(steady - intent.At)}: all tasks run {intent.ToVersion}{(intent.IsOpen ? ". Whether that helped is not known yet." : ".")}";

    private static string Identity(RollbackIntent intent, int reached) =>
        intent.Facts.IdentityAt is { } at ? $"Every task is {intent.Wanted}{(intent.Facts.Images.Any(image => image.Digest is not null) ? ", by digest too" : "; digests were not known")}, seen {Wording.Utc(at)}."
        : reached == IdentityStep && intent.IsOpen ? "Reading the tasks' definitions and digests …" : "";

    private static string Health(RollbackIntent intent, int reached) => intent.Facts switch
    {
        { HealthyAt: { } at, HealthySince: { } since } => $"Healthy from {Wording.Utc(since)} to {Wording.Utc(at)}.",
        { HealthySince: { } since } when reached <= HealthStep && intent is { IsOpen: true, SteadyAt: not null } => $"Healthy since {Wording.Utc(since)}; two 30-second intervals are needed.",
        _ => reached == HealthStep && intent.IsOpen ? "Not all are healthy yet." : "",
    };

    private static string Signal(RollbackIntent intent, int pointsInBand, int reached) => intent.Facts switch
    {
        { MitigatedAt: { } at } => $"Error rate and p95 back since {Wording.Utc(at)}.",
        _ when reached < SignalStep || intent.SteadyAt is null => "",
        _ when intent.IsOpen => $"{pointsInBand} of 3 minutes in a row are back{(intent.Facts.InBandSince is { } since ? $", since {Wording.Utc(since)}" : "")}.",
        _ => $"Error rate {Wording.Percent(intent.AfterPercent)}, p95 {Wording.Seconds(intent.Facts.AfterP95Seconds)}.",
    };
}
