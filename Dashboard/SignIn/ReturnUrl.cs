namespace Dashboard.SignIn;

/// <summary>Where to go after sign-in: an address of this dashboard, or the start page.</summary>
public static class ReturnUrl
{
    public static string Local(string? url) => IsLocal(url) ? url! : "/";

    /// <summary>Refuses what a browser would take for another host: <c>//host</c>, <c>/\host</c>, their encoded forms, schemes; and what no header may carry, which a browser never puts into an address.</summary>
    private static bool IsLocal(string? url)
    {
        if (url is not { Length: > 0 and <= 2000 } || url[0] != '/')
            return false;

        // Decoded until nothing changes, because a proxy or a second redirect may decode once more than we do.
        for (var (text, rounds) = (url, 0); ; rounds++)
        {
            var path = text.Split('?', '#')[0];
            if (path.StartsWith("//", StringComparison.Ordinal) || path.Contains('\\') || path.Any(char.IsControl) || url.Any(letter => letter is <= ' ' or > '~'))
                return false;
            var decoded = Uri.UnescapeDataString(text);
            if (decoded == text)
                return !path.StartsWith(Ui.Urls.SignIn, StringComparison.OrdinalIgnoreCase) && !path.StartsWith(Ui.Urls.SignOut, StringComparison.OrdinalIgnoreCase);
            if (rounds == 4)
                return false;
            text = decoded;
        }
    }
}
