using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Ui;

namespace Dashboard.SignIn;

/// <param name="Refusal">One sentence that says who may do it, and where; null when allowed.</param>
public sealed record AccessDecision(Actor Actor, string? Refusal)
{
    public bool IsAllowed => Refusal is null;
}

/// <summary>Who a person is by their session as it stands in the store at this moment, and why that counts no more; null while it does.</summary>
public sealed record SessionState(ClaimsPrincipal Person, string? Over);

/// <summary>Reads the session afresh.</summary>
public delegate ValueTask<SessionState> SessionNow(ClaimsPrincipal person);

/// <summary>Says what a person may do, and where.</summary>
public sealed class Access(RoleGrants grants, SessionNow session)
{
    /// <summary>For the class that acts: by the session as it is now.</summary>
    /// <param name="target">What it is done to; null for what belongs to no target.</param>
    /// <param name="cluster">Null for what belongs to the target as a whole.</param>
    public async ValueTask<AccessDecision> CheckAsync(ClaimsPrincipal person, Permission permission, string? target = null, string? cluster = null)
    {
        var actor = Actor.Of(person);
        if (person.Identity?.IsAuthenticated != true)
            return new AccessDecision(actor, "Sign in first.");
        var now = await session(person);
        return new AccessDecision(actor, now.Over ?? Refusal(now.Person, permission, target, cluster));
    }

    /// <summary>For pages, to explain a disabled button: by what was known when the page began, or was looked at last.</summary>
    /// <returns>Why not, in one sentence that names role and place; null when the person may.</returns>
    public string? Refusal(ClaimsPrincipal? person, Permission permission, string? target = null, string? cluster = null)
    {
        if (person?.Identity?.IsAuthenticated != true)
            return "Sign in first.";
        var row = Permissions.Of(permission);
        var held = PlacesOf(person, row);
        if (held.IsNowhere)
            return $"{row.Doing} needs {row.RolesInWords}.{(row.Advice is null ? "" : " " + row.Advice)}";
        return !row.IsLocal || target is null || held.Hold(target, cluster) ? null
            : $"{row.Doing} in {target}/{cluster ?? "*"} needs {row.RolesInWords} there; yours holds for {held}.";
    }

    /// <summary>Which targets and clusters a person may see.</summary>
    public Places SightOf(ClaimsPrincipal person) => PlacesOf(person, Permissions.Of(Session.IsWall(person) ? Permission.Watch : Permission.View));

    private Places PlacesOf(ClaimsPrincipal person, PermissionRow row) => Places.Union(grants.Of(person).Where(grant => row.Roles.Contains(grant.Role)).Select(grant => grant.On));
}
