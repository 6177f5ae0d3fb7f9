using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Logs.Patterns;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

/// <summary>What <see cref="LogsPage"/> does: the address says what to search, the search and the tail say what there is.</summary>
public abstract partial class LogsPageBase : LiveComponent
{
    private LogSearch? search;
    private LogEventLink? scrollTo;
    private readonly CancellationTokenSource left = new();
    private bool isDisposed;
    private bool showsLines;
    private volatile bool isUnresolved;

    [Inject] private InsightsPager Insights { get; set; } = default!;
    [Inject] private LogPlanner Planner { get; set; } = default!;
    [Inject] private LogPager Pager { get; set; } = default!;
    [Inject] private LogTails Tails { get; set; } = default!;
    [Inject] private TaskRevisions Revisions { get; set; } = default!;
    [Inject] private LogScopes Scopes { get; set; } = default!;
    [Inject] private Feed<FleetSnapshot> Fleet { get; set; } = default!;
    [Inject] private Feed<TasksSnapshot> Tasks { get; set; } = default!;
    [Inject] private IOptions<LogsOptions> Options { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "service")] public string[]? ServiceTexts { get; set; }
    [SupplyParameterFromQuery(Name = "group")] public string[]? GroupTexts { get; set; }
    [SupplyParameterFromQuery(Name = "task")] public string? TaskText { get; set; }
    [SupplyParameterFromQuery(Name = "q")] public string? QueryText { get; set; }
    [SupplyParameterFromQuery(Name = "syntax")] public string? SyntaxText { get; set; }
    [SupplyParameterFromQuery(Name = "engine")] public string? EngineText { get; set; }
    [SupplyParameterFromQuery(Name = "view")] public string? ViewText { get; set; }
    [SupplyParameterFromQuery(Name = "sort")] public string? SortText { get; set; }
    [SupplyParameterFromQuery(Name = "range")] public string? RangeText { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? FromText { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? ToText { get; set; }
    [SupplyParameterFromQuery(Name = "follow")] public string? FollowText { get; set; }
    [SupplyParameterFromQuery(Name = "event")] public string? EventText { get; set; }

    /// <summary>What the person may see; null for everything.</summary>
    [CascadingParameter] public Places? Sight { get; set; }

    public LogView View { get; private set; } = LogView.Empty;
    protected ImmutableArray<string> Problems { get; private set; } = [];
    protected LogSelection Selection { get; private set; } = LogSelection.Nothing;

    /// <summary>Which engine answers; null until that is known.</summary>
    protected LogPlan? Plan { get; private set; }
    protected LogSearch Search => search ??= new LogSearch(Pager, Options.Value);
    protected LogTail? Tail { get; private set; }
    protected LogList? List { get; set; }

    /// <summary>The line under the keyboard's cursor.</summary>
    protected LogEventLink? Active { get; private set; }
    protected LogEventLink? Opened => View.Event;
    protected LogLine? OpenedLine => Opened is { } link && Search.Lines.IndexOf(link) is >= 0 and var row ? Search.Lines.All[row] : null;

    /// <summary>Of the newest lines, for completion.</summary>
    protected IReadOnlyCollection<string> FieldNames => View.Syntax == LogSyntax.Insights ? InsightsCompletions.FieldsOf(Search.Lines.All.Take(50)) : [];
    protected bool IsAtTop { get; private set; } = true;

    /// <summary>Lines that follow mode dropped because too many came.</summary>
    protected long Lost { get; private set; }
    protected IEnumerable<LogScopeFault> Faults => Search.Faults.Concat(Tail?.Faults ?? []).DistinctBy(fault => (fault.Scope.Question, fault.Fault.Message)).DistinctBy(fault => fault.Fault.Kind == FaultKind.Invalid ? fault.Fault.Message : fault.Scope.Question);
    protected string TimeForm => View.Range.Resolve(Time.GetUtcNow()).Length > TimeSpan.FromHours(20) ? "d MMM HH:mm:ss" : "HH:mm:ss.fff";

    protected string NoneHint => View switch
    {
        { Syntax: LogSyntax.Insights } => "The query gave nothing in this range.",
        _ when Plan?.Engine == LogEngine.Insights => "Try fewer words or a longer range.",
        { Query.Pattern: null } => "Try a longer range.",
        { IsPattern: true } => "CloudWatch takes upper and lower case as they are. Try a shorter pattern or a longer range.",
        _ => "CloudWatch was asked for the spellings above; it tells upper from lower case. Try fewer words or a longer range.",
    };

    protected override void OnInitialized()
    {
        Watch(Fleet, () => isUnresolved);
        Watch(Tasks, () => isUnresolved);
    }

    protected override async Task OnParametersSetAsync()
    {
        await KnowPersonAsync();
        var before = View;
        (View, Problems) = LogView.Parse(One, All);
        if (Scopes.WhyHidden(View, Sight ?? Places.Everywhere) is { } hidden)
            (View, Problems) = (LogView.Empty, Problems.Add(hidden));
        Active = View.Event ?? Active;

        // Prerendering only draws the page; a search would be paid for twice.
        if (!RendererInfo.IsInteractive)
            return;
        if (View.AsksTheSame(before) && Search.State != LogSearchState.Idle)
        {
            if (View.Follow != before.Follow)
                await FollowOrNotAsync();
            return;
        }

        scrollTo = View.Event;
        await AskAsync(View);
    }

    /// <summary>Searches for the view; when it is another than the address says, the address changes first and leads back here.</summary>
    protected Task AskAsync(LogView asked)
    {
        if (asked.Url != View.Url)
        {
            Navigation.NavigateTo(asked.Url);
            return Task.CompletedTask;
        }

        (Lost, IsAtTop) = (0, true);
        var mayAsk = View.HasSources && (Problems.Length == 0 || View.Query.Problem is null);
        Begin(mayAsk ? Resolve() : LogSelection.Nothing);
        return Task.CompletedTask;
    }

    // True before it looks, so that a reading that comes meanwhile is not missed.
    private LogSelection Resolve()
    {
        isUnresolved = true;
        return Scopes.Resolve(View.Services, View.Groups, View.Task);
    }

    private void Begin(LogSelection selection)
    {
        isUnresolved = !selection.IsWhole;
        (Selection, Plan, showsLines) = (selection, null, false);
        Unfollow();
        searching?.Dispose();
        tooManySearches = null;
        Search.Clear();
        if (selection.Scopes.IsEmpty)
            return;
        if (View.Follow)
            Follow(selection.Scopes);
        _ = PlanAndSearchAsync(View, selection.Scopes);
    }

    // In the first seconds after a start the services come in pieces. What was searched already is left alone unless there is more to ask.
    private void ResolveAgain()
    {
        if (!isUnresolved || Search.State == LogSearchState.Stopped)
            return;
        var again = Resolve();
        if (again.AsksTheSame(Selection))
            (Selection, isUnresolved) = (again with { Scopes = Selection.Scopes }, !again.IsWhole);
        else
            Begin(again);
    }

    /// <summary>The person has seen what the query will scan and cost.</summary>
    protected void Consent()
    {
        Plan = Plan! with { NeedsConsent = false };
        _ = SearchAsync(Plan);
    }

    protected void Stop()
    {
        Search.Stop();
        if (View.Follow)
            Navigation.NavigateTo((View with { Follow = false }).Url, replace: true);
    }

    protected Task OpenAsync(LogLine line)
    {
        Active = line.Link;
        Navigation.NavigateTo((View with { Event = line.Link }).Url, replace: true);
        return Task.CompletedTask;
    }

    protected Task CloseAsync()
    {
        Navigation.NavigateTo((View with { Event = null }).Url, replace: true);
        return Task.CompletedTask;
    }

    protected Task OpenActiveAsync() => Opened is not null && Opened == Active
        ? CloseAsync()
        : Active is { } link && Search.Lines.IndexOf(link) is >= 0 and var row ? OpenAsync(Search.Lines.All[row]) : Task.CompletedTask;

    protected async Task MoveAsync(int rows)
    {
        if (List is not { Rows.Count: > 0 })
            return;
        var at = Active is { } link ? List.RowOf(link) : -1;
        var row = at < 0 ? 0 : Math.Clamp(at + rows, 0, List.Rows.Count - 1);
        var line = List.Rows[row];
        Active = line.Link;
        if (Opened is not null && Opened != line.Link)
            await OpenAsync(line);
        if (List is not null)
            await List.ScrollToAsync(row);
    }

    protected Task AtTopAsync(bool isAtTop)
    {
        IsAtTop = isAtTop;
        TakeNew();
        StateHasChanged();
        return Task.CompletedTask;
    }

    protected async Task ShowNewAsync()
    {
        Tail?.Resume();
        await AtTopAsync(true);
        if (List is not null)
            await List.ScrollToAsync(0);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (scrollTo is not { } link || List is null || Search.Lines.IndexOf(link) is not (>= 0 and var row))
            return;
        scrollTo = null;
        await List.ScrollToAsync(Search.Lines.All[row]);
    }

    private async Task PlanAndSearchAsync(LogView mine, ImmutableArray<LogScope> scopes)
    {
        try
        {
            var plan = await Planner.PlanAsync(mine, scopes, mine.Range.Resolve(Time.GetUtcNow()), left.Token);
            if (isDisposed || !ReferenceEquals(mine, View) || scopes != Selection.Scopes)
                return;
            Plan = plan;
            RenderSoon();
            if (!plan.NeedsConsent)
                await SearchAsync(plan);
        }
        catch (OperationCanceledException) when (isDisposed)
        {
            // The viewer left before the groups' sizes were known.
        }
        catch (Exception bug)
        {
            await DispatchExceptionAsync(bug);
        }
    }

    private async Task SearchAsync(LogPlan plan)
    {
        var (scopes, span, view) = (Selection.Scopes, View.Range.Resolve(Time.GetUtcNow()), View);
        using var share = TakeSearch();
        if (share is null)
        {
            RenderSoon();
            return;
        }

        var patterns = view.ShowsPatterns ? new PatternSearch(Revisions, Time) : null;
        try
        {
            if (patterns is not null)
                await Revisions.LoadAsync(left.Token);
            if (plan.Engine == LogEngine.Insights)
                await Search.RunAsync(scopes.Length, span, cancel => Insights.SearchAsync(scopes, span, view.Syntax == LogSyntax.Insights ? view.Text : null, view.Query, cancel), Found, patterns);
            else
                await Search.RunAsync(scopes, span, view.Query, Found, patterns);
        }
        catch (OperationCanceledException) when (isDisposed)
        {
            // The viewer left before the search began.
        }
        catch (Exception bug)
        {
            await DispatchExceptionAsync(bug);
        }
    }

    // The first lines of a search do not wait for those that come soon after.
    private void Found()
    {
        if (showsLines || Search.Lines.Count == 0)
        {
            RenderSoon();
            return;
        }

        showsLines = true;
        StateHasChanged();
    }

    private Task FollowOrNotAsync()
    {
        // What came while nobody followed is searched again, so that there is no gap.
        if (View.Follow)
            return AskAsync(View);
        Unfollow();
        return Task.CompletedTask;
    }

    // New lines are put on top only while the top is in sight; otherwise they wait, and the page says how many.
    private void TakeNew()
    {
        if (Tail is not { } tail || !IsAtTop || Search.State == LogSearchState.Idle)
            return;
        var (lines, dropped) = tail.Take();
        Search.Lines.Merge([.. lines.Where(line => !Search.Lines.Contains(line))]);
        Lost += dropped;
    }

    protected override Task OnFeedChangedAsync()
    {
        ResolveAgain();
        TakeNew();
        return Task.CompletedTask;
    }

    private string? One(string name) => name switch
    {
        "task" => TaskText,
        "q" => QueryText,
        "syntax" => SyntaxText,
        "engine" => EngineText,
        "view" => ViewText,
        "sort" => SortText,
        "range" => RangeText,
        "from" => FromText,
        "to" => ToText,
        "follow" => FollowText,
        "event" => EventText,
        _ => null,
    };

    private string?[] All(string name) => (name == "service" ? ServiceTexts : GroupTexts) ?? [];

    protected override void Dispose(bool disposing)
    {
        isDisposed = true;
        left.Cancel();
        left.Dispose();
        Unfollow();
        searching?.Dispose();
        search?.Dispose();
        base.Dispose(disposing);
    }
}
