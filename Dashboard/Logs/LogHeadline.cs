using System.Text;
using System.Text.Json;

namespace Dashboard.Logs;

/// <summary>What a row shows of a line: of a JSON object its message and the first line of its exception, of anything else the line itself.</summary>
public static class LogHeadline
{
    private static readonly HashSet<string> Messages = new(StringComparer.OrdinalIgnoreCase) { "message", "msg", "@m", "@mt" };
    private static readonly HashSet<string> Exceptions = new(StringComparer.OrdinalIgnoreCase) { "exception", "@x", "error", "err", "stack", "stack_trace", "stacktrace" };

    /// <param name="text">May be the cut beginning of a line.</param>
    /// <returns>One line of at most about <paramref name="longest"/> characters, safe to show.</returns>
    public static string Of(string text, int longest) => LogText.OneLine(Said(text), longest);

    /// <summary>The same with the colours that the line asks for.</summary>
    public static IReadOnlyList<LogRun> RunsOf(string text, int longest) => LogText.OneLineRuns(Said(text), longest);

    private static string Said(string text)
    {
        var (message, exception) = text.AsSpan().TrimStart().StartsWith('{') ? Read(text) : default;
        if (message is null)
            return text;
        var first = exception?.AsSpan().TrimStart().ToString().Split('\n', 2)[0];
        return string.IsNullOrEmpty(first) || message.Contains(first, StringComparison.Ordinal) ? message : $"{message} · {first}";
    }

    private static (string? Message, string? Exception) Read(string text)
    {
        string? message = null, exception = null;
        try
        {
            // Not the final block: a cut line gives what stands before the cut.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!reader.Read())
                    break;
                if (reader.TokenType == JsonTokenType.String && Messages.Contains(name))
                    message ??= reader.GetString();
                else if (reader.TokenType == JsonTokenType.String && Exceptions.Contains(name))
                    exception ??= reader.GetString();
                else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !reader.TrySkip())
                    break;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Begins like JSON and is not: shown as it is.
            return default;
        }

        return (message, exception);
    }
}
