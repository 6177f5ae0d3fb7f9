using System.Security.Claims;
using Dashboard.Audit;

namespace Dashboard.SignIn;

public enum Permission
{
    View,
    RollBack,
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
    public AccessDecision Check(ClaimsPrincipal person, Permission permission) => throw new NotImplementedException();
}
