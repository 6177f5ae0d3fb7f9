using System.Globalization;
using System.Text;

namespace Dashboard.Aws;

/// <summary>The person on whose behalf AWS is changed, as CloudTrail names them: <c>name=id</c>.</summary>
/// <remarks>2 to 64 of A-Z a-z 0-9 _ + = , . @ - (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html); the same holds for a session's name.</remarks>
public sealed record SourceIdentity
{
    private const int Shortest = 2, Longest = 64;

    private SourceIdentity(string text) => Text = text;

    public string Text { get; }

    /// <param name="id">Stable and unique, which a name is not: what is too long is cut from the name.</param>
    public static SourceIdentity Of(string id, string name)
    {
        var key = Allowed(id) is { Length: > Longest } long_ ? long_[..Longest] : Allowed(id);
        var room = Longest - key.Length - 1;
        var said = Allowed(name).Trim('-', '.');
        var text = room < 1 || said.Length == 0 ? key : $"{(said.Length > room ? said[..room] : said)}={key}";

        // AWS keeps this beginning for itself.
        if (text.StartsWith("aws", StringComparison.OrdinalIgnoreCase))
            text = "_" + text[..Math.Min(text.Length, Longest - 1)];
        return new SourceIdentity(text.PadRight(Shortest, '_'));
    }

    // Letters without their accents; other scripts have nothing that is allowed, so there the id alone remains.
    private static string Allowed(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
        .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
        .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '+' or ',' or '.' or '@' or '-' ? letter.ToString() : letter == ' ' ? "." : char.IsAscii(letter) ? "-" : ""));
}
