using Dashboard.Audit;
using Dashboard.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Data.Sqlite;

namespace Dashboard.SignIn;

/// <summary>Lets the sign-in cookie carry a key only; who that is stands in the store and is read with every request.</summary>
/// <remarks>
/// The session that a browser has, over or not, is among the request's features. Below the sign-in's address it counts for nothing:
/// the cookie handler would else put the new person under the old key, and who knew that key would be signed in as them.
/// </remarks>
internal sealed class SessionTickets(Sessions sessions, RoleGrants grants, ILogger<SessionTickets> log) : ITicketStore
{
    // Where the directory sends people back to.
    private static readonly string[] Beginnings = [Urls.SignIn, "/signin-oidc"];

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, null);

    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) => StoreAsync(ticket, (HttpContext?)httpContext);

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => FindAsync(key, null, default);

    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) => FindAsync(key, httpContext, cancellationToken);

    public Task RenewAsync(string key, AuthenticationTicket ticket) => throw new InvalidOperationException("Somebody would be signed in under the key of a session that exists already.");

    public Task RemoveAsync(string key) => RemoveAsync(key, SessionEnd.SignedOut);

    public Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) =>
        RemoveAsync(key, httpContext.Request.Path.StartsWithSegments(Urls.SignOutEverywhere) ? SessionEnd.SignedOutEverywhere : SessionEnd.SignedOut);

    private async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext? context)
    {
        var person = ticket.Principal;
        if (context?.Features.Get<Session>() is { } before)
            await sessions.EndAsync(before.Id, SessionEnd.Replaced, Actor.Of(person).Name);
        var kind = Session.IsWall(person) ? SessionKind.Wall : SessionKind.Person;
        var (key, _) = await sessions.StartAsync(Actor.Of(person), kind, grants.ClaimsThatCount(person), context is null ? null : BrowserFamily.From(context));
        return key;
    }

    private async Task<AuthenticationTicket?> FindAsync(string key, HttpContext? context, CancellationToken cancel)
    {
        try
        {
            if (await sessions.FindAsync(Sessions.IdOf(key), cancel) is not { } session)
                return null;
            context?.Features.Set(session);
            if (sessions.Over(session) is not null || Beginnings.Any(path => context?.Request.Path.StartsWithSegments(path) == true))
                return null;
            return new AuthenticationTicket(session.Principal, new AuthenticationProperties { IssuedUtc = session.CreatedAt, ExpiresUtc = session.ExpiresAt }, CookieAuthenticationDefaults.AuthenticationScheme);
        }
        catch (SqliteException error)
        {
            log.LogWarning("A session could not be read, so its browser has to sign in again: {Error}", error.Message);
            return null;
        }
    }

    private Task RemoveAsync(string key, SessionEnd how) => sessions.EndAsync(Sessions.IdOf(key), how, null);
}
