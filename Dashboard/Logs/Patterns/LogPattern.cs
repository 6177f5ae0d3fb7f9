namespace Dashboard.Logs.Patterns;

/// <summary>A template of log lines and what was counted of it.</summary>
/// <param name="Id">16 hexadecimal digits of the template's text: the same for the same template everywhere.</param>
/// <param name="Template">At most <see cref="LongestTemplate"/> characters, values as <c>&lt;kind&gt;</c>. Untrusted text like the lines themselves.</param>
/// <param name="Count">Lines.</param>
/// <param name="Example">The first line, cut to 4096 characters.</param>
/// <param name="Parameters">In the order in which they stand in the template.</param>
/// <param name="Revisions">Lines by revision, for lines that were added with one; at most <see cref="MostRevisions"/> and <see cref="OtherRevisions"/>.</param>
/// <param name="Times">Null when lines were added without a moment.</param>
public sealed record LogPattern(
    string Id, string Template, long Count, string Example, IReadOnlyList<PatternParameter> Parameters, IReadOnlyDictionary<string, long> Revisions, PatternTimes? Times)
{
    public const int LongestTemplate = 4096;
    public const int MostRevisions = 50;
    public const string OtherRevisions = "others";

    /// <summary>Where in <see cref="Example"/> its message begins, after what every line begins with.</summary>
    public int MessageAt { get; init; }

    /// <summary>Where in <see cref="Example"/> each of <see cref="Parameters"/> stands.</summary>
    public IReadOnlyList<(int Start, int End)> Places { get; init; } = [];
}

/// <param name="Kind">number, id, hex, uuid, ip, mac, path, url, email, duration, size, time, word, or value when they differ.</param>
/// <param name="Common">The most common values, most common first, at most eight, each cut to 120 characters.</param>
public sealed record PatternParameter(string Kind, IReadOnlyList<PatternValue> Common);

/// <param name="Share">Of the template's lines, 0 to 1: an estimate from a sample.</param>
public sealed record PatternValue(string Text, double Share);
