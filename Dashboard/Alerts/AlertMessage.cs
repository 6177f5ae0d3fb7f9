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
public sealed record AlertMessage(AlertTone Tone, string Title, ImmutableArray<AlertLine> Lines);

/// <param name="Label">As in "Since"; empty for a line that needs none.</param>
/// <param name="Url">An http or https address; null where there is none.</param>
/// <param name="IsQuoted">It was written by a program, and is shown as it is.</param>
public sealed record AlertLine(string Label, string Text, string? Url = null, bool IsQuoted = false);
