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
        var access = Doors.Access();

        Assert.Equal(view, access.Refusal(person, Permission.View) is null);
        Assert.Equal(rollBack, access.Refusal(person, Permission.RollBack) is null);
        Assert.Equal(administer, access.Refusal(person, Permission.Administer) is null);
        Assert.Equal(share, access.Refusal(person, Permission.Share) is null);
    }

    [Fact]
    public void A_refusal_says_which_role_it_takes() =>
        Assert.Equal("Rolling back needs the role OnCall. Ask the on-call engineer.", Doors.Access().Refusal(Person("Manager"), Permission.RollBack));

    [Fact]
    public void Roles_of_somebody_who_is_not_signed_in_count_for_nothing()
    {
        var stranger = new ClaimsPrincipal(new ClaimsIdentity([new Claim("roles", "OnCall")]));

        Assert.Equal("Sign in first.", Doors.Access().Refusal(stranger, Permission.View));
    }

    [Fact]
    public async Task Entra_people_are_known_by_their_object_id()
    {
        var person = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim("http://schemas.microsoft.com/identity/claims/objectidentifier", "oid-1"), new Claim(ClaimTypes.NameIdentifier, "sub"), new Claim("name", "Ada L."), new Claim("roles", "OnCall")], "Entra"));

        var decision = await Doors.Access().CheckAsync(person, Permission.RollBack);

        Assert.True(decision.IsAllowed);
        Assert.Equal(new("oid-1", "Ada L."), decision.Actor);
    }

    [Theory]
    [InlineData("staging", "shop", null)]
    [InlineData("staging", null, null)]
    [InlineData("production", "shop", "Rolling back in production/shop needs the role OnCall there; yours holds for staging/*.")]
    [InlineData("production", null, "Rolling back in production/* needs the role OnCall there; yours holds for staging/*.")]
    public void A_role_that_holds_for_staging_only_is_refused_elsewhere_with_role_and_place(string target, string? cluster, string? refusal)
    {
        var access = Doors.Access(Doors.Role("OnCall", Roles.OnCall, "staging/*"), Doors.Role("OnCall", Roles.Viewer));

        Assert.Equal(refusal, access.Refusal(Person("OnCall"), Permission.RollBack, target, cluster));
        Assert.Null(access.Refusal(Person("OnCall"), Permission.View, target, cluster));
        Assert.Null(access.Refusal(Person("OnCall"), Permission.Share));
    }

    [Theory]
    [InlineData("production/sh*", "production", "shop", true)]
    [InlineData("production/sh*", "production", "payments", false)]
    [InlineData("production/shop", "production", null, false)]
    [InlineData("production/*", "production", null, true)]
    [InlineData("prod*/shop", "production", "shop", true)]
    [InlineData("production/shop", "production/shop", "shop", false)]
    public void A_person_sees_the_places_that_the_role_holds_for(string on, string target, string? cluster, bool sees) =>
        Assert.Equal(sees, Doors.Access(Doors.Role("Viewer", Roles.Viewer, on)).SightOf(Person("Viewer")).Hold(target, cluster));

    [Theory]
    [InlineData(null, true)]
    [InlineData("production/shop/checkout", true)]
    [InlineData("production/payments/ledger", false)]
    [InlineData("production/shop/checkout, staging/shop/checkout", false)]
    [InlineData("production:/ecs/shop/checkout", false)]
    [InlineData("alarm production/checkout-errors", false)]
    [InlineData("staging", false)]
    [InlineData("production", true)]
    public void The_trail_shows_entries_of_seen_places(string? subject, bool seen) =>
        Assert.Equal(seen, Doors.Access(Doors.Role("Viewer", Roles.Viewer, "production/shop")).SightOf(Person("Viewer")).HoldSubject(subject));

    [Fact]
    public void A_group_gives_the_role_that_is_configured_and_the_names_of_roles_go_on()
    {
        var access = Doors.Access(Doors.Role("11111111-2222-3333-4444-555555555555", Roles.OnCall));
        var member = new ClaimsPrincipal(new ClaimsIdentity([new Claim("groups", "11111111-2222-3333-4444-555555555555")], "Test"));

        Assert.Null(access.Refusal(member, Permission.RollBack));
        Assert.Null(access.Refusal(Person("Manager"), Permission.Administer));
    }

    [Fact]
    public void A_wall_display_sees_the_wall_of_its_person_and_nothing_else()
    {
        var wall = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "OnCall"), new Claim(ClaimTypes.Role, "Manager"), new Claim(Session.KindClaim, Session.WallKind)], "Session"));

        Assert.Equal([Permission.Watch], Enum.GetValues<Permission>().Where(permission => Doors.Access().Refusal(wall, permission) is null));
        Assert.Equal("staging/*", Doors.Access(Doors.Role("OnCall", Roles.OnCall, "staging/*"), Doors.Role("Manager", Roles.Manager, "staging/*")).SightOf(wall).ToString());
    }

    [Fact]
    public void Every_permission_is_in_the_table_once_and_the_documentation_shows_the_table()
    {
        Assert.Equal(Enum.GetValues<Permission>(), Permissions.All.Select(row => row.Permission));
        Assert.Contains(Permissions.Markdown(), File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "permissions.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_acts_is_judged_by_the_session_as_it_is_now_and_not_by_what_the_page_began_with()
    {
        var demoted = new Access(Doors.Grants(), _ => ValueTask.FromResult(new SessionState(Person("Viewer"), null)));
        var ended = new Access(Doors.Grants(), person => ValueTask.FromResult(new SessionState(person, "Your session was ended. Sign in again.")));

        Assert.StartsWith("Rolling back needs the role OnCall", (await demoted.CheckAsync(Person("OnCall"), Permission.RollBack)).Refusal, StringComparison.Ordinal);
        Assert.Equal("Your session was ended. Sign in again.", (await ended.CheckAsync(Person("OnCall"), Permission.RollBack)).Refusal);
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    private static ClaimsPrincipal Person(string roles) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, "p"), .. roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(role => new Claim(ClaimTypes.Role, role))], "Test"));
}
