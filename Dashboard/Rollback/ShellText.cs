using System.Text.RegularExpressions;

namespace Dashboard.Rollback;

/// <summary>Text that a POSIX shell takes as it is, whatever is in it.</summary>
internal static partial class ShellText
{
    public static string Quoted(string value) =>
        Harmless().IsMatch(value) ? value : $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>As in <c>--service checkout</c>; joined by = where the value would read as an option itself.</summary>
    public static string Option(string name, string value) => $"{name}{(value.StartsWith('-') ? '=' : ' ')}{Quoted(value)}";

    [GeneratedRegex(@"\A[A-Za-z0-9_./:@%+=,-]+\z")]
    private static partial Regex Harmless();
}
