namespace Dashboard.Rollback;

/// <param name="State">done, current, failed or todo.</param>
internal sealed record RollbackStep(string Name, string State, string Text);

/// <summary>The way of a rollback in four steps, for people who watch it.</summary>
internal static class RollbackSteps
{
    private static readonly string[] Names = ["Sent", "Rolling out", "Steady", "Error rate"];

    public static IReadOnlyList<RollbackStep> Of(RollbackIntent intent, Rollout? rollout, int pointsInBand)
    {
        var reached = Reached(intent);
        string[] texts = [Sent(intent), rollout is { End: RolloutEnd.GoesOn } && intent.State == IntentState.Accepted ? rollout.Text : "", Steady(intent), Signal(intent, pointsInBand)];
        return [.. Names.Select((name, index) => new RollbackStep(name, StateOf(intent, index, reached), texts[index]))];
    }

    /// <summary>The step that it is in, or that it ended in.</summary>
    private static int Reached(RollbackIntent intent) => intent switch
    {
        { State: IntentState.Intended or IntentState.Sent or IntentState.Unknown or IntentState.Refused or IntentState.NotSent or IntentState.NotApplied } => 0,
        { SteadyAt: null, DeploymentId: null, State: IntentState.Superseded } => 0,
        { SteadyAt: null } => 1,
        _ => 3,
    };

    private static string StateOf(RollbackIntent intent, int index, int reached)
    {
        if (index != reached)
            return index < reached ? "done" : "todo";
        return intent switch
        {
            { IsOpen: true } => "current",
            { State: IntentState.Verified } => "done",
            { State: IntentState.Inconclusive } => "todo",
            _ => "failed",
        };
    }

    private static string Sent(RollbackIntent intent) => intent.State switch
    {
        IntentState.Unknown => "No answer; looking at the service to see whether ECS took it.",
        IntentState.Intended or IntentState.Sent => "Sending …",
        IntentState.Refused or IntentState.NotSent or IntentState.NotApplied => intent.Verdict ?? "",
        _ => intent.DeploymentId ?? (intent.StopsDeployment ? "The rollout in progress was told to go back." : "Taken by ECS."),
    };

    private static string Steady(RollbackIntent intent) => intent.SteadyAt is { } steady ? $"After {Wording.Length(steady - intent.At)}: all tasks run {intent.ToVersion}." : "";

    private static string Signal(RollbackIntent intent, int pointsInBand) => intent switch
    {
        { SteadyAt: null } => "",
        { IsOpen: true } => $"{pointsInBand} of 3 minutes in a row are back.",
        _ => intent.Verdict ?? "",
    };
}
