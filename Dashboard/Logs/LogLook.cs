using System.Globalization;

namespace Dashboard.Logs;

/// <summary>One of the sixteen colours of a terminal, which the theme draws, or a colour of its own.</summary>
/// <param name="Palette">0 to 15; null for a colour of its own.</param>
/// <param name="Rgb">0xRRGGBB; only without a palette number.</param>
public readonly record struct LogColour(byte? Palette, int Rgb)
{
    private static readonly byte[] CubeSteps = [0, 95, 135, 175, 215, 255];

    public static LogColour Of(int palette) => new((byte)palette, 0);

    /// <summary>xterm's table: 16 colours, a cube of 6 × 6 × 6, 24 greys.</summary>
    public static LogColour Indexed(byte number) => number switch
    {
        < 16 => Of(number),
        < 232 => Own(CubeSteps[(number - 16) / 36], CubeSteps[(number - 16) / 6 % 6], CubeSteps[(number - 16) % 6]),
        _ => Own((byte)(8 + (10 * (number - 232))), (byte)(8 + (10 * (number - 232))), (byte)(8 + (10 * (number - 232)))),
    };

    public static LogColour Own(byte red, byte green, byte blue) => new(null, (red << 16) | (green << 8) | blue);

    /// <summary>Black or white, whichever reads better on it.</summary>
    public string Ink => (299 * (Rgb >> 16)) + (587 * ((Rgb >> 8) & 255)) + (114 * (Rgb & 255)) > 128_000 ? "#000" : "#fff";

    public string Hex => "#" + Rgb.ToString("x6", CultureInfo.InvariantCulture);
}

/// <summary>How a stretch of a line looks; what its escape sequences said, and nothing else of the line.</summary>
public readonly record struct LogLook(LogColour? Text, LogColour? Ground, bool IsBold, bool IsItalic, bool IsUnderlined, bool IsInverse)
{
    /// <summary>Null when it looks like any other text.</summary>
    /// <remarks>On a ground the text is black or white: a line could otherwise hide words by writing them in the ground's colour.</remarks>
    public string? Class
    {
        get
        {
            var (text, ground) = Shown;
            var isOwnText = ground is null && text is { Palette: null };
            var names = string.Join(' ', new[]
            {
                IsBold ? "ansi-bold" : null,
                IsItalic ? "ansi-italic" : null,
                IsUnderlined ? "ansi-underline" : null,
                IsInverse && ground is null ? "ansi-inverse" : null,
                ground is { Palette: { } behind } ? $"ansi-ground-{behind}" : null,
                ground is null && text is { Palette: { } before } ? $"ansi-{before}" : null,
                isOwnText ? "ansi-own" : null,
            }.OfType<string>());
            return names.Length == 0 ? null : names;
        }
    }

    /// <summary>Only for a colour that is not of the palette, made of three bytes.</summary>
    public string? Style => Shown switch
    {
        (_, { Palette: null } ground) => $"background:{ground.Hex};color:{ground.Ink}",
        ({ Palette: null } text, null) => $"--ansi:{text.Hex}",
        _ => null,
    };

    private (LogColour? Text, LogColour? Ground) Shown => IsInverse ? (Ground, Text) : (Text, Ground);

    /// <summary>The look after <c>ESC [ … m</c>. What it does not know it leaves out.</summary>
    /// <param name="parameters">What stands between the bracket and the m, as in <c>1;38;5;196</c>.</param>
    public LogLook After(ReadOnlySpan<char> parameters)
    {
        Span<int> codes = stackalloc int[32];
        var count = 0;
        foreach (var part in parameters.SplitAny(';', ':'))
            if (count < codes.Length)
                codes[count++] = Number(parameters[part]);
        var look = this;
        for (var at = 0; at < count; at++)
            look = codes[at] is 38 or 48 ? look.Extended(codes[..count], ref at) : look.Plain(codes[at]);
        return look;
    }

    private LogLook Plain(int code) => code switch
    {
        0 => default,
        1 => this with { IsBold = true },
        3 => this with { IsItalic = true },
        4 => this with { IsUnderlined = true },
        7 => this with { IsInverse = true },
        22 => this with { IsBold = false },
        23 => this with { IsItalic = false },
        24 => this with { IsUnderlined = false },
        27 => this with { IsInverse = false },
        >= 30 and <= 37 => this with { Text = LogColour.Of(code - 30) },
        39 => this with { Text = null },
        >= 40 and <= 47 => this with { Ground = LogColour.Of(code - 40) },
        49 => this with { Ground = null },
        >= 90 and <= 97 => this with { Text = LogColour.Of(code - 82) },
        >= 100 and <= 107 => this with { Ground = LogColour.Of(code - 92) },
        _ => this,
    };

    // 38;5;n and 38;2;r;g;b; a number beyond a byte, or too few of them, changes nothing.
    private LogLook Extended(ReadOnlySpan<int> codes, ref int at)
    {
        var isText = codes[at] == 38;
        var rest = codes[(at + 1)..];
        LogColour? colour = null;
        if (rest is [5, var number, ..])
        {
            at += 2;
            colour = number is >= 0 and <= 255 ? LogColour.Indexed((byte)number) : null;
        }
        else if (rest is [2, var red, var green, var blue, ..])
        {
            at += 4;
            colour = (red | green | blue) is >= 0 and <= 255 ? LogColour.Own((byte)red, (byte)green, (byte)blue) : null;
        }
        else
        {
            at = codes.Length;
        }

        return colour is null ? this : isText ? this with { Text = colour } : this with { Ground = colour };
    }

    // ESC [ m is ESC [ 0 m.
    private static int Number(ReadOnlySpan<char> digits) =>
        digits.IsEmpty ? 0 : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
