using System.Collections.Immutable;
using Dapper;
using Dashboard.Fleet;
using Dashboard.Store;

namespace Dashboard.Alarms.BlackBox;

/// <summary>The stopped tasks in SQLite, each once.</summary>
public sealed class BlackBoxStore(Database database)
{
    /// <summary>How long a stopped task is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public static readonly SchemaVersion[] Schema = [new("black-box", 1, """
        CREATE TABLE black_box_stops (
            service TEXT NOT NULL, task_id TEXT NOT NULL, started_at TEXT, stopped_at TEXT NOT NULL, revision TEXT, version TEXT,
            stop_code TEXT NOT NULL, exit_code INTEGER, reason TEXT NOT NULL, container TEXT, is_failure INTEGER NOT NULL, said TEXT NOT NULL,
            PRIMARY KEY (service, task_id));
        CREATE INDEX black_box_stops_at ON black_box_stops (stopped_at);
        """)];

    private const string Columns = "service, task_id, started_at, stopped_at, revision, version, stop_code, exit_code, reason, container, is_failure, said";
    private const string Fingerprint = "stop_code, exit_code, reason, container, is_failure";

    /// <summary>In one transaction. A task that is kept already stays as it is.</summary>
    /// <returns>How many were new.</returns>
    public Task<int> RecordAsync(IReadOnlyCollection<StoppedTask> stops, CancellationToken cancel) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        $"""
        INSERT OR IGNORE INTO black_box_stops ({Columns})
        VALUES (@Service, @Task_Id, @Started_At, @Stopped_At, @Revision, @Version, @Stop_Code, @Exit_Code, @Reason, @Container, @Is_Failure, @Said)
        """, stops.Select(StopRow.From), transaction), cancel);

    /// <returns>How many were too old to keep.</returns>
    public Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancel) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM black_box_stops WHERE stopped_at < @before", new { before = StopRow.Text(now - KeptFor) }, transaction), cancel);

    public Task<ImmutableArray<StoppedTask>> SinceAsync(DateTimeOffset since, CancellationToken cancel) => database.ReadAsync(async connection =>
        (await connection.QueryAsync<StopRow>($"SELECT {Columns} FROM black_box_stops WHERE stopped_at >= @since", new { since = StopRow.Text(since) })).Select(row => row.Stop).ToImmutableArray(), cancel);

    /// <summary>When the first task stopped that is kept; null when none is.</summary>
    public Task<DateTimeOffset?> FirstAsync(CancellationToken cancel) => database.ReadAsync(async connection =>
        await connection.ExecuteScalarAsync<string?>("SELECT min(stopped_at) FROM black_box_stops") is { } at ? StopRow.Instant(at) : (DateTimeOffset?)null, cancel);

    /// <summary>What is kept of a service, by fingerprint: failures first, then the last seen first.</summary>
    public Task<ImmutableArray<StopGroup>> GroupsAsync(ServiceKey key, CancellationToken cancel) => database.ReadAsync(async connection =>
    {
        var service = new { service = key.ToString() };
        var counts = await connection.QueryAsync<CountRow>(
            $"SELECT {Fingerprint}, revision, version, count(*) AS tasks, min(stopped_at) AS first_at, max(stopped_at) AS last_at FROM black_box_stops WHERE service = @service GROUP BY {Fingerprint}, revision, version", service);
        var latest = await connection.QueryAsync<StopRow>(
            $"SELECT {Columns} FROM (SELECT {Columns}, row_number() OVER (PARTITION BY {Fingerprint} ORDER BY stopped_at DESC, task_id) AS place FROM black_box_stops WHERE service = @service) WHERE place = 1", service);
        var stops = latest.Select(row => row.Stop).ToDictionary(stop => (stop.Fingerprint, stop.IsFailure));
        return counts.GroupBy(row => row.Key).Select(group => Group(stops[group.Key], [.. group.OrderByDescending(row => row.Last_At, StringComparer.Ordinal)]))
            .OrderByDescending(group => group.IsFailure).ThenByDescending(group => group.LastAt).ToImmutableArray();
    }, cancel);

    private static StopGroup Group(StoppedTask latest, List<CountRow> rows) =>
        new(latest.Fingerprint, latest.IsFailure, (int)rows.Sum(row => row.Tasks), rows.Min(row => StopRow.Instant(row.First_At)), latest.StoppedAt,
            [.. rows.Select(row => new StoppedRevision(row.Revision, row.Version, (int)row.Tasks))], latest);

    // Without a constructor to fit: SQLite does not say the type of a count or a maximum over no rows.
    private sealed class CountRow
    {
        public string Stop_Code { get; init; } = "";
        public int? Exit_Code { get; init; }
        public string Reason { get; init; } = "";
        public string? Container { get; init; }
        public bool Is_Failure { get; init; }
        public string? Revision { get; init; }
        public string? Version { get; init; }
        public long Tasks { get; init; }
        public string First_At { get; init; } = "";
        public string Last_At { get; init; } = "";

        public (StopFingerprint, bool) Key => (new(Stop_Code, Exit_Code, Reason, Container), Is_Failure);
    }
}
