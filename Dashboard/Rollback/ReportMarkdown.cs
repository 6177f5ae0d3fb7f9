using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Dashboard.Rollback;

/// <summary>A report as Markdown (CommonMark with GitHub's tables). What people and AWS wrote stays text: it becomes neither HTML nor a link nor a mention.</summary>
internal static class ReportMarkdown
{
    private const string Meta = "\\`*_[]<>|~&$!^{}";

    // Between it and a name, none of the known renderers sees an address, a mention or an issue. Nobody sees it.
    private const char WordJoiner = '\u2060';

    /// <param name="site">Where the dashboard is, for its own links.</param>
    public static string Write(RollbackReport report, Uri site)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Escape(report.Title)).Append("\n\n");
        text.Append("**").Append(Escape(report.Outcome)).Append(".** ").Append(Escape(report.Verdict)).Append("\n\n");
        if (report.Next is { } next)
            text.Append("**Next:** ").Append(Escape(next)).Append("\n\n");
        foreach (var fact in report.Facts)
            text.Append("- **").Append(Escape(fact.Name)).Append(":** ").Append(Linked(fact, site)).Append('\n');
        foreach (var table in report.Tables)
            Append(text, table);
        return text.Append("\nAll times are UTC.\n").ToString();
    }

    /// <summary>On one line, for the middle of a line.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
                continue;
            if (rune.IsAscii && Meta.Contains((char)rune.Value, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(rune);
            if (rune.Value is '@' or '#')
                escaped.Append(WordJoiner);
        }

        return escaped.Replace("://", @":\/\/").Replace("www.", @"www\.").Replace("WWW.", @"WWW\.").ToString();
    }

    private static string Linked(ReportFact fact, Uri site) =>
        fact.Href is { } href ? $"[{Escape(fact.Text)}](<{new Uri(site, href).AbsoluteUri}>)" : Escape(fact.Text);

    private static void Append(StringBuilder text, ReportTable table)
    {
        text.Append("\n## ").Append(Escape(table.Title)).Append("\n\n");
        if (table.Rows.IsEmpty)
        {
            text.Append(Escape(table.Otherwise)).Append('\n');
            return;
        }

        text.Append(Row(table.Columns)).Append("| ").Append(string.Join(" | ", table.Columns.Select(_ => "---"))).Append(" |\n");
        foreach (var row in table.Rows)
            text.Append(Row(row));
    }

    private static string Row(ImmutableArray<string> cells) => $"| {string.Join(" | ", cells.Select(Escape))} |\n";
}
