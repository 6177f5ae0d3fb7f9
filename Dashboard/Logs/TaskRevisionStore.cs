using System.Globalization;
using Dapper;
using Dashboard.Fleet;
using Dashboard.Store;

namespace Dashboard.Logs;

/// <summary>One task of a service and what it ran.</summary>
/// <param name="Id">The last part of its ARN and of its log streams' names.</param>
/// <param name="CreatedAt">UTC; when it was first seen, where ECS did not say.</param>
/// <param name="SeenAt">UTC; half the time late at most, so that a long-running task is not written at every poll.</param>
public sealed record TaskRun(ServiceKey Service, string Id, TaskDefinitionRef Revision, DateTimeOffset CreatedAt, DateTimeOffset SeenAt);

/// <summary>The tasks that were seen, in SQLite.</summary>
public sealed class TaskRevisionStore(Database database)
{
    public static readonly SchemaVersion Schema = new("task-revisions", 1, """
        CREATE TABLE task_revisions (
            service TEXT NOT NULL, task_id TEXT NOT NULL, definition TEXT NOT NULL, created_at TEXT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (service, task_id));
        CREATE INDEX task_revisions_by_age ON task_revisions (seen_at);
        """);

    public Task<IReadOnlyList<TaskRun>> AllAsync(CancellationToken cancel) => database.ReadAsync<IReadOnlyList<TaskRun>>(
        async connection => [.. (await connection.QueryAsync<Row>("SELECT service AS Service, task_id AS TaskId, definition AS Definition, created_at AS CreatedAt, seen_at AS SeenAt FROM task_revisions")).Select(Read).OfType<TaskRun>()], cancel);

    /// <summary>Writes what was seen and forgets what was not seen since, in one transaction.</summary>
    public Task SaveAsync(IReadOnlyCollection<TaskRun> seen, DateTimeOffset forgetBefore, CancellationToken cancel) => database.WriteAsync(async (connection, transaction) =>
    {
        var rows = seen.Select(run => new Row { Service = run.Service.ToString(), TaskId = run.Id, Definition = run.Revision.ToString(), CreatedAt = Text(run.CreatedAt), SeenAt = Text(run.SeenAt) });
        await connection.ExecuteAsync("""
            INSERT INTO task_revisions (service, task_id, definition, created_at, seen_at) VALUES (@Service, @TaskId, @Definition, @CreatedAt, @SeenAt)
            ON CONFLICT (service, task_id) DO UPDATE SET seen_at = excluded.seen_at
            """, rows, transaction);
        return await connection.ExecuteAsync("DELETE FROM task_revisions WHERE seen_at < @before", new { before = Text(forgetBefore) }, transaction);
    }, cancel);

    private static TaskRun? Read(Row row) => ServiceKey.Parse(row.Service) is { } service && TaskDefinitionRef.Parse(row.Definition) is { } revision
        ? new TaskRun(service, row.TaskId, revision, Instant(row.CreatedAt), Instant(row.SeenAt))
        : null;

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private sealed class Row
    {
        public string Service { get; init; } = "";
        public string TaskId { get; init; } = "";
        public string Definition { get; init; } = "";
        public string CreatedAt { get; init; } = "";
        public string SeenAt { get; init; } = "";
    }
}
