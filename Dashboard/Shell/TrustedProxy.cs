using System.Collections.Concurrent;
using Dashboard.SignIn;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dashboard.Shell;

/// <summary>The load balancer in front: who called it, and by which scheme, is believed from configured networks only, and of one hop.</summary>
internal static class TrustedProxy
{
    public static void UseTrustedProxy(this WebApplication app)
    {
        var networks = ProxyNetworks.Read(app.Configuration).Select(entry => entry.Network).OfType<System.Net.IPNetwork>().ToList();
        if (networks.Count > 0)
        {
            // Whoever runs on this machine is trusted by default, and would be one hop too many.
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks)
                options.KnownIPNetworks.Add(network);
            app.UseForwardedHeaders(options);
        }

        app.UseMiddleware<UnknownProxies>();
    }

    /// <summary>Names the setting that is wrong when a proxy speaks that is not believed. Anybody may send the header, so few are named.</summary>
    private sealed class UnknownProxies(RequestDelegate next, ILogger<UnknownProxies> log)
    {
        private const int MostNamed = 3;
        private readonly ConcurrentDictionary<string, bool> named = new();

        public Task InvokeAsync(HttpContext context)
        {
            if (ProxyNetworks.IsUnheard(context.Request) && context.Connection.RemoteIpAddress is { } address)
            {
                var from = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
                if (named.Count < MostNamed && named.TryAdd(from, true))
                    log.LogWarning("{Address} says that a request came by https, and is in none of {Setting}, so the request counts as http and signing in through Entra ID fails. If it is your load balancer, add its network, as in Proxy__Networks__0=10.0.0.0/16.", from, ProxyNetworks.Setting);
            }

            return next(context);
        }
    }
}
