using Dashboard.SignIn;

namespace Dashboard.Tests.SignIn;

public sealed class SignInOptionsTests
{
    [Fact]
    public void What_is_there_by_itself_is_valid_and_so_is_a_role_for_a_group_on_one_target()
    {
        var options = new SignInOptions();
        options.Roles.Add(Doors.Role("11111111-2222-3333-4444-555555555555", Roles.OnCall, "staging/*"));

        Assert.True(new SignInOptionsValidation().Validate(null, options).Succeeded);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once_with_its_key()
    {
        var options = new SignInOptions { Lifetime = TimeSpan.FromDays(3), Idle = TimeSpan.Zero, WallLifetime = TimeSpan.FromDays(365), Recheck = TimeSpan.FromMinutes(5) };
        options.Roles.Add(Doors.Role("", "Owner", "staging", "a/b/c", "pro duction/*", "/shop"));

        var problems = new SignInOptionsValidation().Validate(null, options).Failures!.ToList();

        Assert.Equal(10, problems.Count);
        foreach (var key in new[] { "SignIn:Lifetime", "SignIn:Idle", "SignIn:WallLifetime", "SignIn:Recheck", "SignIn:Roles:0:Claim", "SignIn:Roles:0:Role is “Owner”", "SignIn:Roles:0:On: “staging”", "“a/b/c”", "“pro duction/*”", "“/shop”" })
            Assert.Contains(problems, problem => problem.Contains(key, StringComparison.Ordinal));
    }
}
