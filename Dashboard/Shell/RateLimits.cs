using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Dashboard.Audit;
using Dashboard.SignIn;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Dashboard.Shell;

/// <summary>What one person, or one address before anybody is known, may ask for over HTTP: sign-ins, forms, downloads. Pages are bounded by their circuits.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(options => options.OnRejected = RefuseAsync);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitsOptions>>((options, limits) => options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => WithinAMinute(context, limits.Value)),
            PartitionedRateLimiter.Create<HttpContext, string>(context => AtOnce(context, limits.Value))));
        return services;
    }

    private static RateLimitPartition<string> WithinAMinute(HttpContext context, LimitsOptions limits) => LimitOf(context) is { } limit
        ? RateLimitPartition.GetFixedWindowLimiter($"{limit.Setting} {Whose(context, limit)}", _ => new FixedWindowRateLimiterOptions { Window = Window, PermitLimit = limit.Of(limits) })
        : RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> AtOnce(HttpContext context, LimitsOptions limits) => LimitOf(context) == Limit.Downloads
        ? RateLimitPartition.GetConcurrencyLimiter(Whose(context, Limit.DownloadsAtOnce), _ => new ConcurrencyLimiterOptions { PermitLimit = limits.DownloadsAtOnce })
        : RateLimitPartition.GetNoLimiter("");

    /// <summary>Null for what is not counted: pages, and what their circuits say to each other.</summary>
    private static Limit? LimitOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<DownloadMark>() is not null ? Limit.Downloads
        : !HttpMethods.IsPost(context.Request.Method) || context.Request.Path.StartsWithSegments("/_blazor") ? null
        : context.Request.Path.StartsWithSegments(Ui.Urls.SignIn) ? Limit.SignIns : Limit.Forms;

    private static string Whose(HttpContext context, Limit limit) => limit == Limit.SignIns ? Network(context.Connection.RemoteIpAddress) : Actor.Of(context.User).Id;

    /// <summary>The address, or of IPv6 the /64 that one household or machine has to itself.</summary>
    internal static string Network(IPAddress? address)
    {
        if (address is null or { IsIPv4MappedToIPv6: true } or { AddressFamily: not AddressFamily.InterNetworkV6 })
            return (address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address)?.ToString() ?? "unknown address";
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }

    private static async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancel)
    {
        var (context, response) = (refused.HttpContext, refused.HttpContext.Response);

        // Only what is counted within a minute knows when there is room again.
        var isWindow = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after);
        var limit = isWindow ? LimitOf(context)! : Limit.DownloadsAtOnce;
        var sentence = context.RequestServices.GetRequiredService<Limits>().Reached(context.User, limit, limit == Limit.SignIns ? Whose(context, limit) : null);
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.CacheControl = "no-store";
        response.Headers.RetryAfter = Math.Ceiling(isWindow ? after.TotalSeconds : 5).ToString(CultureInfo.InvariantCulture);
        var forPeople = context.Request.Headers.Accept.ToString().Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase);
        response.ContentType = (forPeople ? MediaTypeNames.Text.Html : MediaTypeNames.Text.Plain) + "; charset=utf-8";
        await response.WriteAsync(forPeople ? PlainPage.Of("Too much at once", sentence) : sentence, cancel);
    }
}
