using Dashboard.Ui;

namespace Dashboard.Alarms;

/// <summary>What the page's URL asks for; null fields do not filter.</summary>
/// <param name="State">alarm, ok or insufficient.</param>
internal sealed record AlarmsFilter(string? Text, string? State, string? Target)
{
    public static readonly (string Name, string State, string Words)[] States =
    [
        ("alarm", "ALARM", "In alarm"),
        ("ok", "OK", "OK"),
        ("insufficient", "INSUFFICIENT_DATA", "Insufficient data"),
    ];

    public static AlarmsFilter Of(string? text, string? state, string? target) => new(OrNull(text), OrNull(state), OrNull(target));

    public string Url => Urls.Alarms + Urls.Query(("q", Text), ("state", State), ("target", Target));

    /// <summary>One sentence when the URL names a state that does not exist; null otherwise.</summary>
    public string? Problem => State is null || States.Any(known => known.Name == State)
        ? null
        : $"“{State}” is not an alarm state. Use {string.Join(", ", States.Select(known => known.Name))}.";

    /// <summary>ALARM first, then insufficient data, then OK; the latest change first within each.</summary>
    public List<CloudWatchAlarm> Apply(IEnumerable<CloudWatchAlarm> alarms)
    {
        var state = States.FirstOrDefault(known => known.Name == State).State;
        return
        [
            .. alarms
                .Where(alarm => (state is null || alarm.State == state) && (Target is null || alarm.Target == Target) && (Text is null || Mentions(alarm, Text)))
                .OrderBy(alarm => alarm.State switch { "ALARM" => 0, "INSUFFICIENT_DATA" => 1, _ => 2 })
                .ThenByDescending(alarm => alarm.StateSince)
                .ThenBy(alarm => alarm.Name, StringComparer.Ordinal),
        ];
    }

    private static bool Mentions(CloudWatchAlarm alarm, string text) =>
        new[] { alarm.Name, alarm.Service?.ToString(), alarm.Metric, alarm.Reason, alarm.Description }.Any(words => words?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
