using System.Globalization;
using System.Text;

namespace Dashboard.Logs.Patterns;

/// <summary>Writes the pattern of a group of shapes.</summary>
internal static class PatternReport
{
    public static LogPattern Of(IReadOnlyList<LineShape> shapes, int header)
    {
        var first = shapes[0];
        var tally = new PatternTally();
        foreach (var shape in shapes)
            tally.Add(shape.Tally);

        var parameters = new List<PatternParameter>();
        var places = new List<(int, int)>();
        var template = new StringBuilder();
        var at = Math.Min(header, first.Example.Length);
        for (var column = 0; column < first.Tokens.Length; column++)
        {
            var token = first.Tokens[column];
            template.Append(first.Example, at, token.Start - at);
            at = token.End;
            var varies = shapes.Any(shape => !PatternColumns.Same(shape.Tokens[column], token));
            if (token.Kind is not (TokenKind.Value or TokenKind.Numbered) && !varies)
            {
                template.Append(first.TextOf(column));
                continue;
            }

            var values = Values(shapes, column);
            var numbered = token.Kind == TokenKind.Numbered && !varies;
            var kind = numbered ? "number" : Kind(values);
            var digits = numbered ? first.TextOf(column).IndexOfAnyInRange('0', '9') : 0;
            if (numbered)
                template.Append(first.TextOf(column)[..digits]);
            places.Add((token.Start + digits, token.End));
            template.Append('<').Append(kind).Append('>');
            parameters.Add(new PatternParameter(kind, [.. values.All.Select(value => new PatternValue(value.Text, Math.Round((double)value.Count / values.Seen, 3)))]));
        }

        template.Append(first.Example, at, first.Example.Length - at);
        var text = template.ToString(0, Math.Min(template.Length, LogPattern.LongestTemplate)).Trim();
        return new LogPattern(IdOf(text), text, tally.Count, first.Example, parameters, tally.Revisions ?? [], tally.Times) { MessageAt = Math.Min(header, first.Example.Length), Places = places };
    }

    /// <summary>One shape in place of several: the columns in which they differ are values.</summary>
    public static LineShape Merged(IReadOnlyList<LineShape> shapes)
    {
        var first = shapes[0];
        var tokens = (LineToken[])first.Tokens.Clone();
        var values = new CommonValues?[tokens.Length];
        for (var column = 0; column < tokens.Length; column++)
        {
            var varies = shapes.Any(shape => !PatternColumns.Same(shape.Tokens[column], first.Tokens[column]));
            if (varies)
                tokens[column] = tokens[column] with { Kind = TokenKind.Value, Hash = 0 };
            if (varies || tokens[column].Kind is TokenKind.Value or TokenKind.Numbered)
                values[column] = Values(shapes, column);
        }

        var merged = new LineShape(first.Example, tokens, LineShape.BucketOf(tokens));
        foreach (var shape in shapes)
            merged.Tally.Add(shape.Tally);
        merged.Tally.Take(values);
        return merged;
    }

    /// <summary>Two patterns whose templates read the same.</summary>
    public static LogPattern Joined(LogPattern a, LogPattern b)
    {
        var revisions = a.Revisions.Concat(b.Revisions).GroupBy(revision => revision.Key).ToDictionary(same => same.Key, same => same.Sum(revision => revision.Value), StringComparer.Ordinal);
        PatternTimes? times = null;
        foreach (var part in new[] { a.Times, b.Times }.OfType<PatternTimes>())
            (times ??= new PatternTimes()).Add(part);
        return a with { Count = a.Count + b.Count, Revisions = revisions, Times = times };
    }

    private static CommonValues Values(IReadOnlyList<LineShape> shapes, int column)
    {
        var values = new CommonValues();
        foreach (var shape in shapes)
        {
            if (shape.Tally.ValuesOf(column) is { } seen)
                values.Add(seen);
            else
                values.Add(shape.TextOf(column), shape.Tally.Count);
        }

        return values;
    }

    private static string Kind(CommonValues values)
    {
        var kinds = values.All.Select(value => value.Text.Any(char.IsAsciiDigit) || value.Text.AsSpan().ContainsAny('/', '@') ? ValueKinds.Of(value.Text) : "word").Distinct().ToList();
        return kinds.Count == 1 ? kinds[0] : kinds.TrueForAll(kind => kind is "number" or "duration" or "size") ? "number" : ValueKinds.Mixed;
    }

    private static string IdOf(string template)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in template)
            hash = (hash ^ c) * 1099511628211;
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
