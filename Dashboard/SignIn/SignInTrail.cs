using System.Security.Claims;
using Dashboard.Audit;
using Microsoft.Data.Sqlite;

namespace Dashboard.SignIn;

/// <summary>Records who came and went. Where nothing can be recorded people still get in, because reading must work at 3 a.m.; acting does not.</summary>
public sealed class SignInTrail(AuditLog audit, RoleGrants grants, ILogger<SignInTrail> log)
{
    public Task SignedInAsync(ClaimsPrincipal person, string by) => grants.Of(person).Select(grant => grant.On.IsEverywhere ? grant.Role : $"{grant.Role} on {grant.On}").Distinct().ToArray() is { Length: > 0 } roles
        ? WriteAsync(person, "sign-in", "accepted", $"{by}; {string.Join(", ", roles)}")
        : WriteAsync(person, "sign-in", "refused", $"{by}; no role");

    /// <summary>Somebody of whom it is not known who they are.</summary>
    public Task RefusedAsync(string detail) => WriteAsync(new ClaimsPrincipal(), "sign-in", "refused", detail);

    /// <param name="detail">Null for this browser's session alone.</param>
    public Task SignedOutAsync(ClaimsPrincipal person, string? detail = null) => WriteAsync(person, "sign-out", "accepted", detail);

    private async Task WriteAsync(ClaimsPrincipal person, string action, string outcome, string? detail)
    {
        try
        {
            await audit.WriteAsync(Actor.Of(person), action, null, outcome, detail: detail);
        }
        catch (SqliteException error)
        {
            log.LogError("{Action} of {Actor} could not be recorded: {Error}", action, Actor.Of(person).Id, error.Message);
        }
    }
}
