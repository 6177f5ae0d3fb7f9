using System.Collections.Immutable;
using Dashboard.Ui;
using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

/// <summary>The whole result of a query of Logs Insights: lines, or a table of whatever the query counts and chooses.</summary>
/// <param name="Notice">What it lacks; null when it is complete.</param>
public sealed record InsightsResult(ImmutableArray<LogEvent> Lines, InsightsTable? Table, string? Notice)
{
    public IEnumerable<string> Rows(LogExport export) => Table is { } table
        ? table.Rows.Select(row => export.WriteRow(table.Columns, row)).Prepend(export.TableHeader(table.Columns))
        : Lines.Select(export.Write).Prepend(export.Header);
}

/// <summary>Runs a query of Logs Insights once more for a file, because what a viewer keeps of it is less than it gives.</summary>
public sealed class InsightsExport(InsightsPager pager, LogPlanner planner, IOptions<LogsOptions> options, TimeProvider time)
{
    /// <param name="hasConsent">The person knows that it is paid for again.</param>
    /// <returns>An Invalid fault for a query that the engine cannot read, or that is dear and not consented to.</returns>
    public async Task<Answer<InsightsResult>> RunAsync(LogView view, ImmutableArray<LogScope> scopes, TimeSpanUtc span, bool hasConsent, CancellationToken cancel)
    {
        var plan = await planner.PlanAsync(view, scopes, span, cancel);
        if (plan is { NeedsConsent: true, Cost: { } cost } && !hasConsent)
            return Invalid($"This query scans about {Format.Bytes(cost.Bytes)}, which AWS bills with about {InsightsCost.Text(cost.Dollars)}. Add consent=1 to run it.");
        var last = new LogPage([], new LogProgress(span.To, 0, []));
        await foreach (var page in pager.SearchAsync(scopes, span, view.Text, view.Query, options.Value.MaxExportedLines, cancel))
            last = page;
        if (last.Progress.Insights?.Problem is { } problem)
            return Invalid(problem.Text);
        if (last.Progress.Faults is [var first, ..] && last.Progress.Faults.Length >= scopes.Length)
            return first.Fault;
        return new InsightsResult(last.Events, last.Progress.Insights?.Table, NoticeOf(last.Progress));
    }

    private static string? NoticeOf(LogProgress progress) => progress switch
    {
        { Insights.Ended: { } ended } => $"Not complete: {ended}",
        { Faults: [var first, ..] } => $"Not complete: {first.Scope.Group} could not be read. {first.Fault.Message}",
        _ => null,
    };

    private Fault Invalid(string message) => new(FaultKind.Invalid, message, time.GetUtcNow());
}
