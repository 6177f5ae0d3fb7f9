using Dapper;
using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Store;
using Dashboard.Tests.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private static readonly Actor Sam = new("demo:on-call", "Sam Okafor");
    private readonly TempDatabase temp = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    private readonly Database database;
    private readonly AuditLog audit;

    public AuditLogTests()
    {
        database = temp.Open(AuditSchema.All);
        audit = new AuditLog(database, time, new Feed<AuditHead>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_comes_back_newest_first()
    {
        await WriteThreeAsync();

        var found = await audit.FindAsync(new AuditFilter(), 10, cancel: Cancel);

        Assert.Equal([3, 2, 1], found.Select(entry => entry.Sequence));
        Assert.Equal(("rollback", "production/shop/checkout", "accepted", "errors since 12:00", Sam), (found[1].Action, found[1].Subject, found[1].Outcome, found[1].Reason, found[1].Actor));
        Assert.Equal(time.GetUtcNow(), found[0].At);
    }

    [Fact]
    public async Task The_next_page_begins_below_the_last_entry_seen()
    {
        await WriteThreeAsync();

        Assert.Equal([2, 1], (await audit.FindAsync(new AuditFilter(), 10, before: 3, Cancel)).Select(entry => entry.Sequence));
    }

    [Theory]
    [InlineData("CHECKOUT", null, 2)]
    [InlineData("okafor", "export", 3)]
    [InlineData(null, "rollback", 2)]
    [InlineData("100%", null, 3)]
    [InlineData("_", null, 0)]
    public async Task A_filter_finds_words_in_any_field_and_takes_wildcards_literally(string? text, string? action, long expected)
    {
        await WriteThreeAsync();

        var found = await audit.FindAsync(new AuditFilter(text, action), 10, cancel: Cancel);

        Assert.Equal(expected == 0 ? [] : [expected], found.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task A_filter_in_time_includes_its_start_and_not_its_end()
    {
        await audit.WriteAsync(Sam, "sign-in", null, "accepted", cancel: Cancel);
        var noon = time.GetUtcNow();
        time.Advance(TimeSpan.FromHours(1));
        await audit.WriteAsync(Sam, "sign-out", null, "accepted", cancel: Cancel);

        Assert.Equal("sign-in", Assert.Single(await audit.FindAsync(new AuditFilter(From: noon, To: noon.AddHours(1)), 10, cancel: Cancel)).Action);
        Assert.Equal("sign-out", Assert.Single(await audit.FindAsync(new AuditFilter(From: noon.AddHours(1)), 10, cancel: Cancel)).Action);
    }

    [Fact]
    public async Task The_chain_of_what_was_written_is_whole_after_a_restart()
    {
        await WriteThreeAsync();
        using var again = temp.Open(AuditSchema.All);

        Assert.Null(await new AuditLog(again, time, new Feed<AuditHead>()).FirstBrokenAsync(Cancel));
    }

    [Theory]
    [InlineData("UPDATE audit SET reason = 'something else' WHERE sequence = 2", 2)]
    [InlineData("UPDATE audit SET actor_name = 'Somebody' WHERE sequence = 1", 1)]
    [InlineData("UPDATE audit SET subject = reason, reason = subject WHERE sequence = 2", 2)]
    [InlineData("DELETE FROM audit WHERE sequence = 2", 2)]
    [InlineData("UPDATE audit SET sequence = -1 WHERE sequence = 1; UPDATE audit SET sequence = 1 WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence = -1", 1)]
    [InlineData("INSERT INTO audit SELECT 4, at, actor_id, actor_name, action, subject, outcome, reason, detail, hash FROM audit WHERE sequence = 3", 4)]
    public async Task Tampering_with_the_file_is_found(string tampering, long foundAt)
    {
        await WriteThreeAsync();
        using (var connection = new SqliteConnection($"Data Source={temp.Path}"))
            await connection.ExecuteAsync($"DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; {tampering}");

        Assert.Equal(foundAt, await audit.FirstBrokenAsync(Cancel));
    }

    [Theory]
    [InlineData("UPDATE audit SET outcome = 'accepted'")]
    [InlineData("DELETE FROM audit")]
    public async Task The_table_itself_forbids_changes(string sql)
    {
        await WriteThreeAsync();

        await Assert.ThrowsAsync<SqliteException>(() => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), Cancel));
    }

    [Fact]
    public async Task An_entry_in_a_transaction_that_fails_was_never_written()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync<int>(async (_, transaction) =>
        {
            await audit.WriteAsync(transaction, Sam, "rollback", "production/shop/checkout", "accepted");
            throw new InvalidOperationException();
        }, Cancel));
        await audit.WriteAsync(Sam, "sign-out", null, "accepted", cancel: Cancel);

        Assert.Equal(1, Assert.Single(await audit.FindAsync(new AuditFilter(), 10, cancel: Cancel)).Sequence);
        Assert.Null(await audit.FirstBrokenAsync(Cancel));
    }

    public void Dispose()
    {
        database.Dispose();
        temp.Dispose();
    }

    private async Task WriteThreeAsync()
    {
        await audit.WriteAsync(Sam, "sign-in", null, "accepted", cancel: Cancel);
        await audit.WriteAsync(Sam, "rollback", "production/shop/checkout", "accepted", "errors since 12:00", "checkout:43 to checkout:42", Cancel);
        await audit.WriteAsync(Sam, "export", null, "accepted", detail: "100% of it", cancel: Cancel);
    }
}
