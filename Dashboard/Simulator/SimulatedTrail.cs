using System.Collections.Immutable;
using System.Text.Json;

namespace Dashboard.Simulator;

/// <summary>AWS CloudTrail's event history in one Region: what changed the services, of the last 90 days.</summary>
public sealed class SimulatedTrail
{
    /// <summary>CloudTrail shows an event minutes after the call.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private readonly RegionState region;
    private readonly Lazy<ImmutableList<TrailCall>> past;
    private ImmutableList<TrailCall> recorded = [];

    internal SimulatedTrail(RegionState region)
    {
        this.region = region;
        past = new(() => [.. region.Specs.SelectMany(spec => PastCalls.Of(spec, region.Clock))]);
    }

    /// <summary>Newest first.</summary>
    /// <param name="fits">What the endpoint filters by.</param>
    internal IReadOnlyList<TrailCall> LookupEvents(DateTimeOffset? from, DateTimeOffset? to, Func<TrailCall, bool> fits)
    {
        var now = region.Clock.Now;
        return [.. past.Value.Concat(recorded)
            .Where(call => call.At >= (from ?? now - Kept) && call.At > now - Kept && call.At <= (to ?? now) && call.At + Delay <= now && fits(call))
            .OrderByDescending(call => call.At)];
    }

    internal TrailEvent Describe(TrailCall call) => TrailJson.Event(call, region.Name);

    internal void Record(TrailCall call) => ImmutableInterlocked.Update(ref recorded, list => list.Add(call));
}

/// <summary>The shape of LookupEvents.</summary>
/// <param name="ReadOnly">true or false, as text.</param>
/// <param name="CloudTrailEvent">The whole event, as JSON text.</param>
public sealed record TrailEvent(string EventId, string EventName, string ReadOnly, string AccessKeyId, DateTimeOffset EventTime, string EventSource, string Username, string CloudTrailEvent);

/// <param name="Principal">The caller's IAM or STS ARN.</param>
internal sealed record TrailCall(string Id, DateTimeOffset At, string Name, string Principal, string AccessKey, JsonElement Request, JsonElement? Answer)
{
    public string? SourceIdentity { get; init; }

    /// <summary>The service that was called.</summary>
    public string Source { get; init; } = "ecs.amazonaws.com";

    /// <summary>The session's name of a role, or the user's.</summary>
    public string Username => Arns.Last(Principal);
}
