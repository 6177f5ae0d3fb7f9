using System.Security.Claims;

namespace Dashboard.SignIn;

/// <summary>The roles, by the names that Entra ID sends unless the configuration says otherwise.</summary>
public static class Roles
{
    public const string Viewer = "Viewer", OnCall = "OnCall", Manager = "Manager";

    /// <summary>Of a screen on a wall; no claim gives it.</summary>
    public const string Wall = "Wall";

    public static string InWords(string role) => role switch { OnCall => "On-call engineer", Manager => "Manager", Wall => "Wall display", _ => "Viewer" };

    /// <summary>What of a person's claims may give a role: app roles and groups.</summary>
    public static IEnumerable<string> ClaimsOf(ClaimsPrincipal person) => person.Identity?.IsAuthenticated != true ? [] :
        person.Claims.Where(claim => claim.Type is ClaimTypes.Role or "roles" or "groups").Select(claim => claim.Value).Distinct(StringComparer.Ordinal);
}
