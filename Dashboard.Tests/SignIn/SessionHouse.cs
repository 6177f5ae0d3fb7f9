using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.SignIn;
using Dashboard.Store;
using Dashboard.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.SignIn;

/// <summary>Sessions on a database of their own and a clock that stands still.</summary>
internal sealed class SessionHouse : IDisposable
{
    public static readonly Actor Olivia = new("demo:operator", "Olivia Park"), Sam = new("demo:on-call", "Sam Okafor"), Marta = new("demo:manager", "Marta Lind");

    public SessionHouse()
    {
        Database = Temp.Open([.. AuditSchema.All, SessionStore.Schema]);
        Sessions = Restarted();
        Audit = new AuditLog(Database, Time, new Feed<AuditHead>());
        Access = new Access(Doors.Grants(), person => Sessions.NowAsync(person));
        Ending = new SessionEnding(Access, Sessions, Audit, Time, NullLogger<SessionEnding>.Instance);
    }

    public TempDatabase Temp { get; } = new();
    public FakeTimeProvider Time { get; } = new(Make.Noon);
    public Database Database { get; }
    public Sessions Sessions { get; }
    public AuditLog Audit { get; }
    public Access Access { get; }
    public SessionEnding Ending { get; }

    /// <summary>What another process finds in the same database.</summary>
    public Sessions Restarted() => new(new SessionStore(Database), Options.Create(new SignInOptions()), Time, NullLogger<Sessions>.Instance);

    public async Task<(string Key, Session Session, ClaimsPrincipal Person)> SignedInAsync(Actor person, string role, SessionKind kind = SessionKind.Person)
    {
        var (key, session) = await Sessions.StartAsync(person, kind, [role], "Firefox, 192.0.2.7");
        return (key, session, session.Principal);
    }

    public async Task<string?> OverAsync(Session session) => (await Sessions.NowAsync(session.Principal)).Over;

    public void Dispose()
    {
        Database.Dispose();
        Temp.Dispose();
    }
}
