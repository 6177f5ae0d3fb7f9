using System.Collections.Immutable;
using System.Security.Claims;

namespace Dashboard.SignIn;

/// <summary>Someone to be while trying the dashboard out.</summary>
/// <param name="Does">What this person can do, in one line.</param>
public sealed record DemoPerson(string Id, string Name, string Title, string Role, string Does)
{
    public static ImmutableArray<DemoPerson> All { get; } =
    [
        new("operator", "Olivia Park", "Operator", Roles.Viewer, "Sees everything, changes nothing"),
        new("on-call", "Sam Okafor", "On-call engineer", Roles.OnCall, "Sees everything and rolls back"),
        new("manager", "Marta Lind", "Manager", Roles.Manager, "Sees everything and administers"),
        new("second", "Ida Berg", "Second on-call engineer", Roles.OnCall, "Approves where a rollback needs two persons"),
    ];

    public ClaimsPrincipal Principal => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, "demo:" + Id), new Claim(ClaimTypes.Name, Name), new Claim(ClaimTypes.Role, Role)], "Demo"));
}
