using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

/// <summary>Turns the browser of a signed-in person into a wall display: a session of its own that sees the wall, does nothing, and goes on for weeks. The person's own session in this browser ends.</summary>
internal static class WallKeeping
{
    public const int LongestName = 60;
    private const string Action = "wall-display";

    /// <summary>Names the person who put it up, so that they find it again.</summary>
    public static string IdOf(string person, string name) => $"wall:{person}:{name}";

    public static async Task<IResult> PostAsync([FromForm] string? name, [FromForm] string? returnUrl, HttpContext context, Sessions sessions, Access access, AuditLog audit, IOptions<SignInOptions> options, TimeProvider time)
    {
        var wall = ReturnUrl.Local(returnUrl) is var url && Urls.IsWall("http://here" + url) ? url : Urls.Wall;
        var said = name?.Trim() ?? "";
        if (context.Features.Get<Session>() is not { Kind: SessionKind.Person } session || sessions.Over(session) is not null)
            return new SignInEndpoints.LocalRedirectResult(Urls.SignInReturningTo(wall));
        var decision = await access.CheckAsync(session.Principal, Permission.KeepWall);
        if (!decision.IsAllowed || !IsName(said))
            return Back("name", wall);
        try
        {
            await audit.WriteAsync(decision.Actor, Action, null, "accepted", detail: $"“{said}” for {Format.Duration(options.Value.WallLifetime)}, {BrowserFamily.From(context)}, {wall}");
        }
        catch (SqliteException)
        {
            return Back("record", wall);
        }

        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Principal(session, said), new AuthenticationProperties { IsPersistent = true, ExpiresUtc = time.GetUtcNow() + options.Value.WallLifetime });
        return new SignInEndpoints.LocalRedirectResult(wall);
    }

    private static bool IsName(string name) => name.Length is >= AuditReason.Shortest and <= LongestName && AuditReason.Problem(name) is null;

    private static SignInEndpoints.LocalRedirectResult Back(string problem, string wall) => new(Urls.KeepWall + Urls.Query(("problem", problem), ("returnUrl", wall)));

    private static ClaimsPrincipal Principal(Session session, string name) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.NameIdentifier, IdOf(session.Person.Id, name)), new Claim(ClaimTypes.Name, $"Wall “{name}” of {session.Person.Name}"), new Claim(Session.KindClaim, Session.WallKind),
        .. session.Claims.Select(value => new Claim(ClaimTypes.Role, value)),
    ], "Wall"));
}
