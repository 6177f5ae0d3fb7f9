using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Logs;

/// <summary>Reads a line's level from JSON, logfmt or plain text; guesses only where a line says it in a form that loggers use.</summary>
public static class LogLevels
{
    // A level stands near the start; a longer look costs time on megabyte lines and finds words of the message.
    private const int Looked = 512;
    private const int LongestJson = 64 * 1024;
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t:;,|[]()<>{}=\"'/\r\n");

    private static readonly SearchValues<char> TimeCharacters = SearchValues.Create("0123456789-/:.,+TZ []\t");

    private static readonly Dictionary<string, LogSeverity> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["trace"] = LogSeverity.Trace, ["trce"] = LogSeverity.Trace, ["verbose"] = LogSeverity.Trace, ["finest"] = LogSeverity.Trace, ["finer"] = LogSeverity.Trace, ["silly"] = LogSeverity.Trace,
        ["debug"] = LogSeverity.Debug, ["dbug"] = LogSeverity.Debug, ["fine"] = LogSeverity.Debug, ["dbg"] = LogSeverity.Debug,
        ["info"] = LogSeverity.Info, ["information"] = LogSeverity.Info, ["informational"] = LogSeverity.Info, ["notice"] = LogSeverity.Info, ["inf"] = LogSeverity.Info, ["default"] = LogSeverity.Info,
        ["warn"] = LogSeverity.Warning, ["warning"] = LogSeverity.Warning, ["wrn"] = LogSeverity.Warning,
        ["error"] = LogSeverity.Error, ["err"] = LogSeverity.Error, ["fail"] = LogSeverity.Error, ["severe"] = LogSeverity.Error,
        ["fatal"] = LogSeverity.Fatal, ["critical"] = LogSeverity.Fatal, ["crit"] = LogSeverity.Fatal, ["emergency"] = LogSeverity.Fatal, ["emerg"] = LogSeverity.Fatal, ["alert"] = LogSeverity.Fatal, ["panic"] = LogSeverity.Fatal, ["ftl"] = LogSeverity.Fatal,
    };

    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase) { "level", "severity", "lvl", "loglevel", "log_level", "log.level", "levelname", "severitytext", "severity_text", "@l", "@level" };

    private static readonly HashSet<string> Statuses = new(StringComparer.OrdinalIgnoreCase) { "status", "status_code", "statuscode", "http.status_code", "http.response.status_code" };

    public static LogSeverity Of(string message)
    {
        var start = message.AsSpan().TrimStart();
        if (start.StartsWith('{'))
            return OfJson(message);
        var head = LogText.Uncoloured(start[..Math.Min(Looked, start.Length)]);
        if (AccessLog.Status(head) is { } status)
            return status >= 500 ? LogSeverity.Error : LogSeverity.None;
        return OfLogfmt(head) is var said and not LogSeverity.None ? said : OfPlain(head);
    }

    private static LogSeverity OfJson(string message)
    {
        var text = message.Length <= LongestJson ? message : message[..LongestJson];
        var byStatus = LogSeverity.None;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!reader.Read())
                    break;
                if (Fields.Contains(name) && OfValue(ref reader) is var said and not LogSeverity.None)
                    return said;
                if (reader.TokenType == JsonTokenType.Number && Statuses.Contains(name) && reader.TryGetInt32(out var status) && status is >= 500 and <= 599)
                    byStatus = LogSeverity.Error;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !reader.TrySkip())
                    break;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Begins like JSON and is not, or has half of a surrogate pair; read it as plain text.
            return OfPlain(LogText.Uncoloured(message.AsSpan(0, Math.Min(Looked, message.Length))));
        }

        return byStatus;
    }

    private static LogSeverity OfValue(ref Utf8JsonReader value) => value.TokenType switch
    {
        JsonTokenType.String => Names.GetValueOrDefault(value.GetString()!),
        JsonTokenType.Number when value.TryGetInt32(out var number) => OfNumber(number),
        _ => LogSeverity.None,
    };

    // pino and bunyan count 10 trace … 60 fatal.
    private static LogSeverity OfNumber(int number) => number switch
    {
        10 => LogSeverity.Trace,
        20 => LogSeverity.Debug,
        30 => LogSeverity.Info,
        40 => LogSeverity.Warning,
        50 => LogSeverity.Error,
        60 => LogSeverity.Fatal,
        _ => LogSeverity.None,
    };

    // level=warn, as in `ts=2026-01-31T12:00:00Z level=warn msg="…"`
    private static LogSeverity OfLogfmt(ReadOnlySpan<char> head)
    {
        foreach (var field in (ReadOnlySpan<string>)["level=", "lvl=", "severity="])
        {
            var at = head.IndexOf(field, StringComparison.OrdinalIgnoreCase);
            if (at < 0 || (at > 0 && !WordEnds.Contains(head[at - 1])))
                continue;
            var value = head[(at + field.Length)..].TrimStart('"');
            var end = value.IndexOfAny(WordEnds);
            if (Named(end < 0 ? value : value[..end]) is var said and not LogSeverity.None)
                return said;
        }

        return LogSeverity.None;
    }

    private static LogSeverity OfPlain(ReadOnlySpan<char> head)
    {
        if (OfGlog(head) is var glog and not LogSeverity.None)
            return glog;
        if (OfPriority(head) is var syslog and not LogSeverity.None)
            return syslog;
        for (var rest = head; !rest.IsEmpty;)
        {
            var end = rest.IndexOfAny(WordEnds);
            var word = end < 0 ? rest : rest[..end];
            if (Stands(head, rest, word) && Named(word) is var said and not LogSeverity.None)
                return said;
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return head.Contains("Traceback (most recent call last)", StringComparison.Ordinal) || head.Contains("Exception", StringComparison.Ordinal) || head.StartsWith("panic:", StringComparison.Ordinal)
            ? LogSeverity.Error
            : LogSeverity.None;
    }

    // ERROR anywhere near the start, but "error" only where a logger puts it: in brackets or between tabs, or with a colon behind nothing but a time. "0 errors, fine" says nothing.
    private static bool Stands(ReadOnlySpan<char> head, ReadOnlySpan<char> rest, ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 13)
            return false;
        if (word.IndexOfAnyExceptInRange('A', 'Z') < 0)
            return true;
        var before = head[..(head.Length - rest.Length)];
        var after = rest.Length > word.Length ? rest[word.Length] : ' ';
        return after switch
        {
            ':' => IsTime(before),
            ']' => before is [.., '[' or ':'],
            '|' => before is [.., '|'],
            '\t' => before is [.., '\t'],
            _ => false,
        };
    }

    private static bool IsTime(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(TimeCharacters) && !text.Trim().EndsWith(':');

    // <11>Jan 31 12:00:00 …; the last three bits are the severity.
    private static LogSeverity OfPriority(ReadOnlySpan<char> head) =>
        head.Length > 4 && head[0] == '<' && head[..5].IndexOf('>') is > 1 and var end && int.TryParse(head[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var priority) && priority < 192
            ? (priority & 7) switch { < 3 => LogSeverity.Fatal, 3 => LogSeverity.Error, 4 => LogSeverity.Warning, 7 => LogSeverity.Debug, _ => LogSeverity.Info }
            : LogSeverity.None;

    // E0131 12:00:00.000000 …
    private static LogSeverity OfGlog(ReadOnlySpan<char> head) =>
        head.Length > 6 && head[5] == ' ' && int.TryParse(head[1..5], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? head[0] switch { 'I' => LogSeverity.Info, 'W' => LogSeverity.Warning, 'E' => LogSeverity.Error, 'F' => LogSeverity.Fatal, _ => LogSeverity.None }
            : LogSeverity.None;

    /// <summary>The level that loggers call by this name, in upper or lower case.</summary>
    public static LogSeverity Named(ReadOnlySpan<char> word) =>
        Names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var said) ? said : LogSeverity.None;
}
