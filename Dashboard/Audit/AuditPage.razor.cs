using System.Globalization;
using Dashboard.Store;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

public sealed partial class AuditPage
{
    private const int PageSize = 50;
    private AuditFilter filter = new();
    private Reading<Page> reading = Reading<Page>.Loading;
    private IReadOnlyList<string> actions = [];
    private string? problem;
    private bool checking;
    private long? before;

    [SupplyParameterFromQuery(Name = "q")] private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "action")] private string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "from")] private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "before")] private string? Before { get; set; }

    [CascadingParameter] private ViewerZone? Viewer { get; set; }

    /// <summary>What the person may see; null for everything.</summary>
    [CascadingParameter] public Places? Sight { get; set; }

    private ViewerZone Zone => Viewer ?? ViewerZone.Utc;

    protected override void OnInitialized()
    {
        Watch(Head);
        Watch(Verdicts);
    }

    protected override Task OnParametersSetAsync()
    {
        (filter, problem) = AuditQuery.Read(Text, Action, From, To);
        before = long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
        return LoadAsync();
    }

    protected override Task OnFeedChangedAsync() => before is null ? LoadAsync() : Task.CompletedTask;

    private async Task LoadAsync()
    {
        try
        {
            actions = await Trail.ActionsAsync();
            var found = await Trail.FindAsync(filter, PageSize, before);
            reading = new Reading<Page>(new Page([.. found.Where(entry => Sight?.HoldSubject(entry.Subject) != false)], found.Count == PageSize ? found[^1].Sequence : null), Now, null);
        }
        catch (SqliteException error)
        {
            reading = reading with { Fault = new Fault(FaultKind.Unreachable, $"The trail cannot be read: {error.Message}", Now) };
        }
    }

    private async Task VerifyAsync()
    {
        checking = true;
        await Checks.RunAsync(CancellationToken.None);
        checking = false;
    }

    // The inputs navigate by themselves as they change; Enter only leaves the field.
    private static void Apply()
    {
    }

    private void Go(AuditFilter wanted) => Navigation.NavigateTo(Urls.Audit + AuditQuery.Of(wanted));

    private string? Day(DateTimeOffset? at) => at is { } instant ? Zone.Local(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private DateTimeOffset? Midnight(object? day, int plusDays) =>
        DateOnly.TryParse(day?.ToString(), CultureInfo.InvariantCulture, out var date) && date < DateOnly.MaxValue ? Zone.Parse(date.AddDays(plusDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;

    /// <param name="Older">Before which entry the next page goes on; null on the last.</param>
    private sealed record Page(IReadOnlyList<AuditEntry> Entries, long? Older);
}
