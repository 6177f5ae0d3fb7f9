using System.Collections.Immutable;
using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Ui;

namespace Dashboard.SignIn;

public enum SessionKind
{
    Person,

    /// <summary>A screen that shows the fleet for weeks: it sees the wall display and does nothing.</summary>
    Wall,
}

public enum SessionEnd
{
    SignedOut,
    SignedOutEverywhere,

    /// <summary>Somebody signed in in the same browser.</summary>
    Replaced,

    /// <summary>By a manager, or by the person from another browser.</summary>
    Ended,
}

/// <summary>One sign-in of one browser.</summary>
/// <param name="Id">A hash of the key that the cookie carries; harmless where it is seen.</param>
/// <param name="Claims">Those of the person's app roles and groups that give roles here.</param>
/// <param name="ActiveAt">The last click or key, to the minute; of a wall when it was last there.</param>
/// <param name="ExpiresAt">Whatever happens until then.</param>
/// <param name="From">Browser family and address; null when unknown.</param>
public sealed record Session(string Id, SessionKind Kind, Actor Person, ImmutableArray<string> Claims, DateTimeOffset CreatedAt, DateTimeOffset ActiveAt, DateTimeOffset ExpiresAt, string? From)
{
    public const string IdClaim = "session", KindClaim = "session-kind", WallKind = "wall";

    /// <summary>Null while nobody ended it; it may be over by time all the same.</summary>
    public SessionEnd? End { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who ended it, and why.</summary>
    public string? EndedBy { get; init; }
    public string? EndReason { get; init; }

    /// <summary>As in the trail and on pages: enough to tell sessions apart.</summary>
    public string ShortId => Id[..8];

    public ClaimsPrincipal Principal => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.NameIdentifier, Person.Id), new Claim(ClaimTypes.Name, Person.Name), new Claim(IdClaim, Id),
        .. Claims.Select(value => new Claim(ClaimTypes.Role, value)),
        .. Kind == SessionKind.Wall ? [new Claim(KindClaim, WallKind)] : Array.Empty<Claim>(),
    ], "Session"));

    public static string? IdOf(ClaimsPrincipal person) => person.FindFirst(IdClaim)?.Value;

    public static bool IsWall(ClaimsPrincipal person) => person.HasClaim(KindClaim, WallKind);

    /// <summary>Why it counts no more, in a sentence; null while it does.</summary>
    public string? Over(DateTimeOffset now, TimeSpan idle) => End switch
    {
        SessionEnd.SignedOut => "You signed out.",
        SessionEnd.SignedOutEverywhere => "You signed out everywhere.",
        SessionEnd.Replaced => "Somebody signed in anew in this browser.",
        SessionEnd.Ended => $"Your session was ended by {EndedBy}, who wrote: “{EndReason}”.",
        _ when now >= ExpiresAt => $"Your session has expired after {Format.Duration(ExpiresAt - CreatedAt)}.",
        _ when Kind == SessionKind.Person && now - ActiveAt >= idle => $"Your session has expired: there was no click or key for {Format.Duration(idle)}.",
        _ => null,
    };
}
