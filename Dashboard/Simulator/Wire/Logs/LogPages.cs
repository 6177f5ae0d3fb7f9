using System.Globalization;
using System.Text;

namespace Dashboard.Simulator.Wire;

/// <summary>What fits a page of log events, and the tokens that continue behind one.</summary>
internal static class LogPages
{
    public const int MaxEvents = 10_000;
    public const int MaxBytes = 1024 * 1024;

    public static int Limit(WireCall call) => call.Request.Int("limit") switch
    {
        null => MaxEvents,
        >= 1 and <= MaxEvents and var limit => limit,
        _ => throw WireFault.InvalidParameter($"limit must be between 1 and {MaxEvents}."),
    };

    /// <summary>As AWS counts an event: its message in UTF-8 and 26 bytes.</summary>
    public static int SizeOf(LogEvent line) => Encoding.UTF8.GetByteCount(line.Message) + 26;

    public static string Token(string kind, LogPosition position) => Paging.Token(kind, string.Create(CultureInfo.InvariantCulture, $"{position.Second}.{position.Index}"));

    public static LogPosition? Read(string? token, string kind)
    {
        if (token is null)
            return null;
        return Paging.Read(token, kind, "InvalidParameterException").Split('.') is [var second, var index]
            && long.TryParse(second, CultureInfo.InvariantCulture, out var at) && int.TryParse(index, CultureInfo.InvariantCulture, out var place)
            ? new LogPosition(at, place)
            : throw WireFault.InvalidParameter("The specified nextToken is invalid.");
    }
}
