using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Logs;

/// <summary>A log group of one target; in URLs <c>target:name</c>.</summary>
public readonly record struct LogGroupKey(string Target, string Name)
{
    public override string ToString() => $"{Target}:{Name}";

    /// <summary>Null when it is not a target, a colon and a name that CloudWatch allows for a group.</summary>
    public static LogGroupKey? Parse(string? text) =>
        text?.Split(':', 2) is [{ Length: > 0 } target, { Length: > 0 and <= 512 } name] && name.All(IsNameCharacter)
            ? new LogGroupKey(target, name)
            : null;

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '/' or '.' or '#';
}

/// <summary>What is read as one: a log group, or the streams in it that one service writes.</summary>
/// <param name="Service">Whose lines these are; null for a whole group.</param>
/// <param name="StreamPrefix">Null for every stream.</param>
/// <param name="Streams">Exact names, at most 100 as FilterLogEvents takes; used instead of the prefix when not empty.</param>
public sealed record LogScope(LogGroupKey Group, ServiceKey? Service, string? StreamPrefix, ImmutableArray<string> Streams)
{
    public static LogScope WholeGroup(LogGroupKey group) => new(group, null, null, []);

    /// <summary>Equal for scopes that ask CloudWatch the same.</summary>
    public string Question => $"{Group}|{StreamPrefix}|{string.Join('|', Streams)}";

    /// <summary>What a row calls it: the service, else the last part of the group's name.</summary>
    public string Label => Service?.Service ?? Group.Name[(Group.Name.TrimEnd('/').LastIndexOf('/') + 1)..];
}
