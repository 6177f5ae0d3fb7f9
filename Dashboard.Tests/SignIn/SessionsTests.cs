using System.Security.Claims;
using Dapper;
using Dashboard.Audit;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.SignIn;

public sealed class SessionsTests : IDisposable
{
    private readonly SessionHouse house = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_is_used_ends_after_eight_hours()
    {
        var (_, session, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        for (var minutes = 0; minutes < 8 * 60 - 30; minutes += 30)
        {
            house.Time.Advance(TimeSpan.FromMinutes(30));
            await house.Sessions.TouchAsync(session.Id, house.Time.GetUtcNow());
        }

        house.Time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        Assert.Null(await house.OverAsync(session));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Your session has expired after 8 h. Sign in again.", await house.OverAsync(session));
    }

    [Fact]
    public async Task A_session_without_a_click_or_key_ends_after_an_hour_and_a_late_click_does_not_bring_it_back()
    {
        var (_, session, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");

        house.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Null(await house.OverAsync(session));
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await house.Sessions.TouchAsync(session.Id, house.Time.GetUtcNow());

        Assert.Equal("Your session has expired: there was no click or key for 1 h. Sign in again.", await house.OverAsync(session));
    }

    [Fact]
    public async Task A_wall_goes_on_for_thirty_days_without_a_click()
    {
        var (_, wall, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall", SessionKind.Wall);

        house.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Null(await house.OverAsync(wall));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Your session has expired after 30 d. Sign in again.", await house.OverAsync(wall));
    }

    [Fact]
    public async Task Activity_is_written_once_a_minute_at_most_and_never_backwards()
    {
        var (_, session, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");

        house.Time.Advance(TimeSpan.FromSeconds(50));
        await house.Sessions.TouchAsync(session.Id, house.Time.GetUtcNow());
        Assert.Equal(Make.Noon, (await house.Sessions.FindAsync(session.Id, Cancel))!.ActiveAt);
        house.Time.Advance(TimeSpan.FromSeconds(10));
        await house.Sessions.TouchAsync(session.Id, house.Time.GetUtcNow());
        await house.Sessions.TouchAsync(session.Id, Make.Noon.AddSeconds(30));

        Assert.Equal(Make.Noon.AddMinutes(1), (await house.Sessions.FindAsync(session.Id, Cancel))!.ActiveAt);
    }

    [Fact]
    public async Task It_outlives_a_restart_and_the_database_does_not_know_the_key_of_the_cookie()
    {
        var (key, session, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");

        var found = await house.Restarted().FindAsync(Sessions.IdOf(key), Cancel);

        Assert.Equal((session.Person, session.From, session.ExpiresAt, "OnCall"), (found!.Person, found.From, found.ExpiresAt, Assert.Single(found.Claims)));
        var row = await house.Database.ReadAsync(async connection => string.Join('|', ((IDictionary<string, object?>)await connection.QuerySingleAsync("SELECT * FROM session")).Values), Cancel);
        Assert.DoesNotContain(key, row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ended_in_the_store_is_over_with_the_next_look_whoever_ended_it()
    {
        var (_, session, person) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        Assert.Null((await house.Access.CheckAsync(person, Permission.RollBack)).Refusal);

        await house.Restarted().EndAsync(session.Id, SessionEnd.SignedOut, null);

        Assert.Equal("You signed out. Sign in again.", (await house.Access.CheckAsync(person, Permission.RollBack)).Refusal);
    }

    [Fact]
    public async Task Somebody_whose_principal_names_no_session_or_an_unknown_one_may_nothing()
    {
        static ClaimsPrincipal With(params Claim[] claims) => new(new ClaimsIdentity([new Claim(ClaimTypes.Role, "OnCall"), .. claims], "Forged"));

        Assert.Equal("Sign in first.", (await house.Access.CheckAsync(With(), Permission.View)).Refusal);
        Assert.Equal("Your session is over. Sign in again.", (await house.Access.CheckAsync(With(new Claim(Session.IdClaim, "nowhere")), Permission.View)).Refusal);
    }

    [Fact]
    public async Task While_the_database_cannot_be_written_people_get_in_and_out_all_the_same()
    {
        await house.SignedInAsync(SessionHouse.Marta, "Manager");
        house.Temp.MakeReadOnly();

        var (_, session, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        Assert.Null(await house.OverAsync(session));
        Assert.Equal(["Sam Okafor", "Marta Lind"], (await house.Sessions.OpenAsync(Cancel)).Select(one => one.Person.Name).Order().Reverse());
        house.Time.Advance(TimeSpan.FromMinutes(30));
        await house.Sessions.TouchAsync(session.Id, house.Time.GetUtcNow());
        house.Time.Advance(TimeSpan.FromMinutes(40));
        Assert.Null(await house.OverAsync(session));
        await house.Sessions.EndAsync(session.Id, SessionEnd.SignedOut, null);

        Assert.Equal("You signed out. Sign in again.", await house.OverAsync(session));
    }

    [Fact]
    public async Task Of_what_a_directory_tells_the_store_keeps_who_it_is_and_what_gives_roles()
    {
        var tickets = new SessionTickets(house.Sessions, Doors.Grants(Doors.Role("group-1", Roles.OnCall, "staging/*")), NullLogger<SessionTickets>.Instance);
        var told = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim("http://schemas.microsoft.com/identity/claims/objectidentifier", "oid-1"), new Claim(ClaimTypes.NameIdentifier, "sub"), new Claim("name", "Ada L."), new Claim("roles", "Viewer"), new Claim("roles", "Payroll"), new Claim("groups", "group-1"), new Claim("groups", "group-2"), new Claim("email", "ada@example.com")], "Entra"));

        var ticket = await tickets.RetrieveAsync(await tickets.StoreAsync(new AuthenticationTicket(told, "Cookies")));

        Assert.Equal(new("oid-1", "Ada L."), Actor.Of(ticket!.Principal));
        Assert.Equal(["Viewer", "group-1"], Roles.ClaimsOf(ticket.Principal));
        Assert.DoesNotContain(ticket.Principal.Claims, claim => claim.Value is "Payroll" or "group-2" or "ada@example.com");
    }

    [Fact]
    public async Task Nobody_is_ever_put_under_a_key_that_exists()
    {
        var tickets = new SessionTickets(house.Sessions, Doors.Grants(), NullLogger<SessionTickets>.Instance);
        var (key, _, person) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");

        await Assert.ThrowsAsync<InvalidOperationException>(() => tickets.RenewAsync(key, new AuthenticationTicket(person, "Cookies")));
    }

    [Fact]
    public async Task What_has_been_over_for_a_week_is_swept_and_what_is_open_stays()
    {
        var (_, session, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (_, wall, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall", SessionKind.Wall);

        house.Time.Advance(TimeSpan.FromHours(8) + Sessions.Remembered);
        await house.Sessions.SweepAsync(Cancel);
        Assert.NotNull(await house.Sessions.FindAsync(session.Id, Cancel));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await house.Sessions.SweepAsync(Cancel);

        Assert.Null(await house.Sessions.FindAsync(session.Id, Cancel));
        Assert.NotNull(await house.Sessions.FindAsync(wall.Id, Cancel));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", "Chrome")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "Edge")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on a phone")]
    [InlineData("", "Another browser")]
    [InlineData(null, "Another browser")]
    public void A_browser_is_known_by_its_family(string? userAgent, string family) => Assert.Equal(family, BrowserFamily.Of(userAgent));

    public void Dispose() => house.Dispose();
}
