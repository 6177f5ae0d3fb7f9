namespace Dashboard.Metrics;

/// <summary>The one rule by which errors are held against requests.</summary>
public static class ErrorRate
{
    /// <summary>Percent of requests that failed with 5xx, 0 to 100; null without requests.</summary>
    /// <param name="requests">RequestCount of the target group: requests that a target answered. Null where CloudWatch has no datapoint.</param>
    /// <param name="targetErrors">Null counts as zero, since CloudWatch publishes no datapoint for a count of zero.</param>
    /// <param name="loadBalancerErrors">Requests that the load balancer itself answered with 5xx; they are not among <paramref name="requests"/>.</param>
    /// <param name="servesAlone">The load balancer serves no other service, so its own errors are this one's. When not, they are left out here and told apart.</param>
    public static double? Percent(double? requests, double? targetErrors, double? loadBalancerErrors, bool servesAlone)
    {
        // With no healthy target the load balancer answers 503 itself and the target group has no RequestCount: those are requests too.
        var refused = servesAlone ? loadBalancerErrors ?? 0 : 0;
        var all = (requests ?? 0) + refused;
        return all > 0 ? Math.Min(100, 100 * ((requests > 0 ? targetErrors ?? 0 : 0) + refused) / all) : null;
    }
}
