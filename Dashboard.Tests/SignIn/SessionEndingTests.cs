using Dashboard.Audit;
using Dashboard.SignIn;

namespace Dashboard.Tests.SignIn;

public sealed class SessionEndingTests : IDisposable
{
    private readonly SessionHouse house = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manager_sees_everybody_and_others_their_own_sessions_and_walls()
    {
        var (_, _, sam) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (_, _, olivia) = await house.SignedInAsync(SessionHouse.Olivia, "Viewer");
        var (_, _, marta) = await house.SignedInAsync(SessionHouse.Marta, "Manager");
        await house.SignedInAsync(new Actor(WallKeeping.IdOf(SessionHouse.Olivia.Id, "Lobby"), "Wall “Lobby” of Olivia Park"), "Viewer", SessionKind.Wall);

        Assert.Equal(4, (await house.Ending.SeenByAsync(marta, Cancel)).Length);
        Assert.Equal(["Olivia Park", "Wall “Lobby” of Olivia Park"], (await house.Ending.SeenByAsync(olivia, Cancel)).Select(session => session.Person.Name).Order());
        Assert.Equal(["Sam Okafor"], (await house.Ending.SeenByAsync(sam, Cancel)).Select(session => session.Person.Name));
    }

    [Fact]
    public async Task A_manager_ends_a_session_with_a_reason_that_its_person_reads_and_the_trail_keeps()
    {
        var (_, session, sam) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (_, _, marta) = await house.SignedInAsync(SessionHouse.Marta, "Manager");

        Assert.Null(await house.Ending.EndAsync(session.Id, " laptop was lost ", marta));

        Assert.Equal("Your session was ended by Marta Lind, who wrote: “laptop was lost”. Sign in again.", (await house.Access.CheckAsync(sam, Permission.RollBack)).Refusal);
        var entry = Assert.Single(await house.Audit.FindAsync(new AuditFilter(Action: "session-end"), 10, cancel: Cancel));
        Assert.Equal(("accepted", "laptop was lost", SessionHouse.Marta), (entry.Outcome, entry.Reason, entry.Actor));
        Assert.Equal($"session {session.ShortId} of Sam Okafor (demo:on-call), since 2026-01-31 12:00 UTC from Firefox, 192.0.2.7", entry.Detail!.Replace(Make.Noon.ToString("yyyy-MM-dd", null), "2026-01-31", StringComparison.Ordinal));
        Assert.Equal("This session is over already.", await house.Ending.EndAsync(session.Id, "again", marta));
    }

    [Fact]
    public async Task Who_is_no_manager_ends_only_what_is_theirs()
    {
        var (_, session, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (_, other, olivia) = await house.SignedInAsync(SessionHouse.Olivia, "Viewer");

        Assert.Equal("Administering needs the role Manager. Ask a manager.", await house.Ending.EndAsync(session.Id, "because", olivia));
        Assert.Null(await house.OverAsync(session));
        Assert.Equal("refused", Assert.Single(await house.Audit.FindAsync(new AuditFilter(Action: "session-end"), 10, cancel: Cancel)).Outcome);
        Assert.Null(await house.Ending.EndAsync(other.Id, "forgotten at the other desk", olivia));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" x ")]
    [InlineData("<b>no</b>")]
    public async Task Without_a_reason_nothing_is_ended(string? reason)
    {
        var (_, session, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (_, _, marta) = await house.SignedInAsync(SessionHouse.Marta, "Manager");

        Assert.Contains("reason", await house.Ending.EndAsync(session.Id, reason, marta), StringComparison.Ordinal);
        Assert.Null(await house.OverAsync(session));
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_done()
    {
        var (_, session, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (_, _, marta) = await house.SignedInAsync(SessionHouse.Marta, "Manager");
        house.Temp.MakeReadOnly();

        Assert.StartsWith("Not ended: it could not be recorded", await house.Ending.EndAsync(session.Id, "laptop was lost", marta), StringComparison.Ordinal);
        Assert.Null(await house.OverAsync(session));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_ones_other_sessions_and_neither_walls_nor_those_of_others()
    {
        var (_, here, sam) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (_, there, _) = await house.SignedInAsync(SessionHouse.Sam, "OnCall");
        var (_, wall, _) = await house.SignedInAsync(new Actor(WallKeeping.IdOf(SessionHouse.Sam.Id, "Lobby"), "Wall"), "OnCall", SessionKind.Wall);
        var (_, other, _) = await house.SignedInAsync(SessionHouse.Olivia, "Viewer");

        Assert.Equal(1, await house.Ending.EndOthersAsync(sam));

        Assert.Equal("You signed out everywhere. Sign in again.", await house.OverAsync(there));
        Assert.Equal([null, null, null], [await house.OverAsync(here), await house.OverAsync(wall), await house.OverAsync(other)]);
    }

    public void Dispose() => house.Dispose();
}
