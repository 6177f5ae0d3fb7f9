using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using Dashboard.Store;

namespace Dashboard.Audit;

/// <summary>An order to AWS whose event is to be found in CloudTrail.</summary>
/// <param name="Region">In Amazon's console; null where it is simulated.</param>
/// <param name="Entry">The trail's entry that ordered it.</param>
public sealed record AuditedCall(string AccessKey, string Target, string? Region, string Operation, DateTimeOffset At, long Entry);

/// <summary>Which entries of the trail are which calls in AWS.</summary>
public sealed class CallBook(Database database, AuditLog audit, TimeProvider time)
{
    public const string Action = "cloudtrail";

    public Task<int> NoteAsync(string accessKey, string target, string? region, string operation, Actor actor, string subject) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync("""
        INSERT INTO audit_calls (access_key, target, region, operation, at, entry)
        VALUES (@accessKey, @target, @region, @operation, @at, (SELECT max(sequence) FROM audit WHERE actor_id = @Id AND subject = @subject))
        """, new { accessKey, target, region, operation, at = AuditChain.Text(time.GetUtcNow()), actor.Id, subject }, transaction));

    /// <summary>Those that are neither found nor given up, oldest first.</summary>
    public Task<ImmutableArray<AuditedCall>> OpenAsync(CancellationToken cancel) => database.ReadAsync<ImmutableArray<AuditedCall>>(async connection =>
        [.. (await connection.QueryAsync<(string Key, string Target, string? Region, string Operation, string At, long Entry)>(
            "SELECT access_key, target, region, operation, at, coalesce(entry, 0) FROM audit_calls WHERE closed_at IS NULL ORDER BY at LIMIT 200"))
            .Select(row => new AuditedCall(row.Key, row.Target, row.Region, row.Operation, DateTimeOffset.Parse(row.At, CultureInfo.InvariantCulture), row.Entry))], cancel);

    /// <summary>Puts it into the trail, too, so that the way to CloudTrail cannot be bent.</summary>
    /// <param name="found">CloudTrail's event; null when there is none, long after it should be there.</param>
    public Task<int> CloseAsync(AuditedCall call, CloudTrailEvent? found) => database.WriteAsync(async (connection, transaction) =>
    {
        // What came of the order is the line that people look at; where nothing was answered, the order is.
        var entry = await connection.ExecuteScalarAsync<long?>("""
            SELECT min(later.sequence) FROM audit ordered JOIN audit later ON later.sequence > ordered.sequence
                AND later.actor_id = ordered.actor_id AND later.subject = ordered.subject AND later.action = ordered.action
            WHERE ordered.sequence = @Entry
            """, new { call.Entry }, transaction) ?? call.Entry;
        var subject = await connection.ExecuteScalarAsync<string?>("SELECT subject FROM audit WHERE sequence = @entry", new { entry }, transaction);
        await audit.WriteAsync(transaction, Actor.Dashboard, Action, subject, found is null ? "missing" : "found", detail: found is null
            ? $"Entry {entry}: CloudTrail has no event of {call.Operation} in {call.Target} an hour later"
            : $"Entry {entry}: {call.Operation} in {call.Target} is event {found.Id}{(found.SourceIdentity is { } person ? $", by {person}" : ", without a source identity")}");
        return await connection.ExecuteAsync("UPDATE audit_calls SET entry = @entry, event_id = @Id, closed_at = @at WHERE access_key = @AccessKey",
            new { entry, found?.Id, at = AuditChain.Text(time.GetUtcNow()), call.AccessKey }, transaction);
    });
}
