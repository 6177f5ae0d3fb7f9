using System.Collections.Immutable;
using Amazon.ElasticLoadBalancingV2.Model;
using Dashboard.Aws;
using ElbHealth = Amazon.ElasticLoadBalancingV2.Model.TargetHealthDescription;

namespace Dashboard.Fleet;

/// <summary>Asks Elastic Load Balancing which target groups stand behind which load balancers, and how healthy their targets are.</summary>
internal sealed class TargetGroupsSource(TimeProvider time)
{
    /// <summary>aws elbv2 describe-target-groups: every target group of the Region with its load balancers' ARNs, 400 a call.</summary>
    public static async Task<Answer<ImmutableDictionary<string, ImmutableArray<string>>>> ListAsync(TargetClients target, CancellationToken cancel)
    {
        var groups = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        string? next = null;
        do
        {
            var request = new DescribeTargetGroupsRequest { Marker = next, PageSize = 400 };
            var page = await target.AskAsync("elasticloadbalancing:DescribeTargetGroups", token => target.LoadBalancing.DescribeTargetGroupsAsync(request, token), cancel);
            if (page.Value is not { } found)
                return page.Fault!;
            foreach (var group in found.TargetGroups ?? [])
                groups[group.TargetGroupArn] = [.. group.LoadBalancerArns ?? []];
            next = found.NextMarker;
        }
        while (!string.IsNullOrEmpty(next));
        return groups.ToImmutable();
    }

    /// <summary>aws elbv2 describe-target-health, one call a target group, summed over the service's groups.</summary>
    public async Task<Answer<TargetHealth>> ReadHealthAsync(TargetClients target, EcsService service, CancellationToken cancel)
    {
        var targets = new List<ElbHealth>();
        foreach (var group in service.LoadBalancers)
        {
            var request = new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn };
            var answer = await target.AskAsync("elasticloadbalancing:DescribeTargetHealth", token => target.LoadBalancing.DescribeTargetHealthAsync(request, token), cancel);
            if (answer.Value is not { } found)
                return answer.Fault!;
            targets.AddRange(found.TargetHealthDescriptions ?? []);
        }

        return Summary(targets, time.GetUtcNow());
    }

    // Draining targets are on their way out; unused ones stand in a group that no listener forwards to, as the idle half of a blue/green pair does.
    private static TargetHealth Summary(IEnumerable<ElbHealth> all, DateTimeOffset now)
    {
        var serving = all.Select(one => one.TargetHealth).Where(health => health?.State?.Value is not (null or "draining" or "unused")).ToList();
        var reasons = serving.Where(health => health.State.Value != "healthy").GroupBy(health => health.Reason?.Value ?? health.State.Value);
        return new TargetHealth(serving.Count(health => health.State.Value == "healthy"), serving.Count,
            reasons.ToImmutableSortedDictionary(reason => reason.Key, reason => reason.Count(), StringComparer.Ordinal), now);
    }
}
