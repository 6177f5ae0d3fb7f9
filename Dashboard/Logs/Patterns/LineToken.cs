namespace Dashboard.Logs.Patterns;

/// <summary>What a piece of a line is, seen alone. Everything that is not a word may stand for a value.</summary>
internal enum TokenKind : byte
{
    /// <summary>A number, address, path, identifier, moment…: always a value.</summary>
    Value,

    /// <summary>Punctuation that shapes the line.</summary>
    Mark,

    Word,

    /// <summary>A word that ends in a number, <c>node-17</c>: known by the word before it.</summary>
    Numbered,

    /// <summary>A name with dots, <c>com.example.Orders</c> or a host.</summary>
    Dotted,

    /// <summary>A quoted text after an equals sign, taken whole.</summary>
    Quoted,
}

/// <summary>A piece of a line: where it stands and, for all but values, the hash of its text.</summary>
internal readonly record struct LineToken(int Start, int End, TokenKind Kind, ulong Hash);
