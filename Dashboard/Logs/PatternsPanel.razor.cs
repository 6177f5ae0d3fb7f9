using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Logs.Patterns;
using Dashboard.Ui;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Logs;

/// <summary>What a search found, grouped into templates.</summary>
public sealed partial class PatternsPanel
{
    /// <summary>Rows drawn; a person reads the first dozen, and a page of thousands would not stay light.</summary>
    public const int Most = 100;

    private static readonly (PatternOrder Order, string Name)[] Orders = [(PatternOrder.Count, "Count"), (PatternOrder.Newness, "Newest first"), (PatternOrder.Growth, "Growth")];
    private readonly HashSet<string> open = [];
    private ImmutableArray<PatternRow> taken = [];
    private PatternOrder order;
    private List<PatternRow> rows = [];

    [Parameter, EditorRequired]
    public LogSearch Search { get; set; } = default!;

    [Parameter, EditorRequired]
    public PatternSearch Patterns { get; set; } = default!;

    [Parameter, EditorRequired]
    public LogView View { get; set; } = LogView.Empty;

    [CascadingParameter]
    public ViewerZone? Viewer { get; set; }

    private ViewerZone Zone => Viewer ?? ViewerZone.Utc;

    private string TimeForm => Search.Span.Length > TimeSpan.FromHours(20) ? "d MMM HH:mm" : "HH:mm:ss";

    /// <summary>What the patterns are of, so that nobody takes a part for the whole.</summary>
    private string Coverage
    {
        get
        {
            var lines = Format.Plural(Search.Counts.Total, "line");
            var found = rows.Count == 0 ? lines : $"{Format.Plural(rows.Count, "pattern")} in {lines}";
            var frames = Patterns.Frames > 0 ? $" {Format.Plural((int)Patterns.Frames, "line")} of stack traces are left out." : "";
            var back = Zone.Text(Search.Progress?.SearchedBackTo ?? Search.Span.To, TimeForm);
            var (from, to) = (Zone.Text(Search.Span.From, TimeForm), Zone.Text(Search.Span.To, TimeForm));
            return Search.State switch
            {
                LogSearchState.Running => $"Searching: {found}, back to {back} of {from}.",
                LogSearchState.Complete => $"{found} between {from} and {to}{(Search.Faults.IsEmpty ? "" : ", without the groups that did not answer")}.{frames}",
                LogSearchState.Stopped => $"Stopped. {found}, back to {back} of {from}; what is older was not read.{frames}",
                LogSearchState.Full => $"{found}, as many as one search reads, back to {back} of {from}; what is older was not read.{frames}",
                LogSearchState.Failed => "Nothing could be read.",
                _ => "",
            };
        }
    }

    protected override void OnParametersSet()
    {
        if (taken == Patterns.Rows && order == View.Order)
            return;
        (taken, order) = (Patterns.Rows, View.Order);
        rows = [.. PatternRow.Sorted(taken, order)];
    }

    private bool IsOpen(PatternRow row) => open.Contains(row.Pattern.Id);

    private void Turn(PatternRow row)
    {
        if (!open.Remove(row.Pattern.Id))
            open.Add(row.Pattern.Id);
    }

    private string Share(long count) => Format.Percent(100.0 * count / Math.Max(1, Patterns.Lines));

    private string PathOf(PatternRow row) =>
        ChartPath.Of(new ChartLine("", row.Times.Start, row.Times.Width, [.. row.Times.Buckets.Select(lines => (double?)lines)]), Search.Span, row.Times.Buckets.Max() * 1.05);

    private string TimesOf(PatternRow row) => $"From {Zone.Text(row.Times.First, TimeForm)} to {Zone.Text(row.Times.Last, TimeForm)}, at most {row.Times.Buckets.Max().ToString("N0", CultureInfo.InvariantCulture)} in {Format.Duration(row.Times.Width)}";

    private string Seen(PatternRow row) => row.Pattern.Count == 1 ? Zone.Text(row.Times.First, TimeForm) : $"{Zone.Text(row.Times.First, TimeForm)} – {Zone.Text(row.Times.Last, TimeForm)}";

    private static string GrowthOf(PatternRow row) => row.Times.Growth switch
    {
        >= 1.2 and < 9.95 and var grown => "×" + grown.ToString("0.0", CultureInfo.InvariantCulture),
        >= 9.95 and var grown => "×" + grown.ToString("#,0", CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string RevisionsOf(PatternRow row)
    {
        var shares = row.Pattern.Revisions.OrderByDescending(revision => revision.Value).Select(revision => $"{revision.Key} {Format.Percent(100.0 * revision.Value / row.Pattern.Count)}").ToList();
        if (row.OfUnknownRevision > 0)
            shares.Add(shares.Count == 0 ? "revision unknown" : $"unknown {Format.Percent(100.0 * row.OfUnknownRevision / row.Pattern.Count)}");
        return string.Join(" · ", shares);
    }

    private string? LinesOf(PatternRow row) => PatternPart.Query(row.Parts) is { Length: > 0 } words && View.Syntax == LogSyntax.Words
        ? (View with { Text = $"{View.Text} {words}".Trim(), ShowsPatterns = false, Event = null }).Url
        : null;
}
