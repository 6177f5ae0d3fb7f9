using Dashboard.Fleet;
using Dashboard.SignIn;
using Dashboard.Store;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Dashboard.Rollback;

public sealed partial class RollbackDialog : IAsyncDisposable
{
    private static readonly TimeSpan ShowAccepted = TimeSpan.FromSeconds(2);
    private readonly Guid intentId = Guid.CreateVersion7();
    private ElementReference dialog, reasonField;
    private IJSObjectReference? module;
    private RollbackPlan? plan;
    private RollbackCandidate? chosen;
    private TaskDefinitionRef? picked;
    private RollbackOutcome? outcome;
    private string? refusal, problem, seen;
    private string reason = "";
    private bool isLoading = true, isChecked, isSending;

    [Parameter, EditorRequired] public ServiceKey Key { get; set; }

    /// <summary>As in checkout:42; null for the default target.</summary>
    [Parameter] public string? To { get; set; }

    /// <summary>The PRIMARY deployment that the person saw when they followed the link; null takes the one that is current now.</summary>
    [Parameter] public string? Seen { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    [CascadingParameter] public Task<AuthenticationState>? Authentication { get; set; }

    [Inject] private Access Access { get; set; } = default!;

    [Inject] private RollbackPlanner Planner { get; set; } = default!;

    [Inject] private ServiceRollback Rollback { get; set; } = default!;

    [Inject] private ServiceWatch Services { get; set; } = default!;

    [Inject] private Feed<FleetSnapshot> Fleet { get; set; } = default!;

    [Inject] private Feed<RollbacksSnapshot> Rollbacks { get; set; } = default!;

    [Inject] private Database Database { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string ServiceUrl => Urls.Service(Key.Target, Key.Cluster, Key.Service);

    // With the deployment of now, so that it is another address than this one and a dialog of its own opens.
    private string Afresh => Urls.RollBack(Key.Target, Key.Cluster, Key.Service, seen: Services.Of(Key)?.Service.Primary?.Id);

    private DateTimeOffset? plannedAt;

    private string ButtonText => chosen is null ? $"Roll back {Key.Service}" : $"Roll back {Key.Service} to {chosen.Version} ({chosen.To})";

    private string Headline => outcome?.Result switch
    {
        RollbackResult.Accepted => "Accepted.",
        RollbackResult.Unknown => "Outcome unknown, checking.",
        _ => "Refused.",
    };

    private string NextText => outcome is { IsStale: true } ? "Start again from the present state" : outcome is { IsUnderWay: true } or { Result: RollbackResult.Accepted } ? "See the rollout" : "Back to the service";

    /// <summary>The service moved on since the person looked; null while it has not.</summary>
    private string? Changed
    {
        get
        {
            var primary = Services.Of(Key)?.Service.Primary;
            return outcome is not null || primary is null || seen is null || primary.Id == seen ? null
                : $"The service changed since you looked: it is now on {primary.TaskDefinition} (deployment {primary.Id}, {Wording.Ago(primary.CreatedAt, Now)}), not on {seen}.";
        }
    }

    private string? Disabled =>
        refusal
        ?? (plan?.Refusal is null ? null : "This service cannot be rolled back from here.")
        ?? (Changed is null ? null : "The service changed since you looked.")
        ?? UnderWay
        ?? Database.WriteFault?.Message
        ?? (!isChecked ? "Checking the images in ECR …" : null)
        ?? (chosen is null ? Unchosen : chosen.Blocked);

    private string Unchosen => TaskDefinitionRef.Parse(To) is not { } asked ? "Choose a revision first."
        : asked == plan?.Current ? $"{asked}, which the link names, is what runs now. Choose another revision."
        : $"{asked}, which the link names, is not a revision that {Key.Service} is known to have run. Choose another one.";

    private string? UnderWay => Rollbacks.Current.Value?.OpenOf(Key) is { } open && open.Id != intentId
        ? $"{open.Actor.Name} is rolling {Key.Service} back to {open.ToVersion} ({open.To}) since {Wording.Ago(open.At, Now)}."
        : null;

    protected override async Task OnInitializedAsync()
    {
        Watch(Fleet);
        Watch(Rollbacks);
        refusal = Authentication is null ? "Sign in first." : Access.Check((await Authentication).User, Permission.RollBack).Refusal;
        await Services.WaitForFirstAsync(TimeSpan.FromSeconds(2));
        Take(Planner.Sketch(Key));
        isLoading = Services.IsLoading;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        module = await Js.InvokeAsync<IJSObjectReference>("import", "./Rollback/RollbackDialog.razor.js");
        await module.InvokeVoidAsync("open", dialog);
        Take(await Planner.PlanAsync(Key));
        (isChecked, isLoading) = (true, false);
        StateHasChanged();
    }

    // The fleet may be read for the first time only after the dialog opened.
    protected override async Task OnFeedChangedAsync()
    {
        if (plan is null)
            Take(await Planner.PlanAsync(Key));
    }

    private void Take(RollbackPlan? made)
    {
        if (made is null)
            return;
        plan = made;
        plannedAt ??= Now;
        seen ??= Seen ?? made.SeenDeploymentId;

        // A link that names a revision never falls back to another one: the person would send what they did not ask for.
        var wanted = picked ?? TaskDefinitionRef.Parse(To);
        chosen = wanted is { } to ? made.Find(to) : string.IsNullOrEmpty(To) ? made.Default : null;
    }

    // In the address too, beside what was seen, so that whoever gets the link sees the same; replaced, so that Back leaves the dialog.
    private void Choose(RollbackCandidate candidate)
    {
        (chosen, picked) = (candidate, candidate.To);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("to", candidate.To.ToString()), replace: true);
    }

    private async Task SendAsync()
    {
        if (isSending || outcome is not null || chosen is null || Authentication is null)
            return;
        problem = RollbackCommand.ReasonProblem(reason.Trim());
        if (problem is not null)
        {
            await reasonField.FocusAsync();
            return;
        }

        isSending = true;
        StateHasChanged();
        outcome = await Rollback.RollBackAsync(new RollbackCommand(Key, seen, chosen.To.ToString(), reason, intentId) { PlannedAt = plannedAt }, (await Authentication).User);
        isSending = false;
        if (outcome.Result != RollbackResult.Accepted)
            return;
        StateHasChanged();
        await Task.Delay(ShowAccepted, Time);
        await CloseAsync();
    }

    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && !isSending)
            await CloseAsync();
    }

    private async Task CloseAsync()
    {
        if (OnClose.HasDelegate)
            await OnClose.InvokeAsync();
        else
            Navigation.NavigateTo(ServiceUrl);
    }

    private async Task CopyAsync(string text)
    {
        if (module is not null)
            await module.InvokeVoidAsync("copy", text);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The circuit ended first; the browser has let go of the module already.
        }
    }
}
