using System.Net;

namespace Dashboard.SignIn;

/// <summary>The networks of the load balancers whose word on the caller counts.</summary>
internal static class ProxyNetworks
{
    public const string Setting = "Proxy:Networks";

    /// <summary>As they are configured; null for a network that is none.</summary>
    public static IEnumerable<(string Key, string Text, IPNetwork? Network)> Read(IConfiguration configuration) =>
        configuration.GetSection(Setting).GetChildren().Select(entry => (entry.Path, entry.Value ?? "", IPNetwork.TryParse(entry.Value, out var network) ? network : (IPNetwork?)null));

    /// <summary>A proxy says that the request came by https, and it is not among those that are believed: where one was, the framework keeps what it was before.</summary>
    public static bool IsUnheard(HttpRequest request) =>
        !request.IsHttps && !request.Headers.ContainsKey("X-Original-Proto") && request.Headers.TryGetValue("X-Forwarded-Proto", out var proto) && proto.ToString().Contains("https", StringComparison.OrdinalIgnoreCase);
}
