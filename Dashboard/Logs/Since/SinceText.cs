using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Logs;

/// <summary>What of an event tells one template from another: of a stack trace the exception, not the frames, which move with every edit of the code.</summary>
internal static partial class SinceText
{
    private const int Looked = 8192;

    /// <summary>Stands between the lines of one event; no logger writes it between two words.</summary>
    private const string Break = " · ";

    /// <returns>Null for an event that is a frame or blank, which an awslogs driver without a multi-line setting makes.</returns>
    public static string? Of(string message)
    {
        var text = message.Length <= Looked ? message : message[..Looked];
        if (text.AsSpan().IndexOf('\n') < 0)
            return string.IsNullOrWhiteSpace(text) || IsFrame(text) ? null : text;
        var kept = new StringBuilder();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var said = line.Trim();
            if (!said.IsEmpty && !IsFrame(line))
                kept.Append(kept.Length == 0 ? "" : Break).Append(said);
        }

        return kept.Length == 0 ? null : kept.ToString();
    }

    /// <summary>An exception's name alone on its line is an error too, though no logger put a level before it.</summary>
    public static LogSeverity LevelOf(string example) =>
        LogLevels.Of(example) is var said and not LogSeverity.None ? said : Exception().IsMatch(example) ? LogSeverity.Error : LogSeverity.None;

    private static bool IsFrame(ReadOnlySpan<char> line) => Frame().IsMatch(line);

    [GeneratedRegex(@"^\s*(?:at [\w$.<>/]+[.(\[]|at async |File ""|from \S+:[0-9]+|\S+\.rb:[0-9]+:in |\.\.\. [0-9]+ (?:more|common)|--- End of )")]
    private static partial Regex Frame();

    [GeneratedRegex(@"^\s*[A-Za-z_][\w.$:]*(?:Exception|Error)(?::|$)")]
    private static partial Regex Exception();
}
