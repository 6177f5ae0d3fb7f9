using System.Security.Claims;
using Dapper;
using Dashboard.Audit;
using Dashboard.Fleet;
using Dashboard.Live;
using Dashboard.Logs;
using Dashboard.Logs.Saved;
using Dashboard.SignIn;
using Dashboard.Store;
using Dashboard.Tests.Rollback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Logs.Saved;

public sealed class SavedSearchesTests : IDisposable
{
    private static readonly ClaimsPrincipal Viewer = People.Of("operator"), OnCall = People.Of("on-call"), Manager = People.Of("manager");
    private static readonly LogView View = LogView.Empty with { Services = [ServiceKey.Parse("production/shop/checkout")!.Value], Text = "timeout" };
    private readonly ServiceProvider room = new ServiceCollection().AddLogsRoom(new Uri("http://127.0.0.1:9"), new FakeTimeProvider(Make.Noon)).BuildServiceProvider();

    private SavedSearches Searches => room.GetRequiredService<SavedSearches>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_personal_search_is_seen_by_its_owner_only_and_the_trail_does_not_spell_it_out()
    {
        Assert.Null(await Searches.SaveAsync("My secret hunt", forEveryone: false, View, Viewer));

        var mine = Assert.Single(await Searches.SeenByAsync(Viewer, Cancel));
        Assert.Equal(("My secret hunt", "/logs?service=production%2Fshop%2Fcheckout&q=timeout", "Olivia Park"), (mine.Name, mine.Read().View.Url, mine.Owner.Name));
        Assert.Empty(await Searches.SeenByAsync(OnCall, Cancel));
        Assert.Empty(await Searches.SeenByAsync(Manager, Cancel));
        Assert.Empty(await Searches.SeenByAsync(new ClaimsPrincipal(), Cancel));
        var entry = Assert.Single(await AuditAsync());
        Assert.Equal(("demo:operator", "save-search", "accepted", $"only for Olivia Park: {mine.Id}"), (entry.Actor.Id, entry.Action, entry.Outcome, entry.Detail));
    }

    [Fact]
    public async Task One_for_everyone_is_seen_by_all_and_told_in_full_in_the_trail()
    {
        Assert.Null(await Searches.SaveAsync("Errors", forEveryone: true, View, OnCall));

        Assert.Equal("Errors", Assert.Single(await Searches.SeenByAsync(Viewer, Cancel)).Name);
        Assert.Equal("for everyone, Sam Okafor's: “Errors” /logs?service=production%2Fshop%2Fcheckout&q=timeout", Assert.Single(await AuditAsync()).Detail);
    }

    [Fact]
    public async Task Who_only_views_cannot_save_for_everyone_and_the_attempt_is_in_the_trail()
    {
        var refusal = await Searches.SaveAsync("Errors", forEveryone: true, View, Viewer);

        Assert.Equal("Saving for everyone needs the role OnCall or Manager. Save it only for you, or ask one of them.", refusal);
        Assert.Empty(await Searches.SeenByAsync(Viewer, Cancel));
        Assert.Equal(("save-search", "refused"), Assert.Single(await AuditAsync()) is var entry ? (entry.Action, entry.Outcome) : default);
    }

    [Fact]
    public async Task A_name_is_taken_once_per_person_in_whatever_case()
    {
        Assert.Null(await Searches.SaveAsync("Émigré", forEveryone: false, View, Viewer));
        Assert.Null(await Searches.SaveAsync("Émigré", forEveryone: false, View, OnCall));

        Assert.Contains("has a saved search “éMIGRÉ” already", await Searches.SaveAsync("éMIGRÉ", forEveryone: false, View, Viewer), StringComparison.Ordinal);
        Assert.Null(await Searches.SaveAsync("Other", forEveryone: false, View, Viewer));
        Assert.Contains("already", await Searches.RenameAsync(await OneAsync("Other"), "ÉMIGRÉ", Viewer), StringComparison.Ordinal);
        Assert.Null(await Searches.RenameAsync(await OneAsync("Other"), "OTHER", Viewer));
        Assert.Equal(2, (await Searches.SeenByAsync(Viewer, Cancel)).Length);
    }

    [Fact]
    public async Task Its_owner_renames_replaces_and_deletes_it_and_each_is_in_the_trail()
    {
        await Searches.SaveAsync("First", forEveryone: true, View, OnCall);

        Assert.Null(await Searches.RenameAsync(await OneAsync("First"), "Second", OnCall));
        Assert.Null(await Searches.OverwriteAsync(await OneAsync("Second"), View with { Text = "refused" }, OnCall));
        Assert.Equal("refused", (await OneAsync("Second")).Read().View.Text);
        Assert.Null(await Searches.DeleteAsync(await OneAsync("Second"), OnCall));

        Assert.Empty(await Searches.SeenByAsync(OnCall, Cancel));
        Assert.Equal(["save-search", "rename-search", "overwrite-search", "delete-search"], (await AuditAsync()).Select(entry => entry.Action).Reverse());
        Assert.Contains("“First” /logs?service=production%2Fshop%2Fcheckout&q=timeout; for everyone, Sam Okafor's: “Second”", (await AuditAsync())[2].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_everyone_sees_only_the_owner_or_a_manager_changes_anything()
    {
        await Searches.SaveAsync("Errors", forEveryone: true, View, OnCall);
        var errors = await OneAsync("Errors");

        Assert.Equal("“Errors” is Sam Okafor's; only they and a manager can change it.", await Searches.RenameAsync(errors, "Mine", Viewer));
        Assert.NotNull(await Searches.OverwriteAsync(errors, View, Viewer));
        Assert.NotNull(await Searches.DeleteAsync(errors, Viewer));
        Assert.Equal(3, (await AuditAsync()).Count(entry => entry.Outcome == "refused"));
        Assert.Null(await Searches.RenameAsync(errors, "Errors of checkout", Manager));
        Assert.Equal(("Sam Okafor", "Marta Lind"), await OneAsync("Errors of checkout") is var renamed ? (renamed.Owner.Name, renamed.ChangedBy.Name) : default);
        Assert.Null(await Searches.DeleteAsync(await OneAsync("Errors of checkout"), Manager));
    }

    [Fact]
    public async Task A_personal_search_is_beyond_a_manager_too()
    {
        await Searches.SaveAsync("Mine", forEveryone: false, View, OnCall);
        var mine = Assert.Single(await Searches.SeenByAsync(OnCall, Cancel));

        Assert.NotNull(await Searches.DeleteAsync(mine, Manager));
        Assert.Single(await Searches.SeenByAsync(OnCall, Cancel));
    }

    [Fact]
    public async Task An_owner_who_may_no_longer_share_can_only_take_it_away()
    {
        await Searches.SaveAsync("Errors", forEveryone: true, View, OnCall);
        var demoted = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "demo:on-call"), new Claim(ClaimTypes.Role, Roles.Viewer)], "Demo"));
        var errors = await OneAsync("Errors");

        Assert.StartsWith("Saving for everyone needs the role", await Searches.OverwriteAsync(errors, View, demoted), StringComparison.Ordinal);
        Assert.Null(await Searches.DeleteAsync(errors, demoted));
    }

    [Fact]
    public async Task Whoever_comes_last_is_told_what_changed_meanwhile_and_overwrites_nothing()
    {
        await Searches.SaveAsync("Errors", forEveryone: true, View, OnCall);
        var seen = await OneAsync("Errors");
        await Searches.RenameAsync(seen, "Failures", Manager);

        Assert.Equal("“Errors” was changed by Marta Lind since you looked, and is called “Failures” now. Look at it again first.", await Searches.OverwriteAsync(seen, View with { Text = "x" }, OnCall));
        Assert.NotNull(await Searches.DeleteAsync(seen, OnCall));
        Assert.Equal("timeout", (await OneAsync("Failures")).Read().View.Text);

        var failures = await OneAsync("Failures");
        await Searches.DeleteAsync(failures, OnCall);
        Assert.Equal("“Failures” was deleted since you looked.", await Searches.RenameAsync(failures, "Again", Manager));
        Assert.Empty(await Searches.SeenByAsync(Manager, Cancel));
    }

    [Fact]
    public async Task Two_who_write_at_the_same_moment_do_not_both_succeed()
    {
        await Searches.SaveAsync("Errors", forEveryone: true, View, OnCall);
        var seen = await OneAsync("Errors");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => Searches.OverwriteAsync(seen, View with { Text = $"{number}" }, number % 2 == 0 ? OnCall : Manager))));

        Assert.Equal(7, answers.Count(answer => answer is not null));
        Assert.Equal(2, (await OneAsync("Errors")).Version);
    }

    [Fact]
    public async Task Without_a_place_in_the_trail_nothing_is_saved_or_changed()
    {
        await Searches.SaveAsync("Kept", forEveryone: false, View, Viewer);
        await room.GetRequiredService<Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync("CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'attempt to write a readonly database'); END", transaction: transaction), Cancel);

        Assert.Contains("it could not be recorded", await Searches.SaveAsync("Lost", forEveryone: false, View, Viewer), StringComparison.Ordinal);
        Assert.NotNull(await Searches.RenameAsync(await OneAsync("Kept"), "Renamed", Viewer));
        Assert.NotNull(await Searches.OverwriteAsync(await OneAsync("Kept"), View with { Text = "x" }, Viewer));
        Assert.NotNull(await Searches.DeleteAsync(await OneAsync("Kept"), Viewer));

        var kept = Assert.Single(await Searches.SeenByAsync(Viewer, Cancel));
        Assert.Equal(("Kept", "timeout", 1), (kept.Name, kept.Read().View.Text, kept.Version));
    }

    [Fact]
    public async Task Two_hundred_are_enough_for_one_person_and_another_has_room_still()
    {
        for (var number = 0; number < SavedSearches.MostOfOnePerson; number++)
            Assert.Null(await Searches.SaveAsync($"Search {number}", forEveryone: false, View, Viewer));

        Assert.Equal("You have 200 saved searches, which is the most. Delete one first.", await Searches.SaveAsync("One more", forEveryone: false, View, Viewer));
        Assert.Null(await Searches.SaveAsync("One more", forEveryone: false, View, OnCall));
    }

    [Fact]
    public async Task A_search_that_is_too_long_is_refused()
    {
        var refusal = await Searches.SaveAsync("Long", forEveryone: false, View with { Text = new string('x', 9_000) }, Viewer);

        Assert.EndsWith("characters is too long to be saved; 8,000 are the most.", refusal, StringComparison.Ordinal);
        Assert.Empty(await AuditAsync());
    }

    public void Dispose() => room.Dispose();

    private async Task<SavedSearch> OneAsync(string name)
    {
        var all = (await Searches.SeenByAsync(Viewer, Cancel)).Concat(await Searches.SeenByAsync(OnCall, Cancel));
        return all.First(search => search.Name == name);
    }

    private Task<IReadOnlyList<AuditEntry>> AuditAsync() => room.GetRequiredService<AuditLog>().FindAsync(new AuditFilter(), 500, cancel: Cancel);
}
