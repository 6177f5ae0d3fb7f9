using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Ui;

namespace Dashboard.Logs;

/// <summary>Durations and sizes of a line in the units that people read.</summary>
public static partial class LogUnits
{
    /// <summary>As in "1.25 s" for <c>durationMs</c> 1250; null where the name and the value name no unit.</summary>
    public static string? Readable(LogField field)
    {
        if (ValueWithUnit().Match(field.Value) is { Success: true } said)
            return Duration(said.Groups["number"].Value, said.Groups["unit"].Value);
        if (DurationName().Match(field.Path) is { Success: true } named)
            return Duration(field.Value, named.Groups["unit"].Value);
        return SizeName().IsMatch(field.Path) && long.TryParse(field.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? Format.Bytes(bytes) : null;
    }

    private static string? Duration(string number, string unit)
    {
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return null;
        var milliseconds = value * unit.TrimStart('_', '.', '-').ToUpperInvariant() switch
        {
            "NS" or "NANOS" or "NANOSECONDS" => 0.000001,
            "US" or "µS" or "MICROS" or "MICROSECONDS" => 0.001,
            "S" or "SEC" or "SECONDS" => 1000,
            _ => 1,
        };
        return milliseconds < 0.1 ? $"{milliseconds * 1000:0.###} µs" : Format.Milliseconds(milliseconds);
    }

    [GeneratedRegex(@"^(?<number>[0-9]{1,15}(?:\.[0-9]{1,9})?)(?<unit>ns|us|µs|ms|s)$")]
    private static partial Regex ValueWithUnit();

    // durationMs, duration_ms, elapsed.seconds; but neither items nor params.
    [GeneratedRegex(@"(?:^|[_.-])(?<unit>ns|us|ms|sec|seconds|millis|milliseconds|micros|microseconds|nanos|nanoseconds)$|(?<=[a-z])(?<unit>Ns|Us|Ms|Sec|Seconds|Millis|Milliseconds|Micros|Nanos)$")]
    private static partial Regex DurationName();

    [GeneratedRegex(@"(?:^|[_.-])(?:bytes|size|content_length)$|(?:Bytes|Size|ContentLength|contentLength)$")]
    private static partial Regex SizeName();
}
