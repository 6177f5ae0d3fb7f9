using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Dashboard.Alerts;

[JsonConverter(typeof(JsonStringEnumConverter<AlertTone>))]
public enum AlertTone
{
    Problem,
    Notice,
    Recovery,
}

/// <summary>What is told, before it takes a channel's form; kept in the outbox as JSON.</summary>
/// <param name="Title">As in "checkout (production/shop) is failing".</param>
public sealed record AlertMessage(AlertTone Tone, string Title, ImmutableArray<AlertLine> Lines)
{
    /// <summary>What a channel that can show pictures shows beside it; null for none.</summary>
    public AlertPicture? Picture { get; init; }
}

/// <summary>The panel that shows best what is wrong, drawn when the message leaves.</summary>
/// <param name="Service"><c>target/cluster/service</c>.</param>
/// <param name="Threshold">In the metric's unit, where an alarm has one.</param>
/// <param name="Since">When it began, UTC.</param>
/// <param name="Deployed">The suspect deployment's version and start; null where there is none.</param>
public sealed record AlertPicture(string Service, AlertPanel Panel, double? Threshold, DateTimeOffset Since, PictureMark? Deployed);

[JsonConverter(typeof(JsonStringEnumConverter<AlertPanel>))]
public enum AlertPanel
{
    Cpu,
    Memory,
    ErrorRate,
    ResponseTime,
    HealthyTargets,
}

public sealed record PictureMark(DateTimeOffset At, string Label);

/// <param name="Label">As in "Since"; empty for a line that needs none.</param>
/// <param name="Url">An http or https address; null where there is none.</param>
/// <param name="IsQuoted">It was written by a program, and is shown as it is.</param>
public sealed record AlertLine(string Label, string Text, string? Url = null, bool IsQuoted = false);
