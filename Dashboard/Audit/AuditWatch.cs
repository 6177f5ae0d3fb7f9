using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>Checks the trail at start and then again and again, and puts its head into the log, so that what is cut off while nobody looks shows.</summary>
public sealed class AuditWatch(AuditLog audit, Feed<AuditVerdict> verdicts, TimeProvider time, ILogger<AuditWatch> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            // A million entries take seconds of one core, and whoever asks may be a circuit.
            var verdict = await Task.Run(() => audit.VerifyAsync(cancel), cancel);
            verdicts.Publish(verdict, time.GetUtcNow());
            if (verdict.Break is { } broken)
                log.LogCritical("The audit trail is broken at entry {Sequence}: {Why}", broken.Sequence, broken.Why);
            else if (verdict.Head is { } head)
                log.LogInformation(AuditLog.HeadMessage, head);
        }
        catch (SqliteException error)
        {
            log.LogError("The audit trail could not be checked: {Error}", error.Message);
            verdicts.Fail(new Fault(FaultKind.Unreachable, $"The trail could not be checked: {error.Message}", time.GetUtcNow()));
        }
    }
}
