using System.Security.Claims;
using Dashboard.Audit;

namespace Dashboard.SignIn;

public enum Permission
{
    View,
    RollBack,
    PutAlarms,

    /// <summary>To let nobody be told of a service or an alarm for a while.</summary>
    Mute,

    /// <summary>To keep what everyone sees.</summary>
    Share,
    Administer,
}

/// <param name="Refusal">One sentence that says who may do it; null when allowed.</param>
public sealed record AccessDecision(Actor Actor, string? Refusal)
{
    public bool IsAllowed => Refusal is null;
}

/// <summary>Says who a person is and what they may do now. The class that acts asks it; pages ask it to explain a disabled button.</summary>
public sealed class Access
{
    public AccessDecision Check(ClaimsPrincipal person, Permission permission)
    {
        var actor = Actor.Of(person);
        if (person.Identity?.IsAuthenticated != true)
            return new AccessDecision(actor, "Sign in first.");
        return new AccessDecision(actor, Roles.Allow(person, permission) ? null : permission switch
        {
            Permission.RollBack => "Rolling back needs the role OnCall. Ask the on-call engineer.",
            Permission.Share => "Saving for everyone needs the role OnCall or Manager. Save it only for you, or ask one of them.",
            Permission.Mute => "Muting needs the role OnCall. Ask the on-call engineer.",
            Permission.PutAlarms => "Creating alarms needs the role OnCall. Ask the on-call engineer.",
            Permission.Administer => "Administering needs the role Manager. Ask a manager.",
            _ => "Viewing needs one of the roles Viewer, OnCall or Manager.",
        });
    }
}
