using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Simulator;

/// <summary>Chance without state: the same inputs give the same draw, so that history needs no storage.</summary>
internal static class Hash
{
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public static ulong Of(ulong a, ulong b) => Mix(a ^ Mix(b));

    public static ulong Of(ulong a, ulong b, ulong c) => Mix(Of(a, b) ^ Mix(c));

    public static ulong Of(ulong seed, string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211UL;
        return Of(seed, hash);
    }

    /// <summary>In [0, 1).</summary>
    public static double Unit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    public static double Between(ulong hash, double low, double high) => low + (Unit(hash) * (high - low));

    public static T Pick<T>(ulong hash, IReadOnlyList<T> of) => of[(int)(hash % (ulong)of.Count)];

    /// <summary>Roughly normal, mean 0 and deviation 1.</summary>
    public static double Bell(ulong hash) =>
        (((hash & 0xFFFF) + ((hash >> 16) & 0xFFFF) + ((hash >> 32) & 0xFFFF) + (hash >> 48)) / 65535.0 - 2) * 1.7;

    public static string Hex(ulong hash, int digits)
    {
        var text = new StringBuilder(digits + 16);
        for (var i = 0UL; text.Length < digits; i++)
            text.Append(Of(hash, i).ToString("x16", CultureInfo.InvariantCulture));
        return text.ToString(0, digits);
    }

    /// <summary>Nineteen decimal digits, as in <c>ecs-svc/1234567890123456789</c>.</summary>
    public static string Digits(ulong hash) => (1_000_000_000_000_000_000UL + (hash % 8_000_000_000_000_000_000UL)).ToString(CultureInfo.InvariantCulture);

    public static string Guid(ulong hash)
    {
        var hex = Hex(hash, 32);
        return $"{hex[..8]}-{hex[8..12]}-4{hex[13..16]}-a{hex[17..20]}-{hex[20..]}";
    }

    public static string Sha256(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
