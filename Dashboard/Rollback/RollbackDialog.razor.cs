using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.SignIn;
using Dashboard.Store;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace Dashboard.Rollback;

public sealed partial class RollbackDialog : IAsyncDisposable
{
    private static readonly TimeSpan ShowAccepted = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAtTheClock = TimeSpan.FromSeconds(10);
    private ElementReference dialog, reasonField, toldNote, outcomeNote;
    private Func<ElementReference>? focusNext;
    private IJSObjectReference? module;
    private PlanOnScreen? screen;
    private RollbackOutcome? outcome;
    private string? refusal, problem;
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

    [Inject] private Feed<DeploymentsSnapshot> Deployments { get; set; } = default!;

    [Inject] private Feed<RollbacksSnapshot> Rollbacks { get; set; } = default!;

    [Inject] private IOptions<RollbackOptions> Options { get; set; } = default!;

    [Inject] private Database Database { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string ServiceUrl => Urls.Service(Key.Target, Key.Cluster, Key.Service);

    private bool NeedsTwo => Options.Value.NeedsTwo(Key);

    private string ButtonText => screen?.Chosen is not { } chosen ? $"Roll back {Key.Service}"
        : $"{(NeedsTwo ? "Ask to roll" : "Roll")} back {Key.Service} to {chosen.Version} ({(screen.ViaGitHub ? "through GitHub" : chosen.To)})";

    private string Headline => outcome?.Result switch
    {
        RollbackResult.Accepted => "Accepted.",
        RollbackResult.Unknown => "Outcome unknown, checking.",
        RollbackResult.Waiting => "Waiting for approval.",
        _ => "Refused.",
    };

    /// <summary>The service moved on since the person looked; null while it has not.</summary>
    private string? Changed
    {
        get
        {
            var primary = Services.Of(Key)?.Service.Primary;
            return outcome is not null || primary is null || screen?.Seen is not { } seen || primary.Id == seen ? null
                : $"The service changed since you looked: it is now on {primary.TaskDefinition} (deployment {primary.Id}, {Wording.Ago(primary.CreatedAt, Now)}), not on {seen}.";
        }
    }

    /// <summary>Why this person cannot roll it back whatever they choose; null when they can.</summary>
    private string? NeverHere => refusal ?? (screen is { Plan: { Refusal: not null, GitHub: null } } ? "This service cannot be rolled back from here." : null);

    private string? Disabled =>
        refusal
        ?? UnderWay
        ?? NeverHere
        ?? Database.WriteFault?.Message
        ?? (isReplanning || !isChecked ? "Making the plan …" : null)
        ?? (Changed is null ? null : "The service changed since you looked.")
        ?? (screen is { } old && old.IsTooOld(Now) ? $"This plan is {Wording.Length(Now - old.MadeAt)} old, and one is acted on for {Wording.Length(RollbackCommand.PlanHolds)} at most." : null)
        ?? (IsBehind ? "Waiting for ECS to show that the deployment has ended …" : null)
        ?? screen?.WhyNot(To);

    private RollbackIntent? Running => outcome is null or { Result: RollbackResult.Refused } && Rollbacks.Current.Value?.OpenOf(Key) is { } open && open.Id != screen?.IntentId ? open : null;

    private string? UnderWay => Running?.UnderWay(Now);

    private bool MustReplan => Changed is not null || screen?.IsTooOld(Now) == true;

    private bool MayReplan => isChecked && !isSending && !isReplanning && Running is null && outcome is null or { Result: RollbackResult.Refused, IsUnderWay: false };

    protected override async Task OnInitializedAsync()
    {
        Watch(Fleet);
        Watch(Rollbacks);
        Watch(Deployments);
        Every(LookAtTheClock);
        refusal = Authentication is null ? "Sign in first." : Access.Refusal((await Authentication).User, Permission.RollBack, Key.Target, Key.Cluster);
        await Services.WaitForFirstAsync(TimeSpan.FromSeconds(2));
        Take(Planner.Sketch(Key));
        isLoading = Services.IsLoading;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // What was focused may be gone from the screen; without this the focus would fall back to the start.
        if (focusNext is { } next)
        {
            focusNext = null;
            if (next() is { Context: not null } note)
                await note.FocusAsync();
        }

        if (!firstRender)
            return;
        module = await Js.InvokeAsync<IJSObjectReference>("import", "./Rollback/RollbackDialog.razor.js");
        await module.InvokeVoidAsync("open", dialog);
        Take(await Planner.PlanAsync(Key));
        (isChecked, isLoading) = (true, false);
        StateHasChanged();
    }

    private async Task SendAsync()
    {
        if (isSending || outcome is not null || screen?.Chosen is null || Authentication is null)
            return;
        problem = RollbackCommand.ReasonProblem(reason.Trim());
        if (problem is not null)
        {
            await reasonField.FocusAsync();
            return;
        }

        isSending = true;
        StateHasChanged();
        outcome = await Rollback.RollBackAsync(screen.Command(reason), (await Authentication).User);
        isSending = false;
        if (outcome.IsReplanned)
        {
            stopped = screen.Chosen?.StopArn;
            await ReplanAsync();
        }
        else if (outcome.Result != RollbackResult.Accepted)
        {
            focusNext = () => outcomeNote;
        }
        else
        {
            StateHasChanged();
            await Task.Delay(ShowAccepted, Time);
            await CloseAsync();
        }
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
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The circuit ended first; the browser has let go of the module already.
        }
    }
}
