using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>The fields that every line of a service carries.</summary>
internal readonly struct LogLine(ServiceSpec spec, LogDraft draft)
{
    private static readonly string[] Loggers = ["Requests", "Orders", "Store", "Client"];

    public string Iso => DateTimeOffset.FromUnixTimeMilliseconds(draft.Milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public string Local => DateTimeOffset.FromUnixTimeMilliseconds(draft.Milliseconds).ToString(spec.Style == LogStyle.Python ? "yyyy-MM-dd HH:mm:ss,fff" : "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public string Version => draft.Task.Revision.Version;

    public ulong Number => draft.Chance >> 7;

    public string RequestId => draft.Chance.ToString("x16", CultureInfo.InvariantCulture);

    public string TraceId => string.Create(CultureInfo.InvariantCulture, $"{Hash.Mix(draft.Chance):x16}{draft.Chance:x16}");

    public string Logger => $"{Service}.{Loggers[draft.Chance % 4]}";

    /// <summary>Milliseconds.</summary>
    public int Duration => (int)(spec.MedianMs * draft.Task.Revision.Behaviour.Latency * Math.Exp(spec.Spread * Hash.Bell(Hash.Mix(draft.Chance))));

    private string Service => char.ToUpperInvariant(spec.Name[0]) + spec.Name[1..].Replace("-", "", StringComparison.Ordinal);
}
