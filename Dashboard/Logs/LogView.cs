using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Logs.Patterns;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>What the address of <c>/logs</c> says: the whole state that a person would share.</summary>
/// <param name="Text">What was typed.</param>
public sealed record LogView(ImmutableArray<ServiceKey> Services, ImmutableArray<LogGroupKey> Groups, string Text, LogSyntax Syntax, TimeRange Range, bool Follow, LogEventLink? Event)
{
    public const int MostSources = 20;

    public static LogView Empty { get; } = new([], [], "", LogSyntax.Words, TimeRange.Default, false, null);

    /// <summary>Words are searched page by page whatever the range: slower, and free.</summary>
    public bool ByPages { get; init; }

    /// <summary>The lines grouped into templates instead of one by one.</summary>
    public bool ShowsPatterns { get; init; }

    public PatternOrder Order { get; init; }

    /// <summary>Only the lines of this task, by its id; null for all.</summary>
    public string? Task { get; init; }

    public bool IsPattern => Syntax == LogSyntax.Pattern;

    /// <summary>Of words or a pattern; a query of Logs Insights is only its engine's to read.</summary>
    public LogQuery Query => Syntax switch
    {
        LogSyntax.Words => LogQuery.FromWords(Text),
        LogSyntax.Pattern => LogQuery.FromPattern(Text),
        _ => LogQuery.Everything,
    };
    public bool HasSources => Services.Length + Groups.Length > 0;

    /// <summary>The same question, whatever is selected or followed: then nothing is searched again.</summary>
    public bool AsksTheSame(LogView other) => Services.SequenceEqual(other.Services) && Groups.SequenceEqual(other.Groups) && Text == other.Text && Syntax == other.Syntax && ByPages == other.ByPages && Task == other.Task && ShowsPatterns == other.ShowsPatterns && Range == other.Range;

    public string Url => Urls.Logs + QueryString;

    /// <summary>The address that shows one event again at any later time: the range is fixed around it.</summary>
    public string UrlOf(LogEventLink link)
    {
        var around = Range.Fixed is { } span && span.From <= link.At && link.At < span.To
            ? Range
            : Around(link.At, TimeSpan.FromMinutes(15));
        return (this with { Range = around, Follow = false, Event = link, ShowsPatterns = false }).Url;
    }

    /// <summary>The same question about what lies before the oldest line that is shown; null when all of it was written within one second, the least that a range can tell apart.</summary>
    /// <param name="searched">The range that the search had.</param>
    public LogView? Older(TimeSpanUtc searched, DateTimeOffset oldest)
    {
        var to = Second(oldest).AddSeconds(1);
        return to < searched.To && searched.From < to
            ? this with { Range = new TimeRange { Name = "custom", Fixed = searched with { To = to } }, Follow = false, Event = null }
            : null;
    }

    /// <summary>A fixed range, in whole seconds.</summary>
    public static TimeRange Around(DateTimeOffset at, TimeSpan before) => new() { Name = "custom", Fixed = new TimeSpanUtc(Second(at - before), Second(at + before)) };

    /// <summary>The file of what is searched. A query of Logs Insights runs once more for it, at a price that the page has said.</summary>
    public string ExportUrl(string format) => $"{Urls.Logs}/export.{format}" + (this with { Follow = false, Event = null, ShowsPatterns = false }).QueryString + (Syntax == LogSyntax.Insights ? "&consent=1" : "");

    private string QueryString
    {
        get
        {
            List<(string, string?)> pairs = [.. Services.Select(service => ("service", (string?)service.ToString())), .. Groups.Select(group => ("group", (string?)group.ToString()))];
            pairs.AddRange([("task", Task), ("q", Text), ("syntax", Syntax == LogSyntax.Words ? null : Syntax.ToString().ToLowerInvariant()), ("engine", ByPages ? "pages" : null), ("view", ShowsPatterns ? "patterns" : null), ("sort", ShowsPatterns && Order != PatternOrder.Count ? Order.ToString().ToLowerInvariant() : null), ("follow", Follow ? "1" : null), ("event", Event?.ToString())]);
            var query = Urls.Query(pairs.ToArray());
            return Range == TimeRange.Default ? query : query + (query.Length == 0 ? "?" : "&") + Range.Query;
        }
    }

    /// <summary>Reads the address. Whatever cannot be read is left out and comes back as one sentence.</summary>
    /// <param name="one">The single value of a parameter.</param>
    /// <param name="all">All values of a parameter.</param>
    public static (LogView View, ImmutableArray<string> Problems) Parse(Func<string, string?> one, Func<string, IEnumerable<string?>> all)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var (range, rangeProblem) = TimeRange.Parse(one("range"), one("from"), one("to"));
        var view = new LogView(
            Keys(all("service"), ServiceKey.Parse, "service", "production/shop/checkout", problems),
            Keys(all("group"), LogGroupKey.Parse, "group", "production:/ecs/shop/checkout", problems),
            one("q") ?? "",
            SyntaxOf(one("syntax"), problems),
            range,
            IsOn(one("follow"), problems),
            EventOf(one("event"), problems)) { ByPages = IsByPages(one("engine"), problems), Task = TaskOf(one("task"), problems), ShowsPatterns = IsOfPatterns(one("view"), problems), Order = OrderOf(one("sort"), problems) };
        if (rangeProblem is not null)
            problems.Add(rangeProblem);
        if (view.Query.Problem is { } tooLong)
            problems.Add(tooLong);
        if (view is { Follow: true, Range.IsLive: false })
        {
            problems.Add("Only a range that ends now can be followed; this one is fixed, so follow mode is off.");
            view = view with { Follow = false };
        }

        if (view is { Follow: true, Syntax: LogSyntax.Insights })
        {
            problems.Add("A query of Logs Insights cannot be followed, so follow mode is off.");
            view = view with { Follow = false };
        }

        if (view is { Follow: true, ShowsPatterns: true })
        {
            problems.Add("Patterns are those of a search and are not followed, so follow mode is off.");
            view = view with { Follow = false };
        }

        return (view, problems.ToImmutable());
    }

    private static ImmutableArray<T> Keys<T>(IEnumerable<string?> texts, Func<string?, T?> parse, string name, string example, ImmutableArray<string>.Builder problems)
        where T : struct
    {
        var keys = ImmutableArray.CreateBuilder<T>();
        foreach (var text in texts.Where(text => !string.IsNullOrEmpty(text)).Distinct())
        {
            if (parse(text) is { } key)
                keys.Add(key);
            else
                problems.Add($"“{Shorten(text!)}” is not a {name}; it is written as in {name}={example}.");
        }

        if (keys.Count <= MostSources)
            return keys.ToImmutable();
        problems.Add($"At most {MostSources} of {name}= are searched at once; the first {MostSources} are.");
        return [.. keys.Take(MostSources)];
    }

    private static LogSyntax SyntaxOf(string? text, ImmutableArray<string>.Builder problems)
    {
        if (text is not (null or "" or "words" or "pattern" or "insights"))
            problems.Add($"“{Shorten(text)}” is not a syntax; use syntax=words, syntax=pattern or syntax=insights.");
        return text switch { "pattern" => LogSyntax.Pattern, "insights" => LogSyntax.Insights, _ => LogSyntax.Words };
    }

    private static bool IsByPages(string? text, ImmutableArray<string>.Builder problems)
    {
        if (text is not (null or "" or "pages"))
            problems.Add($"engine= is pages or absent, not “{Shorten(text)}”.");
        return text == "pages";
    }

    private static bool IsOfPatterns(string? text, ImmutableArray<string>.Builder problems)
    {
        if (text is not (null or "" or "lines" or "patterns"))
            problems.Add($"view= is lines or patterns, not “{Shorten(text)}”.");
        return text == "patterns";
    }

    private static PatternOrder OrderOf(string? text, ImmutableArray<string>.Builder problems)
    {
        if (text is not (null or "" or "count" or "newness" or "growth"))
            problems.Add($"sort= is count, newness or growth, not “{Shorten(text)}”.");
        return text switch { "newness" => PatternOrder.Newness, "growth" => PatternOrder.Growth, _ => PatternOrder.Count };
    }

    private static bool IsOn(string? text, ImmutableArray<string>.Builder problems)
    {
        if (text is not (null or "" or "0" or "1"))
            problems.Add($"follow= is 1 or absent, not “{Shorten(text)}”.");
        return text == "1";
    }

    private static string? TaskOf(string? text, ImmutableArray<string>.Builder problems)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Length <= 64 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-'))
            return text;
        problems.Add($"“{Shorten(text)}” is not the id of a task; it is the last part of its ARN, as in task=0f9c2e8b5a7d4c1e.");
        return null;
    }

    private static LogEventLink? EventOf(string? text, ImmutableArray<string>.Builder problems)
    {
        var link = LogEventLink.Parse(text);
        if (link is null && !string.IsNullOrEmpty(text))
            problems.Add("event= is not the link of a log event; copy it again from the line.");
        return link;
    }

    private static DateTimeOffset Second(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private static string Shorten(string text) => LogText.OneLine(text, 60);
}
