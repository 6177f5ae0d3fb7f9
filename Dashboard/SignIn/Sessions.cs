using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using Dashboard.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.SignIn;

/// <summary>Who is signed in, by what stands in the store. While that cannot be written, what happens is remembered here, because people must get in, and out, all the same.</summary>
public sealed class Sessions
{
    /// <summary>How long a session that is over can still say why.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);
    public static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(55);
    private readonly ConcurrentDictionary<string, Session> unsaved = new(StringComparer.Ordinal);
    private readonly SessionStore store;
    private readonly SignInOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<Sessions> log;
    private long changes;

    public Sessions(SessionStore store, IOptions<SignInOptions> options, TimeProvider time, ILogger<Sessions> log) =>
        (this.store, this.options, this.time, this.log) = (store, options.Value, time, log);

    /// <summary>Another number whenever this process began or ended a session: what was read before may be wrong.</summary>
    public long Changes => Interlocked.Read(ref changes);

    /// <param name="claims">Those that give roles.</param>
    /// <returns>The key, which only the cookie knows.</returns>
    public async Task<(string Key, Session Session)> StartAsync(Actor person, SessionKind kind, IEnumerable<string> claims, string? from)
    {
        var (key, now) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), time.GetUtcNow());
        var session = new Session(IdOf(key), kind, person, [.. claims], now, now, now + (kind == SessionKind.Wall ? options.WallLifetime : options.Lifetime), from);
        await PutAsync(session);
        return (key, session);
    }

    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));

    /// <summary>As it stands now, over or not; null when there is none. Throws <see cref="SqliteException"/> when it cannot be read.</summary>
    public async Task<Session?> FindAsync(string id, CancellationToken cancel = default) =>
        unsaved.TryGetValue(id, out var newer) ? newer : await store.FindAsync(id, cancel);

    /// <summary>Why it counts no more; null while it does.</summary>
    public string? Over(Session session) => session.Over(time.GetUtcNow(), options.Idle);

    /// <summary>For the class that acts; nothing is done for somebody whose session cannot be read.</summary>
    public async ValueTask<SessionState> NowAsync(ClaimsPrincipal person)
    {
        if (Session.IdOf(person) is not { } id)
            return new SessionState(person, "Sign in first.");
        try
        {
            return await FindAsync(id) is { } session
                ? new SessionState(session.Principal, Over(session) is { } why ? $"{why} Sign in again." : null)
                : new SessionState(person, "Your session is over. Sign in again.");
        }
        catch (SqliteException error)
        {
            return new SessionState(person, $"Your session cannot be read ({error.Message.TrimEnd('.')}), and nothing is done without it.");
        }
    }

    /// <summary>Those that count now, the newest first. Throws <see cref="SqliteException"/> when they cannot be read.</summary>
    public async Task<ImmutableArray<Session>> OpenAsync(CancellationToken cancel = default)
    {
        var saved = await store.OpenAsync(time.GetUtcNow(), cancel);
        return [.. saved.Where(session => !unsaved.ContainsKey(session.Id)).Concat(unsaved.Values).Where(session => Over(session) is null).OrderByDescending(session => session.CreatedAt)];
    }

    /// <summary>Somebody clicked or typed then. Written once a minute at most, so that it may be a minute older than it says.</summary>
    public async Task TouchAsync(string id, DateTimeOffset at)
    {
        try
        {
            if (await FindAsync(id) is not { } session || Over(session) is not null || at - session.ActiveAt < WriteEvery)
                return;
            if (unsaved.ContainsKey(id))
                unsaved[id] = session with { ActiveAt = at };
            else
                await store.TouchAsync(id, at);
        }
        catch (SqliteException error)
        {
            // Nobody is sent away at 3 a.m. because the disk is full.
            if (await TryFindAsync(id) is { } session)
                unsaved[id] = session with { ActiveAt = at };
            log.LogWarning("The activity of a session could not be saved: {Error}", error.Message);
        }
    }

    /// <summary>Ends it whether or not that can be saved: for sign-outs.</summary>
    /// <param name="by">Null for the person of the session.</param>
    public async Task EndAsync(string id, SessionEnd how, string? by)
    {
        if (await TryFindAsync(id) is { End: null } session)
            await PutAsync(session with { End = how, EndedAt = time.GetUtcNow(), EndedBy = by ?? session.Person.Name });
    }

    /// <summary>Ends it together with its record in the trail, or not at all. Throws <see cref="SqliteException"/> when that cannot be written.</summary>
    public async Task EndAsync(Session ended, Func<SqliteTransaction, Task> record)
    {
        await store.EndAsync(ended, record);
        if (unsaved.ContainsKey(ended.Id))
            unsaved[ended.Id] = ended;
        Interlocked.Increment(ref changes);
    }

    /// <summary>Tries again to save what could not be, and forgets what has been over for long.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var session in unsaved.Values)
            {
                cancel.ThrowIfCancellationRequested();
                await store.PutAsync(session);
                unsaved.TryRemove(KeyValuePair.Create(session.Id, session));
            }

            await store.SweepAsync(time.GetUtcNow() - Remembered);
        }
        catch (SqliteException error)
        {
            log.LogWarning("Sessions could not be saved: {Error}", error.Message);
        }
    }

    private async Task PutAsync(Session session)
    {
        try
        {
            await store.PutAsync(session);
            unsaved.TryRemove(session.Id, out _);
        }
        catch (SqliteException error)
        {
            unsaved[session.Id] = session;
            log.LogWarning("A session could not be saved, and lasts until the dashboard stops: {Error}", error.Message);
        }

        Interlocked.Increment(ref changes);
    }

    private async Task<Session?> TryFindAsync(string id)
    {
        try
        {
            return await FindAsync(id);
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
