using System.Security.Claims;
using Dashboard.Ui;
using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

/// <summary>A role, and where it holds.</summary>
public sealed record Grant(string Role, Places On);

/// <summary>Which roles a person's claims give, and where. Somebody with several may do what any of them allows.</summary>
public sealed class RoleGrants
{
    private static readonly string[] Own = [Roles.Viewer, Roles.OnCall, Roles.Manager];
    private readonly ILookup<string, Grant> byClaim;

    /// <summary>A claim that is called like a role and has no entry gives that role everywhere.</summary>
    public RoleGrants(IOptions<SignInOptions> options)
    {
        var configured = options.Value.Roles;
        byClaim = configured.Select(entry => (entry.Claim, Grant: new Grant(entry.Role, Places.Of(entry.On))))
            .Concat(Own.Where(role => configured.All(entry => entry.Claim != role)).Select(role => (Claim: role, Grant: new Grant(role, Places.Everywhere))))
            .ToLookup(pair => pair.Claim, pair => pair.Grant, StringComparer.Ordinal);
    }

    public IReadOnlyList<Grant> Of(ClaimsPrincipal person)
    {
        var grants = Roles.ClaimsOf(person).SelectMany(claim => byClaim[claim]);

        // A wall shows what the person who put it up may see, and does nothing that they may do.
        return Session.IsWall(person) ? [.. grants.Select(grant => grant with { Role = Roles.Wall })] : [.. grants];
    }

    /// <summary>Those of a person's claims that mean something here; the rest is not kept.</summary>
    public IEnumerable<string> ClaimsThatCount(ClaimsPrincipal person) => Roles.ClaimsOf(person).Where(byClaim.Contains);

    /// <summary>As in "On-call engineer (staging/*), Viewer"; null for none.</summary>
    public string? InWords(ClaimsPrincipal person)
    {
        var roles = Of(person).GroupBy(grant => grant.Role).Select(same => (Role: Roles.InWords(same.Key), On: Places.Union(same.Select(grant => grant.On))));
        var words = string.Join(", ", roles.Select(one => one.On.IsEverywhere ? one.Role : $"{one.Role} ({one.On})"));
        return words.Length == 0 ? null : words;
    }
}
