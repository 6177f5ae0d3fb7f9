using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Data.Sqlite;

namespace Dashboard.SignIn;

/// <summary>The person whom an open page began with, for as long as their session counts, and nobody after that.</summary>
/// <remarks>A circuit that reconnects brings whoever the browser's cookie names by then, and the framework would go on as that person: https://github.com/dotnet/aspnetcore/issues/65272.</remarks>
public sealed class CircuitPerson(Sessions sessions, TimeProvider time) : AuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private Task<AuthenticationState>? began;
    private string? id;
    private Session? last;
    private long seenChanges, readAt;

    /// <summary>Why nothing may be shown any more, in a sentence; null while it may.</summary>
    public string? Over { get; private set; }

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Over is null && began is { } state ? state : Task.FromResult(Nobody);

    void IHostEnvironmentAuthenticationStateProvider.SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        ArgumentNullException.ThrowIfNull(authenticationStateTask);
        var person = authenticationStateTask.GetAwaiter().GetResult().User;
        if (began is null)
            (began, id) = (authenticationStateTask, Session.IdOf(person));
        else if (Session.IdOf(person) != id)
            Close("Somebody else signed in in this browser.");
    }

    /// <summary>Reads the session afresh, unless it was read within a second and this process ended none since: browsers answer every drawing, and each answer asks.</summary>
    /// <returns>False when nothing may be done or shown any more.</returns>
    public async Task<bool> LooksAliveAsync()
    {
        if (Over is not null)
            return false;
        if (id is null)
            return true;
        var (changes, now) = (sessions.Changes, time.GetTimestamp());
        if (last is not null && changes == seenChanges && time.GetElapsedTime(readAt, now) < FreshFor && sessions.Over(last) is null)
            return true;
        try
        {
            last = await sessions.FindAsync(id);
            (seenChanges, readAt) = (changes, now);
        }
        catch (SqliteException) when (last is not null)
        {
            // Reading goes on by what was known; whoever acts is refused by the class that acts.
        }
        catch (SqliteException)
        {
            return true;
        }

        if ((last is null ? "Your session is over." : sessions.Over(last)) is { } why)
            Close(why);
        else if (last is { Kind: SessionKind.Wall })
            await sessions.TouchAsync(id, time.GetUtcNow());
        return Over is null;
    }

    /// <summary>The person clicked or typed so long ago.</summary>
    public Task ActedAsync(TimeSpan ago) => id is null || Over is not null || ago < TimeSpan.Zero ? Task.CompletedTask : sessions.TouchAsync(id, time.GetUtcNow() - ago);

    private void Close(string why)
    {
        lock (gate)
        {
            if (Over is not null)
                return;
            Over = why;
        }

        NotifyAuthenticationStateChanged(Task.FromResult(Nobody));
    }
}
