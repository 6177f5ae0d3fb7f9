using Dashboard.Aws;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>Leads the trail's entries to CloudTrail's events, once they appear there.</summary>
public sealed class CloudTrailLinks(CallBook book, CloudTrailSource events, AwsTargets targets, TimeProvider time, ILogger<CloudTrailLinks> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>CloudTrail delivers within about 15 minutes; what is not there by then is said to be missing.</summary>
    public static readonly TimeSpan Missing = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var call in await book.OpenAsync(cancel))
                if (targets.Find(call.Target) is not null)
                    await LookAsync(call, cancel);
        }
        catch (SqliteException error)
        {
            log.LogWarning("Audit entries could not be led to CloudTrail: {Error}", error.Message);
        }
    }

    // A question that was not answered, or is not allowed, says nothing about what is there: it is asked again.
    private async Task LookAsync(AuditedCall call, CancellationToken cancel)
    {
        var (look, _) = await events.FindAsync(call, cancel);
        if (look is { Event: { } found })
            await book.CloseAsync(call, found);
        else if (look is not null && time.GetUtcNow() - call.At > Missing)
            await book.CloseAsync(call, null);
    }
}
