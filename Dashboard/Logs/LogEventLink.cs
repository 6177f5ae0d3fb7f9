using System.Globalization;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>Where one event is: enough to read it again without a search, also when it is long off the screen.</summary>
public readonly record struct LogEventLink(LogGroupKey Group, string Stream, DateTimeOffset At, ulong Id)
{
    /// <summary><c>milliseconds.id.target:group:stream</c>; neither groups nor streams can contain a colon.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}.{Id:x16}.{Group}:{Stream}");

    /// <summary>Null when it is not such a link.</summary>
    public static LogEventLink? Parse(string? text)
    {
        if (text?.Split('.', 3) is not [var time, { Length: 16 } id, var place]
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds > 253402300799999 || !TimeRange.IsOfThisWorld(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            || !ulong.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var digest)
            || place.LastIndexOf(':') is not (> 0 and var colon) || colon == place.Length - 1)
            return null;
        return LogGroupKey.Parse(place[..colon]) is { } group
            ? new LogEventLink(group, place[(colon + 1)..], DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), digest)
            : null;
    }
}
