using Dapper;
using Dashboard.Audit;
using Dashboard.Deployments;
using Dashboard.Live;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;
using Dashboard.Store;
using Dashboard.Tests.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Rollback;

public sealed class IntentStoreTests : IDisposable
{
    private readonly TempDatabase file = new();
    private readonly FakeTimeProvider time = new(Intents.Noon);

    [Fact]
    public async Task A_file_of_version_1_keeps_its_rollbacks_and_calls_the_recovered_verified()
    {
        using (file.Open([.. AuditSchema.All, IntentStore.Schema[0]]))
        {
            using var connection = new SqliteConnection($"Data Source={file.Path};Pooling=False");
            connection.Execute("""
                INSERT INTO rollback_intents (id, service, state, actor_id, actor_name, reason, seen_deployment, seen_created_at, from_definition, from_version, to_definition, to_version, move, at, verdict)
                VALUES ('6f1c2d1e-0000-4000-8000-000000000001', 'production/shop/checkout', 'Recovered', 'on-call', 'Sam Okafor', 'errors', 'ecs-svc/43', '2026-01-31T11:00:00Z', 'checkout:43', 'v1.4.3', 'checkout:42', 'v1.4.2', 'UpdateService', '2026-01-31T11:30:00Z', 'Recovered: error rate 0.3 %.'),
                       ('6f1c2d1e-0000-4000-8000-000000000002', 'production/shop/cart', 'Accepted', 'on-call', 'Sam Okafor', 'errors', 'ecs-svc/7', '2026-01-31T11:00:00Z', 'cart:7', 'v7', 'cart:6', 'v6', 'UpdateService', '2026-01-31T11:30:00Z', NULL)
                """);
        }

        using var database = file.Open([.. AuditSchema.All, .. IntentStore.Schema]);
        using var store = Store(database);

        var done = await store.FindAsync(Guid.Parse("6f1c2d1e-0000-4000-8000-000000000001"));
        Assert.Equal((IntentState.Verified, RollbackFacts.None), (done!.State, done.Facts));
        Assert.Equal("cart", (await store.UnfinishedAsync(TestContext.Current.CancellationToken)).Single().Key.Service);
        Assert.Empty(await store.TimelineOfAsync(done.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_rollback_that_registers_its_copy_is_open_and_keeps_others_out()
    {
        using var database = file.Open([.. AuditSchema.All, .. IntentStore.Schema]);
        using var store = Store(database);
        var first = Intents.Accepted with { State = IntentState.Registering };
        Assert.Null(await store.OpenAsync(first));

        Assert.Equal(first.Id, (await store.OpenAsync(Intents.Accepted with { State = IntentState.Intended }))?.Id);
        Assert.Equal(first.Id, (await store.OpenOfAsync(first.Key))?.Id);
    }

    [Fact]
    public async Task Facts_and_the_copy_come_back_as_they_were_kept()
    {
        using var database = file.Open([.. AuditSchema.All, .. IntentStore.Schema]);
        using var store = Store(database);
        var facts = new RollbackFacts { Images = [new RevisionImage("app", "checkout:v1", "sha256:1")], Preflight = [new PreflightLine("Images", PreflightResult.Warn, "Not checked.")], DetectedAt = Intents.Noon, AfterP95Seconds = 0.18 };
        var intent = Intents.Accepted with { Deployed = Make.Ref(revision: 51), Facts = facts };
        await store.OpenAsync(intent);

        var found = (await store.FindAsync(intent.Id))!;

        Assert.Equal(Make.Ref(revision: 51), found.Wanted);
        Assert.Equal(facts.Images.ToArray(), found.Facts.Images.ToArray());
        Assert.Equal(facts.Preflight.ToArray(), found.Facts.Preflight.ToArray());
        Assert.Equal((facts.DetectedAt, facts.AfterP95Seconds), (found.Facts.DetectedAt, found.Facts.AfterP95Seconds));
    }

    [Fact]
    public async Task Facts_that_a_later_version_added_are_passed_over()
    {
        using var database = file.Open([.. AuditSchema.All, .. IntentStore.Schema]);
        using var store = Store(database);
        var intent = Intents.Accepted;
        await store.OpenAsync(intent);
        using (var connection = new SqliteConnection($"Data Source={file.Path};Pooling=False"))
            connection.Execute("""UPDATE rollback_intents SET facts = '{"Weather":"fine","HookId":"h-1"}'""");

        Assert.Equal("h-1", (await store.FindAsync(intent.Id))!.Facts.HookId);
    }

    [Fact]
    public async Task Every_move_and_what_was_seen_on_the_way_is_in_the_timeline_and_a_lost_race_is_not()
    {
        using var database = file.Open([.. AuditSchema.All, .. IntentStore.Schema]);
        using var store = Store(database);
        var intent = Intents.Accepted;
        await store.OpenAsync(intent);
        var rolling = intent with { Facts = intent.Facts with { Stage = "SCALE_UP", FirstRunningAt = Intents.Noon.AddMinutes(1) } };
        var closed = rolling with { State = IntentState.Verified, ClosedAt = Intents.Noon.AddMinutes(9), Verdict = "Verified: error rate 0.3 %." };

        await store.MoveAsync(intent, rolling, actor: null);
        Assert.True(await store.MoveAsync(rolling, closed, Actor.Dashboard));
        Assert.False(await store.MoveAsync(rolling, rolling with { State = IntentState.Failed }, Actor.Dashboard));

        var lines = await store.TimelineOfAsync(intent.Id, TestContext.Current.CancellationToken);
        Assert.Equal(["Stage SCALE_UP.", "The first task of checkout:42 runs.", "Verified: error rate 0.3 %."], lines.Skip(1).Select(line => line.Text));
        Assert.Contains("Sam Okafor asked to go from v1.4.3", lines[0].Text, StringComparison.Ordinal);
    }

    public void Dispose() => file.Dispose();

    private IntentStore Store(Database database) => new(database, new AuditLog(database, time, new Feed<AuditHead>()), new Feed<RollbacksSnapshot>(), time);
}
