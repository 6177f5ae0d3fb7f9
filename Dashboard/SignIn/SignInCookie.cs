using Dashboard.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dashboard.SignIn;

/// <summary>The sign-in cookie, which carries the key of a session and no more, and what an unsigned request gets: a page the sign-in, anything else its status.</summary>
internal static class SignInCookie
{
    private static readonly string[] Exports = ["/logs/export", "/audit/export"];

    public static void Configure(CookieAuthenticationOptions options, IOptions<SignInOptions> signIn, SessionTickets tickets, TimeProvider time)
    {
        options.Cookie.Name = "ecs-sign-in";
        options.Cookie.HttpOnly = true;
        options.Cookie.Path = "/";
        options.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new HostPrefixCookies();
        options.SessionStore = tickets;
        options.ExpireTimeSpan = signIn.Value.Lifetime;
        options.SlidingExpiration = false;
        options.TimeProvider = time;
        options.LoginPath = Urls.SignIn;
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized, Urls.SignInReturningTo(Asked(context.Request)));
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden, NoRolePage.Address);
    }

    /// <summary>A page is what somebody looks at: asked for with GET, as HTML, and neither an export nor the circuit.</summary>
    public static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && accepted.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
        && !request.Path.StartsWithSegments("/_blazor")
        && !IsExport(request);

    public static bool IsExport(HttpRequest request) =>
        request.Path.Value is { } path && (Exports.Any(export => path.StartsWith(export, StringComparison.OrdinalIgnoreCase)) || path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase));

    private static string Asked(HttpRequest request) => request.PathBase + request.Path + request.QueryString;

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status, string page)
    {
        if (IsPage(context.Request))
            context.Response.Redirect(page);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Over HTTPS the cookie carries the <c>__Host-</c> prefix, which browsers accept only with Secure and for this host alone; plain HTTP, which is for loopback, cannot.</summary>
    private sealed class HostPrefixCookies : ICookieManager
    {
        private readonly ChunkingCookieManager inner = new();

        public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, Name(context, key));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => inner.AppendResponseCookie(context, Name(context, key), value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => inner.DeleteCookie(context, Name(context, key), options);

        private static string Name(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
    }
}
