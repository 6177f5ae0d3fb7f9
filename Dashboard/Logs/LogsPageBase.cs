using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

/// <summary>What <see cref="LogsPage"/> does: the address says what to search, the search and the tail say what there is.</summary>
public abstract class LogsPageBase : LiveComponent
{
    private static readonly TimeSpan FleetPatience = TimeSpan.FromSeconds(5);
    private LogSearch? search;
    private LogEventLink? scrollTo;
    private readonly CancellationTokenSource left = new();
    private bool isDisposed;

    [Inject] private InsightsPager Insights { get; set; } = default!;
    [Inject] private LogPlanner Planner { get; set; } = default!;
    [Inject] private LogPager Pager { get; set; } = default!;
    [Inject] private LogTails Tails { get; set; } = default!;
    [Inject] private LogScopes Scopes { get; set; } = default!;
    [Inject] private Feed<FleetSnapshot> Fleet { get; set; } = default!;
    [Inject] private IOptions<LogsOptions> Options { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "service")] public string[]? ServiceTexts { get; set; }
    [SupplyParameterFromQuery(Name = "group")] public string[]? GroupTexts { get; set; }
    [SupplyParameterFromQuery(Name = "q")] public string? QueryText { get; set; }
    [SupplyParameterFromQuery(Name = "syntax")] public string? SyntaxText { get; set; }
    [SupplyParameterFromQuery(Name = "engine")] public string? EngineText { get; set; }
    [SupplyParameterFromQuery(Name = "range")] public string? RangeText { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? FromText { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? ToText { get; set; }
    [SupplyParameterFromQuery(Name = "follow")] public string? FollowText { get; set; }
    [SupplyParameterFromQuery(Name = "event")] public string? EventText { get; set; }

    public LogView View { get; private set; } = LogView.Empty;
    protected ImmutableArray<string> Problems { get; private set; } = [];
    protected LogSelection Selection { get; private set; } = new([], []);

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

    protected override async Task OnParametersSetAsync()
    {
        var before = View;
        (View, Problems) = LogView.Parse(One, All);
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
    protected async Task AskAsync(LogView asked)
    {
        if (asked.Url != View.Url)
        {
            Navigation.NavigateTo(asked.Url);
            return;
        }

        Tail?.Dispose();
        Tail = null;
        Lost = 0;
        IsAtTop = true;
        Selection = new([], []);
        Plan = null;
        if (!View.HasSources || Problems.Length > 0 && View.Query.Problem is not null)
        {
            Search.Clear();
            return;
        }

        var mine = View;
        await AwaitFleetAsync();
        if (isDisposed || !ReferenceEquals(mine, View))
            return;
        Selection = Scopes.Resolve(View.Services, View.Groups);
        Follow();
        Search.Clear();
        _ = PlanAndSearchAsync(mine);
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

    private async Task PlanAndSearchAsync(LogView mine)
    {
        try
        {
            var plan = await Planner.PlanAsync(mine, Selection.Scopes, mine.Range.Resolve(Time.GetUtcNow()), left.Token);
            if (isDisposed || !ReferenceEquals(mine, View))
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
        try
        {
            if (plan.Engine == LogEngine.Insights)
                await Search.RunAsync(scopes.Length, span, cancel => Insights.SearchAsync(scopes, span, view.Syntax == LogSyntax.Insights ? view.Text : null, view.Query, cancel), RenderSoon);
            else
                await Search.RunAsync(scopes, span, view.Query, RenderSoon);
        }
        catch (Exception bug)
        {
            await DispatchExceptionAsync(bug);
        }
    }

    private async Task FollowOrNotAsync()
    {
        Tail?.Dispose();
        Tail = null;
        if (!View.Follow)
            return;

        // What came while nobody followed is searched again, so that there is no gap.
        await AskAsync(View);
    }

    private void Follow()
    {
        if (View.Follow && Selection.Scopes.Length > 0)
            Tail = Tails.Follow(Selection.Scopes, View.Query, RenderSoon);
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
        TakeNew();
        return Task.CompletedTask;
    }

    private async Task AwaitFleetAsync()
    {
        try
        {
            await Fleet.FirstAnswer.WaitAsync(FleetPatience, Time);
        }
        catch (TimeoutException)
        {
            // The selection then says that the services were not read yet.
        }
    }

    private string? One(string name) => name switch
    {
        "q" => QueryText,
        "syntax" => SyntaxText,
        "engine" => EngineText,
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
        Tail?.Dispose();
        search?.Dispose();
        base.Dispose(disposing);
    }
}
