using System.Globalization;
using Dapper;
using Dashboard.Audit;
using Dashboard.Live;
using Dashboard.Store;
using Dashboard.Tests.Bench.Security;
using Dashboard.Tests.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Audit;

public sealed class AuditVerificationTests : IDisposable
{
    private static readonly Actor Sam = new("demo:on-call", "Sam Okafor");
    private readonly TempDatabase temp = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    private readonly Database database;
    private readonly KeptLines log = new();
    private readonly AuditLog audit;

    public AuditVerificationTests()
    {
        database = temp.Open(AuditSchema.All);
        audit = new AuditLog(database, time, new Feed<AuditHead>(), log);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Random_tampering_is_found()
    {
        using var trails = await TamperedTrails.WriteAsync(60);

        Assert.True(trails.IsWhole);
        Assert.Empty(trails.Missed(160, seed: 11));
    }

    [Fact]
    public async Task No_entry_that_was_acknowledged_is_lost_when_its_writer_is_killed()
    {
        var result = await KilledAudits.RunAsync(300, seed: 5);

        Assert.True(result.Kills > 1, "One writer lived through it all.");
        Assert.Equal(0, result.Lost);
        Assert.Null(result.Verdict.Break);
    }

    [Fact]
    public async Task The_log_names_the_head_of_every_entry_that_was_committed_and_of_no_other()
    {
        var first = await WriteAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync<int>(async (_, transaction) =>
        {
            await audit.WriteAsync(transaction, Sam, "rollback", null, "intended");
            throw new InvalidOperationException();
        }, Cancel));
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync("SELECT 1", transaction: transaction), Cancel);
        var second = await WriteAsync();

        Assert.Equal([$"Audit head 1:{first.Hash}", $"Audit head 2:{second.Hash}"], log.Lines);
    }

    [Fact]
    public async Task The_command_says_that_the_trail_is_whole_and_agrees_with_the_log()
    {
        await WriteAsync();
        await WriteAsync();

        var (code, said) = Verify(string.Join('\n', log.Lines.Select(line => $$"""{"Timestamp":"2026-01-31T12:00:00.000Z","Message":"{{line}}"}""")));

        Assert.Equal(0, code);
        Assert.Contains("The chain is whole: 2 entries, 1 to 2", said, StringComparison.Ordinal);
        Assert.Contains("agrees with 2 heads of the log", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("truncate and set the head")]
    [InlineData("write anew from an entry on")]
    public async Task The_command_finds_by_the_log_what_the_file_alone_does_not_show(string kind)
    {
        await WriteAsync();
        await WriteAsync();
        SqliteConnection.ClearAllPools();
        new Tampering(new Random(3)).Apply(temp.Path, kind);

        Assert.Equal(0, Verify("").Code);
        Assert.Equal(1, Verify(string.Join('\n', log.Lines)).Code);
    }

    [Fact]
    public void The_command_does_not_take_a_missing_file_for_a_whole_trail()
    {
        var errors = new StringWriter();

        Assert.Equal(2, AuditCommand.Run(["verify", "--db", temp.Path + ".none"], new ConfigurationBuilder().Build(), TextReader.Null, TextWriter.Null, errors));
        Assert.Contains("--db FILE", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("check")]
    [InlineData("verify", "--log")]
    [InlineData("verify", "--head", "12")]
    public void The_command_explains_its_use(params string[] args)
    {
        var errors = new StringWriter();

        Assert.Equal(2, AuditCommand.Run(args, new ConfigurationBuilder().Build(), TextReader.Null, TextWriter.Null, errors));
        Assert.StartsWith("audit verify", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_not_written_over()
    {
        await WriteAsync();
        await WriteAsync();
        SqliteConnection.ClearAllPools();
        using (var connection = new SqliteConnection($"Data Source={temp.Path}"))
            await connection.ExecuteAsync("DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE sequence = 2");

        Assert.Equal(2, (await audit.VerifyAsync(Cancel)).Break?.Sequence);
        Assert.Equal(3, (await WriteAsync()).Sequence);
        Assert.Equal(2, (await audit.VerifyAsync(Cancel)).Break?.Sequence);
    }

    [Theory]
    [InlineData("INSERT INTO audit SELECT 9, at, actor_id, actor_name, action, subject, outcome, reason, detail, hash FROM audit WHERE sequence = 1")]
    [InlineData("INSERT OR REPLACE INTO audit SELECT 1, at, 'x', actor_name, action, subject, outcome, reason, detail, hash FROM audit WHERE sequence = 1")]
    [InlineData("UPDATE audit_head SET sequence = 0")]
    [InlineData("DELETE FROM audit_head")]
    [InlineData("INSERT INTO audit_checkpoints VALUES (1, 'any', 1)")]
    [InlineData("INSERT INTO audit_checkpoints SELECT 1, hash, 1 FROM audit; DELETE FROM audit")]
    public async Task The_database_itself_forbids_what_would_not_follow(string sql)
    {
        await WriteAsync();
        await WriteAsync();

        await Assert.ThrowsAsync<SqliteException>(() => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), Cancel));
        Assert.Null((await audit.VerifyAsync(Cancel)).Break);
    }

    [Fact]
    public async Task What_is_older_than_is_kept_goes_and_leaves_a_checkpoint_from_which_the_chain_goes_on()
    {
        await WriteAsync();
        var last = await WriteAsync();
        time.Advance(TimeSpan.FromDays(31));
        await WriteAsync();

        await RetainAsync();

        var kept = await audit.FindAsync(new AuditFilter(), 10, cancel: Cancel);
        Assert.Equal([4, 3], kept.Select(entry => entry.Sequence));
        Assert.Equal(("retention", "removed"), (kept[0].Action, kept[0].Outcome));
        Assert.Contains($"2:{last.Hash}", kept[0].Detail, StringComparison.Ordinal);
        Assert.Null((await audit.VerifyAsync(Cancel)).Break);
        Assert.Equal(0, Verify(string.Join('\n', log.Lines)).Code);

        time.Advance(TimeSpan.FromDays(60));
        await RetainAsync();
        Assert.Equal([5, 4], (await audit.FindAsync(new AuditFilter(), 10, cancel: Cancel)).Select(entry => entry.Sequence));
        Assert.Null((await audit.VerifyAsync(Cancel)).Break);
    }

    [Fact]
    public async Task Nothing_is_removed_before_its_time()
    {
        await WriteAsync();
        await WriteAsync();
        time.Advance(TimeSpan.FromDays(29));

        await RetainAsync();

        Assert.Equal(2, (await audit.FindAsync(new AuditFilter(), 10, cancel: Cancel)).Count);
    }

    [Fact]
    public async Task A_checkpoint_that_no_entry_tells_of_hides_nothing()
    {
        await WriteAsync();
        await WriteAsync();
        await WriteAsync();
        SqliteConnection.ClearAllPools();
        using (var connection = new SqliteConnection($"Data Source={temp.Path}"))
            await connection.ExecuteAsync("INSERT INTO audit_checkpoints SELECT 2, hash, 3 FROM audit WHERE sequence = 2; DELETE FROM audit WHERE sequence <= 2");

        Assert.Contains("no entry of the trail says", (await audit.VerifyAsync(Cancel)).Break?.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trail_of_before_heads_were_kept_is_taken_over()
    {
        var entry = await WriteAsync();
        database.Dispose();
        using var old = new TempDatabase();
        using (old.Open(AuditSchema.All[0]))
        using (var connection = new SqliteConnection($"Data Source={old.Path}"))
            await connection.ExecuteAsync("ATTACH @from AS another; INSERT INTO audit SELECT * FROM another.audit", new { from = temp.Path });

        using var taken = old.Open(AuditSchema.All);
        var log = new AuditLog(taken, time, new Feed<AuditHead>());
        await log.WriteAsync(Sam, "sign-out", null, "accepted", cancel: Cancel);

        var verdict = await log.VerifyAsync(Cancel);
        Assert.Null(verdict.Break);
        Assert.Equal((2, entry.Sequence), (verdict.Entries, verdict.First));
    }

    public void Dispose()
    {
        database.Dispose();
        temp.Dispose();
    }

    private Task<AuditEntry> WriteAsync() => audit.WriteAsync(Sam, "rollback", "production/shop/checkout", "accepted", "errors", cancel: Cancel);

    private Task RetainAsync() => new AuditRetention(database, audit, Options.Create(new AuditOptions { Retention = TimeSpan.FromDays(30) }), time, NullLogger<AuditRetention>.Instance).RunAsync(Cancel);

    private (int Code, string Said) Verify(string lines)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var code = AuditCommand.Run(["verify", "--db", temp.Path, .. lines.Length > 0 ? ["--log", "-"] : Array.Empty<string>()], new ConfigurationBuilder().Build(), new StringReader(lines), output, output);
        return (code, output.ToString());
    }

    private sealed class KeptLines : ILogger<AuditLog>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
