using Dashboard.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.SignIn;

/// <summary>Who may do what, for tests that are about something else: everybody's session is alive and says what their claims say.</summary>
internal static class Doors
{
    public static Access Access(params RoleOptions[] roles) => new(Grants(roles), person => ValueTask.FromResult(new SessionState(person, null)));

    public static RoleGrants Grants(params RoleOptions[] roles)
    {
        var options = new SignInOptions();
        options.Roles.AddRange(roles);
        return new RoleGrants(Options.Create(options));
    }

    public static RoleOptions Role(string claim, string role, params string[] on)
    {
        var entry = new RoleOptions { Claim = claim, Role = role };
        entry.On.AddRange(on);
        return entry;
    }

    public static IServiceCollection AddDoors(this IServiceCollection services, params RoleOptions[] roles) => services.AddSingleton(Access(roles)).AddSingleton(Grants(roles));
}
