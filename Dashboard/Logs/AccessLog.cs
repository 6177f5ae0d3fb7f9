using System.Globalization;

namespace Dashboard.Logs;

/// <summary>Lines of web servers and load balancers, which say a status and no level.</summary>
internal static class AccessLog
{
    /// <summary>The status that the client got; null when the text is not an access log's line.</summary>
    public static int? Status(ReadOnlySpan<char> head) => OfLoadBalancer(head) ?? OfServer(head);

    // 10.0.0.1 - - [31/Jan/2026:12:00:00 +0000] "GET / HTTP/1.1" 502 157 "-" "curl/8"; the request ends in HTTP/x" and the status follows.
    private static int? OfServer(ReadOnlySpan<char> head)
    {
        var request = head.IndexOf("] \"", StringComparison.Ordinal);
        if (request < 0)
            return null;
        var rest = head[(request + 3)..];
        var version = rest.IndexOf(" HTTP/", StringComparison.Ordinal);
        var end = version < 0 ? -1 : rest[version..].IndexOf("\" ", StringComparison.Ordinal);
        return end < 0 ? null : Number(rest[(version + end + 2)..]);
    }

    // https 2026-01-31T12:00:00.1Z app/shop/50dc 10.0.0.1:2817 10.0.0.66:9000 0.0 0.0 0.0 502 - 34 366 "GET https://… HTTP/2.0" …
    private static int? OfLoadBalancer(ReadOnlySpan<char> head)
    {
        if (head.IndexOf(' ') is not (> 1 and < 6 and var space) || head[..space] is not ("http" or "https" or "h2" or "grpcs" or "ws" or "wss"))
            return null;
        var field = 0;
        foreach (var part in head.Split(' '))
            if (field++ == 8)
                return Number(head[part]);
        return null;
    }

    private static int? Number(ReadOnlySpan<char> text) =>
        text.Length >= 3 && (text.Length == 3 || text[3] == ' ') && int.TryParse(text[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599 ? status : null;
}
