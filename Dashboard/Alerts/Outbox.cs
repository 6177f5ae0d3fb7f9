using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Dashboard.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>Messages that are to leave the house, in the order of each address. What is begun is written down before it is sent.</summary>
internal sealed class Outbox(Database database, IOptions<AlertsOptions> options, TimeProvider time)
{
    private const string Columns = """
        id AS Id, destination AS Destination, recipient AS Recipient, thread AS Thread, is_root AS IsRoot, kind AS Kind, message AS Message, at AS At, state AS State,
        attempts AS Attempts, not_before AS NotBefore, is_repeat AS IsRepeat, sent_at AS SentAt, receipt AS Receipt, problem AS Problem
        """;

    /// <summary>Within the transaction of what they tell of. E-mail becomes a message for each address, so that one that is refused holds up no other.</summary>
    public async Task<int> AddAsync(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyCollection<NewDelivery> messages)
    {
        var at = IncidentStore.Text(time.GetUtcNow());
        var rows = messages.SelectMany(message => Recipients(message.Destination), (message, recipient) => new
        {
            message.Destination, recipient, message.Thread, message.IsRoot, message.Kind, message = JsonSerializer.Serialize(message.Message), at,
        });
        return await connection.ExecuteAsync("""
            INSERT INTO alert_outbox (destination, recipient, thread, is_root, kind, message, at, state) VALUES (@Destination, @recipient, @Thread, @IsRoot, @Kind, @message, @at, 'Waiting')
            """, rows, transaction);
    }

    /// <summary>The same once a conversation: nothing where it has begun already, in an earlier process too.</summary>
    public async Task<int> AddOnceAsync(SqliteConnection connection, SqliteTransaction transaction, string thread, IReadOnlyCollection<NewDelivery> messages) =>
        await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM alert_outbox WHERE thread = @thread)", new { thread }, transaction) ? 0 : await AddAsync(connection, transaction, messages);

    /// <summary>After a start: what had been begun may have arrived, so it goes again, and says so.</summary>
    public Task<int> RecoverAsync(CancellationToken cancel) => database.WriteAsync((connection, transaction) =>
        connection.ExecuteAsync("UPDATE alert_outbox SET state = 'Waiting', is_repeat = 1, not_before = NULL, problem = 'The dashboard stopped while it was being sent.' WHERE state = 'Sending'", transaction: transaction), cancel);

    /// <summary>The next message of every address, whether it is due yet or not.</summary>
    public Task<ImmutableArray<Delivery>> NextAsync(CancellationToken cancel) => database.ReadAsync<ImmutableArray<Delivery>>(async connection =>
        [.. (await connection.QueryAsync<Row>($"""
            SELECT {Columns}, (SELECT root.receipt FROM alert_outbox root WHERE root.thread = one.thread AND root.destination = one.destination AND root.recipient = one.recipient
                AND root.state = 'Sent' AND root.id < one.id ORDER BY root.id LIMIT 1) AS RootReceipt
            FROM alert_outbox one WHERE id IN (SELECT min(id) FROM alert_outbox WHERE state IN ('Waiting', 'Sending') GROUP BY destination, recipient)
            """)).Select(row => row.ToDelivery())], cancel);

    /// <summary>Commits that it is about to be sent. False when somebody else has begun it.</summary>
    public Task<bool> BeginAsync(Delivery delivery) => database.WriteAsync(async (connection, transaction) =>
        await connection.ExecuteAsync("UPDATE alert_outbox SET state = 'Sending', attempts = attempts + 1 WHERE id = @Id AND state = 'Waiting'", new { delivery.Id }, transaction) == 1);

    public Task<int> EndAsync(Delivery next) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "UPDATE alert_outbox SET state = @state, not_before = @notBefore, is_repeat = @IsRepeat, sent_at = @sentAt, receipt = @Receipt, problem = @Problem WHERE id = @Id",
        new { next.Id, state = next.State.ToString(), notBefore = Text(next.NotBefore), next.IsRepeat, sentAt = Text(next.SentAt), next.Receipt, next.Problem }, transaction));

    /// <summary>Those that did not arrive yet, and then the newest of the others.</summary>
    public Task<ImmutableArray<Delivery>> RecentAsync(int count, CancellationToken cancel) => database.ReadAsync<ImmutableArray<Delivery>>(async connection =>
        [.. (await connection.QueryAsync<Row>($"SELECT {Columns} FROM alert_outbox ORDER BY state IN ('Waiting', 'Sending') DESC, id DESC LIMIT @count", new { count })).Select(row => row.ToDelivery())], cancel);

    public Task<int> WaitingAsync(CancellationToken cancel) => database.ReadAsync(connection =>
        connection.ExecuteScalarAsync<int>("SELECT count(*) FROM alert_outbox WHERE state IN ('Waiting', 'Sending')"), cancel);

    /// <summary>Each address on its own; a single empty one where the destination is one place.</summary>
    internal static IEnumerable<string> RecipientsOf(DestinationOptions destination) => destination.To.Count > 0 ? destination.To.Distinct(StringComparer.OrdinalIgnoreCase) : [""];

    private IEnumerable<string> Recipients(string destination) => RecipientsOf(options.Value.Destinations.First(one => one.Name == destination));

    private static string? Text(DateTimeOffset? at) => at is { } value ? IncidentStore.Text(value) : null;

    private sealed class Row
    {
        public long Id { get; init; }
        public string Destination { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string Thread { get; init; } = "";
        public bool IsRoot { get; init; }
        public string Kind { get; init; } = "";
        public string Message { get; init; } = "";
        public string At { get; init; } = "";
        public string State { get; init; } = "";
        public int Attempts { get; init; }
        public string? NotBefore { get; init; }
        public bool IsRepeat { get; init; }
        public string? SentAt { get; init; }
        public string? Receipt { get; init; }
        public string? Problem { get; init; }
        public string? RootReceipt { get; init; }

        public Delivery ToDelivery() => new(Id, Destination, Recipient, Thread, IsRoot, Kind, JsonSerializer.Deserialize<AlertMessage>(Message)!, IncidentStore.Instant(At), Enum.Parse<DeliveryState>(State))
        {
            Attempts = Attempts,
            NotBefore = NotBefore is null ? null : IncidentStore.Instant(NotBefore),
            IsRepeat = IsRepeat,
            SentAt = SentAt is null ? null : IncidentStore.Instant(SentAt),
            Receipt = Receipt,
            Problem = Problem,
            RootReceipt = RootReceipt,
        };
    }
}
