using System.Text.RegularExpressions;

namespace Dashboard.Logs;

/// <summary>What an event may be of a stack trace that its container wrote line by line: without a multi-line setting the awslogs driver makes an event of each.</summary>
public enum LogTraceRole : byte
{
    /// <summary>A line of its own.</summary>
    None,

    /// <summary>Goes on with an error or with a trace, and says nothing after anything else: an exception's name, a blank line, a brace.</summary>
    Tail,

    /// <summary>Never stands alone: a frame, a cause.</summary>
    Frame,
}

public static partial class LogTraces
{
    private const int Looked = 300;

    /// <param name="message">May be the cut beginning of a line.</param>
    public static LogTraceRole Of(string message)
    {
        var head = message.AsSpan(0, Math.Min(Looked, message.Length)).TrimEnd();
        if (head.IsEmpty)
            return LogTraceRole.Tail;
        if (char.IsWhiteSpace(head[0]))
            return OwnLine().IsMatch(head) ? LogTraceRole.None : LogTraceRole.Frame;

        // Nearly every line begins with a time or a brace, and is told apart without a regular expression.
        if (char.IsAsciiDigit(head[0]) || (head[0] == '{' && head.Length > 1))
            return LogTraceRole.None;
        return Frame().IsMatch(head) ? LogTraceRole.Frame : Tail().IsMatch(head) ? LogTraceRole.Tail : LogTraceRole.None;
    }

    // A logger that indents: a time, JSON or a level behind the space.
    [GeneratedRegex(@"^\s+(?:[0-9]{4}[-/]|[0-9]{2}:[0-9]{2}:|\[[0-9]|\{""|(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b)")]
    private static partial Regex OwnLine();

    // Java and Node, .NET, Ruby, Go.
    [GeneratedRegex(@"^(?:at (?:[\w$.<>/]+[.(]|async )|Caused by: |Suppressed: |\.\.\. [0-9]+ (?:more|common frames omitted)|--- End of |---> |from \S+:[0-9]+|\S+\.rb:[0-9]+:in |created by |\[signal )")]
    private static partial Regex Frame();

    [GeneratedRegex(@"^(?:Traceback \(most recent call last\)|During handling of the above exception|The above exception was|[A-Za-z_][\w.$:]*(?:Exception|Error|Throwable|Exit|Interrupt|Warning)(?::| \(|$)|panic: |goroutine [0-9]+ \[|[\w./*-]+(?:\(\*?\w+\))?[\w.]*\([^ ]*(?:, [^ ]*)*\)$|\S+\.(?:js|ts|mjs|cjs):[0-9]+$|Node\.js v[0-9]|exit status [0-9]|[\]})]+[,;]?$)")]
    private static partial Regex Tail();
}
