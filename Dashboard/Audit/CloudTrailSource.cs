using System.Text.Json;
using Amazon.CloudTrail;
using Amazon.CloudTrail.Model;
using Dashboard.Aws;

namespace Dashboard.Audit;

/// <param name="SourceIdentity">Whom CloudTrail names; null when the session had none.</param>
public sealed record CloudTrailEvent(string Id, string? SourceIdentity);

/// <param name="Event">Null while CloudTrail has none.</param>
public sealed record CloudTrailLook(CloudTrailEvent? Event);

/// <summary>Finds a call in CloudTrail by its session, which made that call alone.</summary>
/// <remarks>Source: cloudtrail:LookupEvents (aws cloudtrail lookup-events), which takes two calls a second and has an event within about 15 minutes.</remarks>
public sealed class CloudTrailSource(AwsClients clients)
{
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(5);

    public async Task<Answer<CloudTrailLook>> FindAsync(AuditedCall call, CancellationToken cancel)
    {
        var target = clients.For(call.Target);
        var request = new LookupEventsRequest
        {
            LookupAttributes = [new LookupAttribute { AttributeKey = LookupAttributeKey.AccessKeyId, AttributeValue = call.AccessKey }],
            StartTime = (call.At - Around).UtcDateTime,
            EndTime = (call.At + Around).UtcDateTime,
        };
        var (page, fault) = await target.AskAsync("cloudtrail:LookupEvents", token => target.Trail.LookupEventsAsync(request, token), cancel);
        if (page is null)
            return fault!;
        var name = call.Operation[(call.Operation.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var found = (page.Events ?? []).FirstOrDefault(one => one.EventName == name);
        return new CloudTrailLook(found is null ? null : new CloudTrailEvent(found.EventId, PersonOf(found.CloudTrailEvent)));
    }

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
    private static string? PersonOf(string? record)
    {
        try
        {
            using var json = JsonDocument.Parse(record ?? "");
            return json.RootElement.TryGetProperty("userIdentity", out var identity) && identity.TryGetProperty("sessionContext", out var session) && session.TryGetProperty("sourceIdentity", out var person) ? person.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
