using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.SignIn;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Alarms.Mutes;

/// <summary>Mutes a subject for a while and ends that again: who may, for how long, and the audit entry in the same transaction.</summary>
/// <remarks>Each action gives the sentence that says why it was not done; null when it was.</remarks>
public sealed class Muting(Access access, MuteStore store, Database database, AuditLog audit, Feed<MutesSnapshot> feed, TimeProvider time, ILogger<Muting> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Longer than a week is not muted but forgotten.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            var now = time.GetUtcNow();
            feed.Publish(new MutesSnapshot(await store.ActiveAsync(now, cancel)), now);
        }
        catch (SqliteException error)
        {
            // Those read last still count, and end in time.
            feed.Fail(new Fault(FaultKind.Unreachable, $"What is muted cannot be read: {error.Message.TrimEnd('.')}.", time.GetUtcNow()));
        }
    }

    /// <param name="length">From now.</param>
    public async Task<string?> MuteAsync(MuteSubject subject, TimeSpan length, string? reason, ClaimsPrincipal person)
    {
        var decision = await access.CheckAsync(person, Permission.Mute, subject.Target, subject.Cluster);
        var now = time.GetUtcNow();
        var mute = new Mute(Guid.NewGuid(), subject, reason?.Trim() ?? "", decision.Actor, now, now + length);
        var refusal = decision.Refusal ?? AuditReason.Problem(mute.Reason) ?? (length > TimeSpan.Zero && length <= Longest ? null : $"Mute it for at most {Longest.TotalDays:0} days.");
        return await RecordAsync("mute", mute, decision.Actor, refusal, async transaction =>
        {
            await MuteStore.PruneAsync(transaction, now);
            await MuteStore.PutAsync(transaction, mute);
            return null;
        });
    }

    public async Task<string?> EndAsync(Mute mute, ClaimsPrincipal person)
    {
        var decision = await access.CheckAsync(person, Permission.Mute, mute.Subject.Target, mute.Subject.Cluster);
        return await RecordAsync("unmute", mute, decision.Actor, decision.Refusal, async transaction =>
            await MuteStore.RemoveAsync(transaction, mute.Id) ? null : "It is over already, or somebody has muted it anew.");
    }

    private async Task<string?> RecordAsync(string action, Mute mute, Actor actor, string? refusal, Func<SqliteTransaction, Task<string?>> write)
    {
        var detail = $"until {mute.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC{(mute.By == actor ? "" : $", muted by {mute.By.Name}")}{(refusal is null ? "" : $": {refusal}")}";
        var reason = AuditReason.Escaped(mute.Reason.Length > AuditReason.Longest ? mute.Reason[..AuditReason.Longest] + "…" : mute.Reason);
        try
        {
            if (refusal is not null)
            {
                await audit.WriteAsync(actor, action, mute.Subject.ToString(), "refused", reason, detail);
                return refusal;
            }

            var problem = await database.WriteAsync(async (_, transaction) =>
            {
                var problem = await write(transaction);
                if (problem is null)
                    await audit.WriteAsync(transaction, actor, action, mute.Subject.ToString(), "accepted", reason, detail);
                return problem;
            });
            await RunAsync(CancellationToken.None);
            return problem;
        }
        catch (SqliteException error)
        {
            log.LogWarning(error, "{Action} of {Subject} could not be recorded", action, mute.Subject);
            return refusal ?? $"Nothing was changed: it could not be recorded ({error.Message.TrimEnd('.')}).";
        }
    }
}
