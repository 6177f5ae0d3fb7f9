using Dashboard.Rollback;
using Dashboard.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Alerts;

/// <summary>Calls the second person: a rollback that waits for approval goes, once, where a critical incident of its service would.</summary>
internal sealed class ApprovalCalls(Feed<RollbacksSnapshot> rollbacks, AlertRouting routing, AlertWords words, Outbox outbox, Database database, TimeProvider time, ILogger<ApprovalCalls> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly HashSet<Guid> called = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var waiting in (rollbacks.Current.Value?.Rollbacks ?? []).Where(one => one.State == IntentState.AwaitingApproval && !one.IsTooLate(now) && !called.Contains(one.Id)))
            try
            {
                var incident = new Incident(waiting.Id, new IncidentKey(waiting.Key.ToString(), IncidentKind.Health), AlertSeverity.Critical, [], waiting.At, now);
                var calls = routing.For(incident, now).Select(destination => new NewDelivery(destination, waiting.Id.ToString(), IsRoot: true, "Approval", words.Approval(waiting, now))).ToList();
                await database.WriteAsync((connection, transaction) => outbox.AddOnceAsync(connection, transaction, waiting.Id.ToString(), calls), cancel);
                called.Add(waiting.Id);
            }
            catch (SqliteException error)
            {
                // Tried again at the next look; the request stands on the fleet meanwhile.
                log.LogWarning("Nobody was called to approve a rollback of {Service}: {Error}", waiting.Key, error.Message);
            }
    }
}
