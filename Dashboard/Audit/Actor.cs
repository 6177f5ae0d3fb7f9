using System.Security.Claims;

namespace Dashboard.Audit;

/// <summary>Who does something: a signed-in person, or the dashboard itself.</summary>
/// <param name="Id">Stable: Entra's object id, a demo person's name, or "dashboard".</param>
public sealed record Actor(string Id, string Name)
{
    private const string EntraObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";

    public static Actor Dashboard { get; } = new("dashboard", "The dashboard");

    public static Actor Of(ClaimsPrincipal person)
    {
        var id = Value(person, EntraObjectId) ?? Value(person, "oid") ?? Value(person, ClaimTypes.NameIdentifier) ?? "anonymous";
        return new Actor(id, Value(person, "name") ?? Value(person, ClaimTypes.Name) ?? Value(person, "preferred_username") ?? id);
    }

    private static string? Value(ClaimsPrincipal person, string type) => person.FindFirst(type)?.Value is { Length: > 0 } value ? value : null;
}
