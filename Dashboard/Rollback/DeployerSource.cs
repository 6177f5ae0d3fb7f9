using System.Collections.Immutable;
using Amazon.CloudTrail;
using Amazon.CloudTrail.Model;
using Dashboard.Aws;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback.Preflight;
using Dashboard.Ui;

namespace Dashboard.Rollback;

/// <summary>Who called ECS to make a deployment.</summary>
/// <remarks>Source: cloudtrail:LookupEvents (aws cloudtrail lookup-events). By the name of the call, since the events of ECS name no resources; two calls a second, 50 events a page, 90 days.</remarks>
public sealed class DeployerSource(AwsClients clients, TimeProvider time)
{
    private const string Operation = "cloudtrail:LookupEvents";
    private const int NarrowLookups = 3;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(1);

    // What CloudTrail does not have yet comes within about five minutes.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);
    private readonly Remembered<Deployer> known = new(time, TimeSpan.FromHours(6));

    /// <summary>By the deployment's ARN. What is not allowed, not found or not answered before the limit is left out; it never fails.</summary>
    /// <param name="deployments">Those asked about, the most wanted first.</param>
    public async Task<ImmutableDictionary<string, string>> FindAsync(ServiceKey key, IReadOnlyList<ServiceDeployment> deployments, CancellationToken limit)
    {
        var open = deployments.Where(one => one.CreatedAt > time.GetUtcNow() - Kept && known.Find(key.Target, one.Arn) is null).ToList();
        try
        {
            if (open.Count > 0)
                await LearnAsync(key, open, limit);
        }
        catch (OperationCanceledException)
        {
            Settle(key, open, []);
        }

        return deployments.DistinctBy(one => one.Arn).Select(one => (one.Arn, known.Find(key.Target, one.Arn)?.By)).Where(one => one.By is not null).ToImmutableDictionary(one => one.Arn, one => one.By!);
    }

    // All of them in one page, where few services are deployed; where many are, each in its own two minutes.
    private async Task LearnAsync(ServiceKey key, List<ServiceDeployment> open, CancellationToken limit)
    {
        var created = open.Where(one => one.Sources.IsEmpty).ToHashSet();
        bool? more = true;
        if (created.Count < open.Count)
            more = await LookUpAsync(key, "UpdateService", open, new TimeSpanUtc(open.Min(one => one.CreatedAt) - Around, open.Max(one => one.CreatedAt) + Around), limit);
        var asked = more is false ? open.Except(created).ToHashSet() : [];
        foreach (var one in open.Where(one => more is not null && !asked.Contains(one) && known.Find(key.Target, one.Arn) is null).Take(NarrowLookups).ToList())
            if (await LookUpAsync(key, created.Contains(one) ? "CreateService" : "UpdateService", [one], new TimeSpanUtc(one.CreatedAt - Around, one.CreatedAt + Around), limit) is not null)
                asked.Add(one);
            else
                break;
        Settle(key, open, asked);
    }

    /// <returns>Whether there is more than one page; null when it was not answered.</returns>
    private async Task<bool?> LookUpAsync(ServiceKey key, string call, List<ServiceDeployment> open, TimeSpanUtc span, CancellationToken limit)
    {
        var target = clients.For(key.Target);
        var request = new LookupEventsRequest
        {
            LookupAttributes = [new LookupAttribute { AttributeKey = LookupAttributeKey.EventName, AttributeValue = call }],
            StartTime = span.From.UtcDateTime,
            EndTime = span.To.UtcDateTime,
        };
        var answer = await target.AskAsync(Operation, token => target.Trail.LookupEventsAsync(request, token), limit);
        if (answer.Value is not { } page)
            return null;
        var calls = (page.Events ?? []).Where(one => one.EventTime is not null)
            .Select(one => DeployCall.Read(new DateTimeOffset(one.EventTime!.Value.ToUniversalTime()), one.Username, one.CloudTrailEvent)).OfType<DeployCall>().ToList();
        foreach (var deployment in open)
            if (calls.Where(one => one.Made(key, deployment)).MinBy(one => (one.At - deployment.CreatedAt).Duration()) is { } made)
                known.Keep(key.Target, deployment.Arn, new Deployer(made.By), isGood: true);
        return !string.IsNullOrEmpty(page.NextToken);
    }

    private void Settle(ServiceKey key, List<ServiceDeployment> open, HashSet<ServiceDeployment> asked)
    {
        foreach (var one in open.Where(one => known.Find(key.Target, one.Arn) is null))
            known.Keep(key.Target, one.Arn, new Deployer(null), isGood: asked.Contains(one) && time.GetUtcNow() - one.CreatedAt > Late);
    }

    private sealed record Deployer(string? By);
}
