using System.Security.Claims;
using Dashboard.SignIn;

namespace Dashboard.Tests.SignIn;

public sealed class AccessTests
{
    [Theory]
    [InlineData("Viewer", true, false, false, false)]
    [InlineData("OnCall", true, true, false, true)]
    [InlineData("Manager", true, false, true, true)]
    [InlineData("Manager,OnCall", true, true, true, true)]
    [InlineData("", false, false, false, false)]
    [InlineData("manager", false, false, false, false)]
    [InlineData("Owner", false, false, false, false)]
    public void Each_role_may_do_its_part_and_roles_combine(string roles, bool view, bool rollBack, bool administer, bool share)
    {
        var person = Person(roles);
        var access = new Access();

        Assert.Equal(view, access.Check(person, Permission.View).IsAllowed);
        Assert.Equal(rollBack, access.Check(person, Permission.RollBack).IsAllowed);
        Assert.Equal(administer, access.Check(person, Permission.Administer).IsAllowed);
        Assert.Equal(share, access.Check(person, Permission.Share).IsAllowed);
    }

    [Fact]
    public void A_refusal_says_which_role_it_takes() =>
        Assert.Contains("OnCall", new Access().Check(Person("Manager"), Permission.RollBack).Refusal!, StringComparison.Ordinal);

    [Fact]
    public void Roles_of_somebody_who_is_not_signed_in_count_for_nothing()
    {
        var stranger = new ClaimsPrincipal(new ClaimsIdentity([new Claim("roles", "OnCall")]));

        Assert.False(new Access().Check(stranger, Permission.View).IsAllowed);
    }

    [Fact]
    public void Entra_people_are_known_by_their_object_id()
    {
        var person = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim("http://schemas.microsoft.com/identity/claims/objectidentifier", "oid-1"), new Claim(ClaimTypes.NameIdentifier, "sub"), new Claim("name", "Ada L."), new Claim("roles", "OnCall")], "Entra"));

        var decision = new Access().Check(person, Permission.RollBack);

        Assert.True(decision.IsAllowed);
        Assert.Equal(new("oid-1", "Ada L."), decision.Actor);
    }

    private static ClaimsPrincipal Person(string roles) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, "p"), .. roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(role => new Claim(ClaimTypes.Role, role))], "Test"));
}
