using System.Globalization;

namespace Dashboard.Simulator;

/// <summary>The fields that every line of a service carries.</summary>
internal readonly struct LogLine(ServiceSpec spec, LogDraft draft)
{
    private static readonly string[] Loggers = ["Requests", "Orders", "Store", "Client"];

    public long Milliseconds => draft.Milliseconds;

    public string Klog => At.ToString("MMdd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    public string Clf => At.ToString("dd/MMM/yyyy:HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    public string Nginx => At.ToString("yyyy'/'MM'/'dd HH:mm:ss", CultureInfo.InvariantCulture);

    public string Ruby => At.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    public string Client => string.Create(CultureInfo.InvariantCulture, $"10.0.{(draft.Chance >> 20) % 16}.{(draft.Chance >> 12) % 250}");

    public string Host => "ip-10-0-3-" + (draft.Task.Id[0] % 50).ToString(CultureInfo.InvariantCulture);

    public string Iso => At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public string Local => At.ToString(spec.Style == LogStyle.Python ? "yyyy-MM-dd HH:mm:ss,fff" : "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public string Version => draft.Task.Revision.Version;

    public ulong Number => draft.Chance >> 7;

    public string RequestId => draft.Chance.ToString("x16", CultureInfo.InvariantCulture);

    public string TraceId => string.Create(CultureInfo.InvariantCulture, $"{Hash.Mix(draft.Chance):x16}{draft.Chance:x16}");

    public string Logger => $"{Service}.{Loggers[draft.Chance % 4]}";

    /// <summary>Milliseconds.</summary>
    public int Duration => (int)(spec.MedianMs * draft.Task.Revision.Behaviour.Latency * Math.Exp(spec.Spread * Hash.Bell(Hash.Mix(draft.Chance))));

    private DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(draft.Milliseconds);

    private string Service => char.ToUpperInvariant(spec.Name[0]) + spec.Name[1..].Replace("-", "", StringComparison.Ordinal);
}
