using Dashboard.Ui;

namespace Dashboard.Logs.Saved;

/// <summary>What a search looks for, on one line.</summary>
public static class SavedSearchWords
{
    private const int MostSources = 3;

    public static string Of(LogView view)
    {
        List<string> sources = [.. view.Services.Select(key => key.ToString()), .. view.Groups.Select(key => key.ToString())];
        var named = sources.Count <= MostSources ? sources : [.. sources.Take(MostSources - 1), $"{sources.Count - MostSources + 1} more"];
        return string.Join(" · ", [string.Join(", ", named), Asked(view), Range(view.Range), .. view.ShowsPatterns ? ["as patterns"] : Array.Empty<string>(), .. view.Follow ? ["followed"] : Array.Empty<string>()]);
    }

    private static string Asked(LogView view) => LogText.OneLine(view.Text, 120) switch
    {
        "" => "every line",
        var text => view.Syntax switch { LogSyntax.Pattern => $"pattern {text}", LogSyntax.Insights => $"Logs Insights: {text}", _ => text },
    };

    private static string Range(TimeRange range) => range.Fixed is { } span
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.From:yyyy-MM-dd HH:mm} to {span.To:yyyy-MM-dd HH:mm} UTC")
        : $"last {range.Name}";
}
