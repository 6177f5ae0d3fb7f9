using System.Collections.Immutable;
using System.Security.Claims;
using Dashboard.Audit;
using Dashboard.SignIn;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Logs.Saved;

/// <summary>Saves searches by name and changes them: who may, whether somebody else was faster, and the audit entry in the same transaction.</summary>
/// <remarks>Each action gives the sentence that says why it was not done; null when it was.</remarks>
public sealed class SavedSearches(Access access, SavedSearchStore store, Database database, AuditLog audit, TimeProvider time, ILogger<SavedSearches> log)
{
    public const int MostOfOnePerson = 200, MostForEveryone = 500;

    /// <summary>A person's own and those for everyone, by name. Throws <see cref="SqliteException"/> when they cannot be read.</summary>
    public async Task<ImmutableArray<SavedSearch>> SeenByAsync(ClaimsPrincipal person, CancellationToken cancel = default) =>
        await access.CheckAsync(person, Permission.View) is { IsAllowed: true, Actor: var actor } ? await store.SeenByAsync(actor, cancel) : [];

    /// <summary>Why this person cannot save for everyone; null when they can.</summary>
    public string? WhyNotForEveryone(ClaimsPrincipal person) => access.Refusal(person, Permission.Share);

    /// <summary>Its owner's, or a manager's when everyone sees it; whoever sees it must still be allowed to share it, but not to take it away.</summary>
    public string? WhyNotChange(SavedSearch search, ClaimsPrincipal person, bool isDeleted = false) =>
        access.Refusal(person, Permission.View)
            ?? (search.Owner.Id == Actor.Of(person).Id || (search.IsForEveryone && access.Refusal(person, Permission.Administer) is null) ? null : $"“{search.Name}” is {search.Owner.Name}'s; only they and a manager can change it.")
            ?? (search.IsForEveryone && !isDeleted ? WhyNotForEveryone(person) : null);

    public async Task<string?> SaveAsync(string? name, bool forEveryone, LogView view, ClaimsPrincipal person)
    {
        var decision = await access.CheckAsync(person, forEveryone ? Permission.Share : Permission.View);
        var (clean, problem) = SavedSearchName.Read(name);
        var search = new SavedSearch(Guid.NewGuid(), decision.Actor, clean, forEveryone, SavedSearch.QueryOf(view), decision.Actor, time.GetUtcNow(), 1);
        return await RecordAsync("save-search", search, decision.Actor, decision.Refusal, async transaction =>
        {
            problem ??= TooLong(search) ?? await NoRoomAsync(transaction, search) ?? await TakenAsync(transaction, search);
            if (problem is not null)
                return problem;
            await SavedSearchStore.AddAsync(transaction, search);
            await audit.WriteAsync(transaction, decision.Actor, "save-search", null, "accepted", detail: Said(search));
            return null;
        });
    }

    public Task<string?> RenameAsync(SavedSearch seen, string? name, ClaimsPrincipal person)
    {
        var (clean, problem) = SavedSearchName.Read(name);
        return ChangeAsync("rename-search", seen, person, async (transaction, search) =>
        {
            search = search with { Name = clean };
            problem ??= await TakenAsync(transaction, search);
            if (problem is null)
                await SavedSearchStore.ReplaceAsync(transaction, search);
            return (search, problem);
        });
    }

    /// <summary>What is on the screen takes the place of what was saved.</summary>
    public Task<string?> OverwriteAsync(SavedSearch seen, LogView view, ClaimsPrincipal person) => ChangeAsync("overwrite-search", seen, person, async (transaction, search) =>
    {
        search = search with { Query = SavedSearch.QueryOf(view) };
        var problem = TooLong(search);
        if (problem is null)
            await SavedSearchStore.ReplaceAsync(transaction, search);
        return (search, problem);
    });

    public Task<string?> DeleteAsync(SavedSearch seen, ClaimsPrincipal person) => ChangeAsync("delete-search", seen, person, async (transaction, search) =>
    {
        await SavedSearchStore.DeleteAsync(transaction, search.Id);
        return (search, null);
    }, isDeleted: true);

    private async Task<string?> ChangeAsync(string action, SavedSearch seen, ClaimsPrincipal person, Func<SqliteTransaction, SavedSearch, Task<(SavedSearch Changed, string? Problem)>> change, bool isDeleted = false)
    {
        var (actor, refusal) = await access.CheckAsync(person, Permission.View);
        return await RecordAsync(action, seen, actor, refusal ?? WhyNotChange(seen, person, isDeleted), async transaction =>
        {
            // Nobody else writes until this transaction ends, so what is found here is what is changed.
            if (await SavedSearchStore.FindAsync(transaction, seen.Id) is not { } found)
                return $"“{seen.Name}” was deleted since you looked.";
            if (found.Version != seen.Version)
                return $"“{seen.Name}” was changed by {found.ChangedBy.Name} since you looked{(found.Name == seen.Name ? "" : $", and is called “{found.Name}” now")}. Look at it again first.";
            var (changed, problem) = await change(transaction, found with { ChangedBy = actor, ChangedAt = time.GetUtcNow(), Version = found.Version + 1 });
            if (problem is null)
                await audit.WriteAsync(transaction, actor, action, null, "accepted", detail: changed.Name == found.Name ? Said(changed) : $"{Said(found)}; {Said(changed)}");
            return problem;
        });
    }

    private async Task<string?> RecordAsync(string action, SavedSearch search, Actor actor, string? refusal, Func<SqliteTransaction, Task<string?>> write)
    {
        try
        {
            if (refusal is null)
                return await database.WriteAsync((_, transaction) => write(transaction));
            await audit.WriteAsync(actor, action, null, "refused", detail: $"{Said(search)}: {refusal}");
            return refusal;
        }
        catch (SqliteException error)
        {
            log.LogWarning(error, "A saved search could not be recorded");
            return refusal ?? $"Nothing was changed: it could not be recorded ({error.Message.TrimEnd('.')}).";
        }
    }

    // Everybody with a role reads the trail, so what only its owner sees is not spelled out there.
    private static string Said(SavedSearch search) => search.IsForEveryone
        ? $"for everyone, {search.Owner.Name}'s: “{search.Name}” {Ui.Urls.Logs}{search.Query}"
        : $"only for {search.Owner.Name}: {search.Id}";

    private static string? TooLong(SavedSearch search) =>
        search.Query.Length > SavedSearch.LongestQuery ? $"A search of {search.Query.Length:N0} characters is too long to be saved; {SavedSearch.LongestQuery:N0} are the most." : null;

    private static async Task<string?> NoRoomAsync(SqliteTransaction transaction, SavedSearch search)
    {
        var (own, everyones) = await SavedSearchStore.CountAsync(transaction, search.Owner);
        return own >= MostOfOnePerson ? $"You have {own:N0} saved searches, which is the most. Delete one first."
            : search.IsForEveryone && everyones >= MostForEveryone ? $"There are {everyones:N0} searches for everyone, which is the most. Delete one first, or save this one only for you."
            : null;
    }

    private static async Task<string?> TakenAsync(SqliteTransaction transaction, SavedSearch search) => await SavedSearchStore.HasAsync(transaction, search)
        ? $"{search.Owner.Name} has a saved search “{search.Name}” already. Choose another name, or replace that one from the list."
        : null;
}
