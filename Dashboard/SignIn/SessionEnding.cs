using System.Collections.Immutable;
using System.Security.Claims;
using Dashboard.Audit;
using Microsoft.Data.Sqlite;

namespace Dashboard.SignIn;

/// <summary>Shows who is signed in and ends sessions: a manager anybody's, everybody their own.</summary>
public sealed class SessionEnding(Access access, Sessions sessions, AuditLog audit, TimeProvider time, ILogger<SessionEnding> log)
{
    private const string Action = "session-end";

    /// <summary>Of everybody for a manager, of a person and the walls that they put up for anyone else. Throws <see cref="SqliteException"/> when they cannot be read.</summary>
    public async Task<ImmutableArray<Session>> SeenByAsync(ClaimsPrincipal person, CancellationToken cancel = default)
    {
        if (!(await access.CheckAsync(person, Permission.View)).IsAllowed)
            return [];
        var all = await sessions.OpenAsync(cancel);
        return (await access.CheckAsync(person, Permission.Administer)).IsAllowed ? all : [.. all.Where(session => IsOf(session, person))];
    }

    /// <returns>Why it was not ended, in a sentence; null when it was.</returns>
    public async Task<string?> EndAsync(string id, string? reason, ClaimsPrincipal person)
    {
        var said = reason?.Trim() ?? "";
        try
        {
            var session = await sessions.FindAsync(id);
            var decision = await access.CheckAsync(person, session is not null && IsOf(session, person) ? Permission.View : Permission.Administer);
            var refusal = decision.Refusal ?? AuditReason.Problem(said) ?? (session is null || sessions.Over(session) is not null ? "This session is over already." : null);
            if (refusal is not null)
            {
                await audit.WriteAsync(decision.Actor, Action, null, "refused", Kept(said), $"{Described(session, id)}: {refusal}");
                return refusal;
            }

            await sessions.EndAsync(session! with { End = SessionEnd.Ended, EndedAt = time.GetUtcNow(), EndedBy = decision.Actor.Name, EndReason = said },
                transaction => audit.WriteAsync(transaction, decision.Actor, Action, null, "accepted", said, Described(session, id)));
            return null;
        }
        catch (SqliteException error)
        {
            log.LogWarning("A session was not ended, because it could not be recorded: {Error}", error.Message);
            return $"Not ended: it could not be recorded ({error.Message.TrimEnd('.')}).";
        }
    }

    /// <summary>All of a person's sessions but the one that asks; walls go on.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EndOthersAsync(ClaimsPrincipal person)
    {
        var others = (await OwnAsync(person)).Where(session => session.Kind == SessionKind.Person && session.Id != Session.IdOf(person)).ToList();
        foreach (var session in others)
            await sessions.EndAsync(session.Id, SessionEnd.SignedOutEverywhere, null);
        return others.Count;
    }

    private async Task<IEnumerable<Session>> OwnAsync(ClaimsPrincipal person)
    {
        try
        {
            return (await sessions.OpenAsync()).Where(session => IsOf(session, person));
        }
        catch (SqliteException error)
        {
            log.LogWarning("The sessions could not be read, so only one was ended: {Error}", error.Message);
            return [];
        }
    }

    private static bool IsOf(Session session, ClaimsPrincipal person) => Actor.Of(person).Id is var id && (session.Person.Id == id || session.Person.Id.StartsWith(WallKeeping.IdOf(id, ""), StringComparison.Ordinal));

    private static string Described(Session? session, string id) => session is null ? $"session {Kept(id)}" : $"session {session.ShortId} of {session.Person.Name} ({session.Person.Id}), since {session.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC from {session.From ?? "unknown"}";

    private static string Kept(string text) => AuditReason.Escaped(text.Length > AuditReason.Longest ? text[..AuditReason.Longest] + "…" : text);
}
