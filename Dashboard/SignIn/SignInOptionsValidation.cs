using Dashboard.Ui;
using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

internal sealed class SignInOptionsValidation : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        string[] problems = [.. Times(options), .. options.Roles.SelectMany(Role)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Times(SignInOptions options)
    {
        if (options.Lifetime <= TimeSpan.FromMinutes(1) || options.Lifetime > TimeSpan.FromHours(24))
            yield return "SignIn:Lifetime must lie between 1 minute and 24 hours, as in SignIn:Lifetime=08:00:00.";
        if (options.Idle < TimeSpan.FromMinutes(5) || options.Idle > TimeSpan.FromHours(24))
            yield return "SignIn:Idle must lie between 5 minutes and 24 hours, as in SignIn:Idle=01:00:00.";
        if (options.WallLifetime < TimeSpan.FromHours(1) || options.WallLifetime > TimeSpan.FromDays(90))
            yield return "SignIn:WallLifetime must lie between 1 hour and 90 days, as in SignIn:WallLifetime=30.00:00:00.";
        if (options.Recheck < TimeSpan.FromSeconds(1) || options.Recheck > TimeSpan.FromSeconds(60))
            yield return "SignIn:Recheck must lie between 1 and 60 seconds, as in SignIn:Recheck=00:00:20.";
    }

    private static IEnumerable<string> Role(RoleOptions entry, int index)
    {
        var key = $"SignIn:Roles:{index}";
        if (string.IsNullOrWhiteSpace(entry.Claim))
            yield return $"{key}:Claim must be the value of an app role or the object id of a group, as in {key}:Claim=OnCall.";
        if (entry.Role is not (Roles.Viewer or Roles.OnCall or Roles.Manager))
            yield return $"{key}:Role is “{entry.Role}”; it must be Viewer, OnCall or Manager, as in {key}:Role=OnCall.";
        foreach (var problem in entry.On.Select(Places.Problem).OfType<string>())
            yield return $"{key}:On: {problem}, as in {key}:On:0=staging/*.";
    }
}
