namespace Dashboard.Logs.Patterns;

/// <summary>In an order that the reading of words relies on: what ends a word comes first.</summary>
internal enum CharacterClass : byte
{
    Space,
    Quote,
    Mark,
    Letter,
    Digit,
    Other,
}

internal static class Characters
{
    private static readonly CharacterClass[] Classes = [.. Enumerable.Range(0, 128).Select(c => Classify((char)c))];

    public static CharacterClass ClassOf(char c) => c < 128 ? Classes[c] : char.IsWhiteSpace(c) ? CharacterClass.Space : CharacterClass.Letter;

    private static CharacterClass Classify(char c) => c switch
    {
        <= ' ' or '\x7f' => CharacterClass.Space,
        '"' or '\'' or '`' => CharacterClass.Quote,
        '=' or ':' or ',' or ';' or '(' or ')' or '[' or ']' or '{' or '}' or '<' or '>' or '|' => CharacterClass.Mark,
        _ when char.IsAsciiLetter(c) => CharacterClass.Letter,
        _ when char.IsAsciiDigit(c) => CharacterClass.Digit,
        _ => CharacterClass.Other,
    };
}
