using Dashboard.Fleet;
using Dashboard.Rollback.Preflight;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Rollback;

/// <summary>How a plan comes onto the screen, and how another takes its place.</summary>
public sealed partial class RollbackDialog
{
    private string? told, stopped;
    private bool isReplanning, isPicked;

    /// <summary>ECS said that it is over, and what was read of it since does not show that yet.</summary>
    private bool IsBehind => stopped is not null && screen?.Plan.Candidates.Any(candidate => candidate.StopArn == stopped) == true;

    // The fleet and the deployments may be read for the first time only after the dialog opened. Beyond that, nothing changes under the person's hands.
    protected override async Task OnFeedChangedAsync()
    {
        if (screen is null || (screen.Plan.IsEarly && isChecked && outcome is null && Services.Of(Key)?.History is not null))
            Take(await Planner.PlanAsync(Key));
        else if (IsBehind && outcome is null && !isReplanning)
            Renew(await Planner.PlanAsync(Key));
    }

    private void Take(RollbackPlan? made)
    {
        if (made is null)
            return;

        // A link that names a revision never falls back to another one: the person would send what they did not ask for.
        var wanted = isPicked ? screen?.Chosen?.To : RollbackCommand.NameOf(To);
        var chosen = wanted is { } to ? made.Find(to) : isPicked || !string.IsNullOrEmpty(To) ? null : made.Default;

        // Each of the plan's warnings has a line of the pre-flight, which says more.
        var plan = made with { Warnings = [] };
        screen = screen is null
            ? new PlanOnScreen(plan, Now, Seen ?? made.SeenDeploymentId, Guid.CreateVersion7()) { Chosen = chosen }
            : screen with { Plan = plan, MadeAt = Now, Chosen = chosen, Preflight = null, PastWarning = screen.PastWarning && chosen?.Warning == screen.Chosen?.Warning };
    }

    /// <summary>In the same dialog, with what was typed, and with the choice where it still stands.</summary>
    private async Task ReplanAsync()
    {
        if (screen is null || isReplanning)
            return;
        isReplanning = true;
        StateHasChanged();
        var made = await Planner.PlanAsync(Key);
        isReplanning = false;
        Renew(made);
        (outcome, problem, focusNext) = (null, null, () => toldNote);
    }

    private void Renew(RollbackPlan? made)
    {
        if (made is null || screen is not { } before)
            return;
        var lost = outcome is { IsReplanned: true } || IsBehind ? "The deployment in progress ended before the abort took effect, so nothing was sent. " : "";
        screen = before with { Seen = made.SeenDeploymentId, IntentId = Guid.CreateVersion7() };
        Take(made);
        told = $"{lost}The plan was made again. {PlanChange.Between(before, screen)}";
    }

    // In the address too, beside what was seen, so that whoever gets the link sees the same; replaced, so that Back leaves the dialog.
    private void Choose(RollbackCandidate candidate)
    {
        (screen, isPicked) = (screen?.Choose(candidate), true);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("to", candidate.To.ToString()), replace: true);
    }

    private void GoThrough(bool gitHub) => screen = screen! with { WantsGitHub = gitHub, Preflight = null };

    private void Note(RollbackPlan plan, PreflightReport report)
    {
        if (ReferenceEquals(screen?.Plan, plan) && screen.Chosen?.To == report.To)
            screen = screen with { Preflight = report };
    }
}
