using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Dashboard.Ui;

/// <summary>Some of the targets and their clusters: where a role holds, and with it what a person may see. As <c>target/cluster</c>, with <c>*</c> within a part.</summary>
public sealed class Places : IEquatable<Places>
{
    private readonly ImmutableArray<Pattern> patterns;

    private Places(IEnumerable<Pattern> patterns) => this.patterns = [.. patterns.DistinctBy(pattern => pattern.Text)];

    public static Places Everywhere { get; } = new([new Pattern("*/*")]);

    public static Places Nowhere { get; } = new([]);

    public bool IsEverywhere => patterns.Any(pattern => pattern.Text == "*/*");

    public bool IsNowhere => patterns.IsEmpty;

    /// <param name="texts">None for everywhere.</param>
    public static Places Of(IReadOnlyCollection<string> texts) => texts.Count == 0 ? Everywhere : new Places(texts.Select(text => new Pattern(text)));

    /// <summary>Why a text names no place; null when it does.</summary>
    public static string? Problem(string? text) =>
        text?.Split('/') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(char.IsWhiteSpace) ? null : $"“{text}” is not target/cluster, as in staging/* or production/shop";

    public static Places Union(IEnumerable<Places> all) => new(all.SelectMany(places => places.patterns));

    /// <param name="cluster">Null for what belongs to a target as a whole, which takes all of its clusters.</param>
    public bool Hold(string target, string? cluster) => patterns.Any(pattern => pattern.Holds(target, cluster));

    /// <summary>At least a part of the target.</summary>
    public bool HoldSomeOf(string target) => patterns.Any(pattern => pattern.Target.IsMatch(target));

    /// <summary>Everything that a subject of the trail names: <c>target/cluster/service</c>, <c>target:log group</c>, <c>alarm target/name</c>, a target, several of them after commas, or nothing.</summary>
    public bool HoldSubject(string? subject) => IsEverywhere || (subject ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries).All(HoldOne);

    /// <summary>Named by the same texts in the same order; they may hold the same for others, too.</summary>
    public bool Equals(Places? other) => other is not null && patterns.Select(pattern => pattern.Text).SequenceEqual(other.patterns.Select(pattern => pattern.Text));

    public override bool Equals(object? obj) => Equals(obj as Places);

    public override int GetHashCode() => patterns.Aggregate(0, (hash, pattern) => HashCode.Combine(hash, pattern.Text));

    public override string ToString() => string.Join(" and ", patterns.Select(pattern => pattern.Text));

    private bool HoldOne(string subject)
    {
        var name = subject.StartsWith("alarm ", StringComparison.Ordinal) ? subject["alarm ".Length..] : subject;
        return name.Split('/') is [var target, var cluster, _] && !name.Contains(':') && name == subject ? Hold(target, cluster)
            : name.IndexOfAny([':', '/']) is > 0 and var end ? Hold(name[..end], null)
            : HoldSomeOf(name);
    }

    private sealed record Pattern(string Text)
    {
        private readonly Regex cluster = Part(Text.Split('/')[1]);

        public Regex Target { get; } = Part(Text.Split('/')[0]);

        public bool Holds(string target, string? named) => Target.IsMatch(target) && (named is null ? Text.EndsWith("/*", StringComparison.Ordinal) : cluster.IsMatch(named));

        // A star alone takes also what is no name, so that it is refused for being unknown and not for want of a role.
        private static Regex Part(string text) => text == "*" ? new(".*", RegexOptions.Singleline | RegexOptions.NonBacktracking) : new(@"\A" + Regex.Escape(text).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + @"\z", RegexOptions.NonBacktracking);
    }
}
