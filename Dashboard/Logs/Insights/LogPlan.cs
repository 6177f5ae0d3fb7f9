using System.Collections.Immutable;
using Dashboard.Ui;
using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

public enum LogEngine
{
    /// <summary>FilterLogEvents, page by page from the newest; costs nothing.</summary>
    Pages,

    /// <summary>Logs Insights, which scans the whole range at once; costs by the byte.</summary>
    Insights,
}

/// <summary>What a query of Logs Insights will scan and cost, estimated.</summary>
/// <param name="Unknown">Groups whose size is not known.</param>
public sealed record InsightsCost(long Bytes, decimal Dollars, int Unknown)
{
    private const decimal Gigabyte = 1_000_000_000m;

    public static InsightsCost Of(IReadOnlyCollection<LogGroupSize?> sizes, TimeSpan range, decimal dollarsPerGigabyte)
    {
        var bytes = sizes.Sum(size => size is { StoredBytes: { } stored } ? (long)(stored * Math.Min(1, range / size.Kept)) : 0);
        return new InsightsCost(bytes, DollarsOf(bytes, dollarsPerGigabyte), sizes.Count(size => size?.StoredBytes is null));
    }

    public static decimal DollarsOf(long bytes, decimal dollarsPerGigabyte) => bytes / Gigabyte * dollarsPerGigabyte;

    public static string Text(decimal dollars) => dollars < 0.01m ? "less than $0.01" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${dollars:#,0.00}");
}

/// <summary>Which engine answers, and why, for the screen.</summary>
/// <param name="Cost">Null where it costs nothing.</param>
/// <param name="NeedsConsent">So much that a person is asked first.</param>
public sealed record LogPlan(LogEngine Engine, string Why, InsightsCost? Cost = null, bool NeedsConsent = false);

/// <summary>Chooses the engine of a search: pages for what is short or small, Logs Insights for the rest.</summary>
public sealed class LogPlanner(InsightsSource source, IOptions<LogsOptions> options)
{
    public async Task<LogPlan> PlanAsync(LogView view, ImmutableArray<LogScope> scopes, TimeSpanUtc span, CancellationToken cancel)
    {
        if (view.Syntax != LogSyntax.Insights && WhyPages(view, span) is { } why)
            return new LogPlan(LogEngine.Pages, why);
        var groups = scopes.Select(scope => scope.Group).Distinct().ToList();
        var sizes = await Task.WhenAll(groups.Select(async group => (await source.SizeAsync(group, cancel)).Value));
        var cost = InsightsCost.Of(sizes, span.Length, options.Value.InsightsDollarsPerGigabyte);
        if (view.Syntax != LogSyntax.Insights && cost is { Unknown: 0 } && cost.Bytes <= options.Value.LargestPagedMegabytes * 1_000_000L)
            return new LogPlan(LogEngine.Pages, $"the groups hold only about {Format.Bytes(cost.Bytes)} in this range");
        return new LogPlan(
            LogEngine.Insights,
            view.Syntax == LogSyntax.Insights ? "the query is written in its language" : $"the range is longer than {Format.Duration(options.Value.LongestPagedRange)}",
            cost,
            cost.Bytes >= options.Value.ConsentAtMegabytes * 1_000_000L);
    }

    private string? WhyPages(LogView view, TimeSpanUtc span) => view switch
    {
        { Syntax: LogSyntax.Pattern } => "a filter pattern is its language",
        { ByPages: true } => "you chose it",
        { ShowsPatterns: true } => "patterns are found in the lines themselves",
        { Follow: true } => "new lines are followed",
        { Query.Terms.IsEmpty: true } => "the newest lines are asked for, whatever they say",
        _ when span.Length <= options.Value.LongestPagedRange => "the range is short",
        _ => null,
    };
}
