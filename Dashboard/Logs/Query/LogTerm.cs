using System.Collections.Immutable;

namespace Dashboard.Logs;

/// <summary>One condition on a line. A query's terms must all hold.</summary>
/// <param name="IsExcluded">The line must not be so.</param>
public abstract record LogTerm(bool IsExcluded)
{
    /// <summary>As a person reads it back, without the exclusion.</summary>
    public abstract string Said { get; }

    /// <summary>Spellings of which every line that is so holds at least one, told apart by case; empty when nothing is known.</summary>
    public virtual IEnumerable<string> Spellings => [];

    /// <summary>How few lines its spellings let through, to compare: about the length of what is sought.</summary>
    public virtual double Selectivity => 0;

    /// <summary>Equal for terms that mean the same.</summary>
    public string Question => (IsExcluded ? "-" : "+") + Said;

    /// <summary>Whether the line may stay for this term.</summary>
    /// <exception cref="System.Text.RegularExpressions.RegexMatchTimeoutException">The line takes an expression too long.</exception>
    public bool Allows(string message) => Holds(message) != IsExcluded;

    protected abstract bool Holds(string message);
}

/// <summary>A word or phrase, in upper or lower case.</summary>
public sealed record WordTerm(string Text, bool IsExcluded = false) : LogTerm(IsExcluded)
{
    public bool IsWord => !IsExcluded && !Text.Any(char.IsWhiteSpace);
    public override string Said => $"“{Text}”";

    // One word of a phrase will do: how its words stand together is decided here.
    public override IEnumerable<string> Spellings => Longest is { } word ? SpellingsOf(word) : [];
    public override double Selectivity => Longest?.Length ?? 0;

    /// <summary>Its longest word; null when it has none.</summary>
    public string? Longest => Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).MaxBy(word => word.Length);

    /// <summary>The spellings that logs usually have: error, Error, ERROR, and as it was typed.</summary>
    public static IEnumerable<string> SpellingsOf(string text)
    {
        var lower = text.ToLowerInvariant();
        var first = lower.AsSpan().IndexOfAnyInRange('a', 'z');
        var capital = first < 0 ? lower : lower[..first] + char.ToUpperInvariant(lower[first]) + lower[(first + 1)..];
        return new[] { lower, capital, text.ToUpperInvariant(), text }.Distinct(StringComparer.Ordinal);
    }

    protected override bool Holds(string message) => message.Contains(Text, StringComparison.OrdinalIgnoreCase);
}
