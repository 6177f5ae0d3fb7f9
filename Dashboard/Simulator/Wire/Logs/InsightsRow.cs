using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Simulator.Wire;

/// <summary>A log event as Insights sees it: its own fields, and those of its JSON.</summary>
internal sealed class InsightsRow(string group, LogEvent line)
{
    private JsonElement? json;
    private bool wasRead;

    public string? this[string field] => field switch
    {
        "@message" => line.Message,
        "@timestamp" => Instant(line.Timestamp),
        "@ingestionTime" => Instant(line.IngestionTime),
        "@logStream" => line.LogStreamName,
        "@log" => $"{SimulatedWorld.Account}:{group}",
        "@ptr" => line.EventId,
        _ => Discovered(field),
    };

    public string BinOf(TimeSpan bin)
    {
        var size = (long)bin.TotalMilliseconds;
        return Instant(line.Timestamp / size * size);
    }

    private string? Discovered(string field)
    {
        if (!wasRead)
        {
            wasRead = true;
            json = Read(line.Message);
        }

        if (json is not { } current)
            return null;
        foreach (var part in field.Split('.'))
        {
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(part, out current))
                return null;
        }

        return current.ValueKind == JsonValueKind.String ? current.GetString() : current.GetRawText();
    }

    private static JsonElement? Read(string message)
    {
        if (message is not ['{', ..])
            return null;
        try
        {
            return JsonElement.Parse(Encoding.UTF8.GetBytes(message));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Instant(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
