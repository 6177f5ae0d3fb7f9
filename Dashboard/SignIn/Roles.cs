using System.Security.Claims;

namespace Dashboard.SignIn;

/// <summary>The app roles, by the names that Entra ID sends, and what each may do. A person with several may do what any of them may.</summary>
public static class Roles
{
    public const string Viewer = "Viewer", OnCall = "OnCall", Manager = "Manager";

    private static readonly Dictionary<string, Permission[]> Permissions = new(StringComparer.Ordinal)
    {
        [Viewer] = [Permission.View],
        [OnCall] = [Permission.View, Permission.RollBack, Permission.PutAlarms, Permission.Mute, Permission.Share],
        [Manager] = [Permission.View, Permission.Administer, Permission.Share],
    };

    public static IEnumerable<string> Of(ClaimsPrincipal person) => person.Identity?.IsAuthenticated != true ? [] :
        person.Claims.Where(claim => claim.Type is ClaimTypes.Role or "roles" && Permissions.ContainsKey(claim.Value)).Select(claim => claim.Value).Distinct();

    public static bool Allow(ClaimsPrincipal person, Permission permission) => Of(person).Any(role => Permissions[role].Contains(permission));

    public static string InWords(string role) => role switch { OnCall => "On-call engineer", Manager => "Manager", _ => "Viewer" };
}
