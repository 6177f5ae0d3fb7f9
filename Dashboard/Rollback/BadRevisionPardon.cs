using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.SignIn;
using Microsoft.Data.Sqlite;

namespace Dashboard.Rollback;

/// <summary>"Not bad after all": a person takes back that a revision is bad, and the warnings about it end.</summary>
public sealed class BadRevisionPardon(Access access, BadRevisionStore store, Feed<BadRevisionsSnapshot> feed, BadRevisionPoll poll, AuditLog audit, ILogger<BadRevisionPardon> log)
{
    /// <param name="rollback">The rollback that tells of it; with it go the other rollbacks that tell of what runs now.</param>
    /// <returns>Why it was refused, in a sentence; null when it is forgotten.</returns>
    public async Task<string?> ForgetAsync(ServiceKey key, Guid rollback, string? reason, ClaimsPrincipal person)
    {
        var decision = await access.CheckAsync(person, Permission.RollBack, key.Target, key.Cluster);
        var said = reason?.Trim() ?? "";
        try
        {
            var bad = await FindAsync(key, rollback);
            if ((decision.Refusal ?? RollbackCommand.ReasonProblem(said) ?? (bad.Count == 0 ? $"Nothing of {key.Service} is remembered as bad by this rollback any more." : null)) is { } refusal)
                return await RefuseAsync(decision.Actor, key, rollback, said, refusal);
            await store.ForgetAsync(key, bad, decision.Actor, said);
        }
        catch (SqliteException error)
        {
            log.LogWarning(error, "That a revision is not bad could not be recorded");
            return $"Not forgotten: it could not be recorded ({error.Message.TrimEnd('.')}).";
        }

        await poll.ReloadAsync();
        return null;
    }

    // From the database: the snapshot may be older than what another person forgot.
    private async Task<List<BadRevision>> FindAsync(ServiceKey key, Guid rollback)
    {
        var warned = feed.Current.Value?.WarningOf(key) is { } warning && warning.Rollbacks.Contains(rollback) ? warning.Rollbacks : [rollback];
        var remembered = await store.RememberedAsync(CancellationToken.None);
        return remembered.Any(bad => bad.Key == key && bad.Rollback == rollback) ? [.. remembered.Where(bad => bad.Key == key && warned.Contains(bad.Rollback))] : [];
    }

    private async Task<string> RefuseAsync(Actor actor, ServiceKey key, Guid rollback, string reason, string refusal)
    {
        var kept = reason.Length > RollbackCommand.LongestReason ? reason[..RollbackCommand.LongestReason] + "…" : reason;
        await audit.WriteAsync(actor, "bad-revision-forgotten", key.ToString(), "refused", kept, $"{rollback}: {refusal}");
        return refusal;
    }
}
