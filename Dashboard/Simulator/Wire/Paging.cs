using System.Globalization;
using System.Text;

namespace Dashboard.Simulator.Wire;

internal static class Paging
{
    /// <summary>One page of a complete list, and the token of the next; null on the last page.</summary>
    public static (IReadOnlyList<T> Page, string? Next) Take<T>(IReadOnlyList<T> all, string? token, int? asked, int usual, int most)
    {
        if (asked < 1 || asked > most)
            throw WireFault.InvalidParameter($"The page size must be between 1 and {most}.");
        var from = token is null ? 0 : int.Parse(Read(token, "page", "InvalidParameterException"), CultureInfo.InvariantCulture);
        var page = all.Skip(from).Take(asked ?? usual).ToList();
        return (page, from + page.Count < all.Count ? Token("page", (from + page.Count).ToString(CultureInfo.InvariantCulture)) : null);
    }

    /// <summary>Opaque to callers.</summary>
    public static string Token(string kind, string state) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{kind}:{state}"));

    public static string Read(string token, string kind, string code)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length) is var text && text.StartsWith(kind + ":", StringComparison.Ordinal)
            ? text[(kind.Length + 1)..]
            : throw new WireFault(code, "The specified nextToken is invalid.");
    }
}
