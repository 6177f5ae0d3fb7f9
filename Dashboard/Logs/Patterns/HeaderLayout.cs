using System.Buffers;

namespace Dashboard.Logs.Patterns;

/// <summary>
/// What the lines of one source begin with before they say anything: moment, level, host, process, component. Learned from its first
/// lines, since no single line tells where its beginning ends. A line that does not follow it is taken whole.
/// </summary>
internal sealed class HeaderLayout
{
    /// <summary>Lines that are enough to learn from.</summary>
    public const int SampleLines = 2000;

    // Logger names are classes: no address, path, call or sentence.
    private static readonly SearchValues<char> NotInLoggers = SearchValues.Create("0123456789/\\:()[]{}=,\"'");

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private const int MostColumns = 16, MostLookahead = 3;
    private const double Agreement = 0.85, MarkAgreement = 0.6, ColonAgreement = 0.7;

    private readonly int columns, anchor;
    private readonly char ending;

    private HeaderLayout(int columns, int anchor, char ending) => (this.columns, this.anchor, this.ending) = (columns, anchor, ending);

    public static HeaderLayout None { get; } = new(0, 0, '\0');

    public static HeaderLayout Learn(IEnumerable<string> lines)
    {
        var columns = new ColumnCounts[MostColumns];
        var read = 0;
        foreach (var line in lines.Take(SampleLines))
        {
            // The rest of the line before, or an object that names its fields itself.
            if (line.Length == 0 || char.IsWhiteSpace(line[0]) || line[0] == '{')
                continue;
            read++;
            var at = 0;
            for (var column = 0; column < MostColumns && HeaderColumn.Next(line, ref at, out var from, out var to, out var barred); column++)
                columns[column].Add(line.AsSpan(from, to - from), barred, to + 2 < line.Length && line[to] == ' ' && line[to + 1] == ' ');
        }

        return read == 0 ? None : Learn(columns, read);
    }

    private static HeaderLayout Learn(ColumnCounts[] columns, int read)
    {
        var (enough, enoughMarks, enoughColons) = (Agreement * read, MarkAgreement * read, ColonAgreement * read);
        int last = 0, anchor = -1;

        // A clock after words is what the message says; a header that begins with words does not have their like in every line.
        var sentence = columns[0].Words >= enough && columns[1].Words >= enough;
        var ending = '\0';
        for (var column = 0; column < MostColumns && column <= last + MostLookahead && ending != ':'; column++)
        {
            ref readonly var seen = ref columns[column];
            if (seen.Any < enough)
                break;
            var strong = seen.Epochs >= enough || ((seen.Moments >= enough || seen.Levels >= enough) && (anchor >= 0 || !sentence));
            sentence |= column > 0 && seen.Words >= enough;
            if (strong && anchor < 0)
                anchor = column;
            var next = column == last;
            var near = anchor >= 0 && column - last <= 1;
            if (anchor >= 0 && seen.Colons >= enoughColons)
                (last, ending) = (column + 1, ':');
            else if (near && (seen.Marks >= enoughMarks || seen.LoneColons >= enough))
                (last, ending) = (column + 1, '-');
            else if (strong || (next && seen.Numbers >= enough) || (next && seen.Marks >= enoughMarks) || (near && (seen.Bracketed >= enough || seen.Barred >= enough || seen.Padded >= enough || seen.Loggers >= enough)))
                (last, ending) = (column + 1, '\0');
        }

        return anchor < 0 ? None : new HeaderLayout(last, anchor, ending);
    }

    /// <returns>Where the message begins.</returns>
    public int End(ReadOnlySpan<char> line)
    {
        int at = 0, column = 0, afterAnchor = 0;
        while (column < columns && HeaderColumn.Next(line, ref at, out var from, out var to))
        {
            var text = line[from..to];
            if (column == anchor && !HeaderColumn.IsMoment(text) && !HeaderColumn.IsLevel(text))
                return 0;
            if (column == anchor)
                afterAnchor = at;
            if (++column == columns && ending != '\0' && !EndsIn(text))
                return EndNearby(line, at) is > 0 and var nearby ? nearby : from;
        }

        return column == columns ? at : afterAnchor;
    }

    /// <summary>A component of two or three words.</summary>
    private int EndNearby(ReadOnlySpan<char> line, int at)
    {
        for (var more = 0; more < 2 && HeaderColumn.Next(line, ref at, out var from, out var to); more++)
        {
            if (EndsIn(line[from..to]))
                return at;
        }

        return 0;
    }

    private bool EndsIn(ReadOnlySpan<char> text) => ending == ':' ? text[^1] == ':' : text is "-" or "--" or ":";

    private struct ColumnCounts
    {
        public int Any, Words, Epochs, Moments, Levels, Numbers, Bracketed, Barred, Padded, Loggers, Colons, LoneColons, Marks;

        public void Add(ReadOnlySpan<char> text, bool barred, bool padded)
        {
            Any++;
            Words += !text.ContainsAnyExcept(Letters) && !Vocabulary.IsCalendar(text) && !Vocabulary.IsLevel(text) ? 1 : 0;
            Epochs += HeaderColumn.IsEpoch(text) ? 1 : 0;
            Moments += HeaderColumn.IsMoment(text) ? 1 : 0;
            Levels += HeaderColumn.IsLevel(text) ? 1 : 0;
            Numbers += HeaderColumn.IsNumber(text) ? 1 : 0;
            Bracketed += text[0] == '[' && text[^1] == ']' ? 1 : 0;
            Barred += barred ? 1 : 0;
            Padded += padded ? 1 : 0;
            Loggers += text.Count('.') >= 2 && !text.ContainsAny(NotInLoggers) ? 1 : 0;
            Colons += text.Length > 1 && text[^1] == ':' ? 1 : 0;
            LoneColons += text is ":" ? 1 : 0;
            Marks += text.Length <= 2 && !text.ContainsAnyExcept('-') ? 1 : 0;
        }
    }
}
