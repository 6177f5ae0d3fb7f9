using System.Net;

namespace Dashboard.SignIn;

/// <summary>Where a session came from, for people to recognise it: the browser's family and the address.</summary>
internal static class BrowserFamily
{
    // In this order: each names those after it, to be served what they are served.
    private static readonly (string Sign, string Name)[] Families =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chromium", "Chromium"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];

    public static string From(HttpContext context) => $"{Of(context.Request.Headers.UserAgent)}, {Address(context.Connection.RemoteIpAddress)}";

    public static string Of(string? userAgent)
    {
        var family = Families.FirstOrDefault(family => userAgent?.Contains(family.Sign, StringComparison.Ordinal) == true).Name ?? "Another browser";
        return userAgent?.Contains("Mobile", StringComparison.Ordinal) == true ? family + " on a phone" : family;
    }

    private static string Address(IPAddress? address) => address is null ? "unknown address" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
