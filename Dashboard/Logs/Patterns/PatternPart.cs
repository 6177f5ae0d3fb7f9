using System.Text.RegularExpressions;

namespace Dashboard.Logs.Patterns;

/// <summary>A piece of a template: text that all of its lines have, or the place of a value.</summary>
/// <param name="Text">Of a value, its kind.</param>
public readonly partial record struct PatternPart(string Text, bool IsValue)
{
    private const int MostPhrases = 2;

    public static IReadOnlyList<PatternPart> Of(string template)
    {
        var parts = new List<PatternPart>();
        var at = 0;
        foreach (Match value in Values().Matches(template))
        {
            if (value.Index > at)
                parts.Add(new PatternPart(template[at..value.Index], false));
            parts.Add(new PatternPart(value.Groups[1].Value, true));
            at = value.Index + value.Length;
        }

        if (at < template.Length)
            parts.Add(new PatternPart(template[at..], false));
        return parts;
    }

    /// <summary>Words that find its lines again: the longest runs of plain text, as phrases of a search. Empty when there is no text in it that would tell.</summary>
    public static string Query(IEnumerable<PatternPart> parts)
    {
        var runs = parts.Where(part => !part.IsValue).SelectMany(part => PlainText().Matches(part.Text).Select(run => run.Value.Trim())).Where(run => run.Count(char.IsLetter) >= 3).Distinct();
        return string.Join(' ', runs.OrderByDescending(run => run.Length).Take(MostPhrases).Select(run => $"\"{run}\""));
    }

    [GeneratedRegex("<(number|id|hex|uuid|ip|mac|path|url|email|duration|size|time|word|value)>")]
    private static partial Regex Values();

    // Nothing that JSON or a colour writes in another way than it is shown.
    [GeneratedRegex(@"[\p{L}\p{N}_./:=,-]+(?: [\p{L}\p{N}_./:=,-]+)*")]
    private static partial Regex PlainText();
}
