using System.Runtime.CompilerServices;

namespace Dashboard.Metrics.Panels;

/// <summary>Series that are calculated from others, once for all viewers: as long as the sources are the same, so is the result, and nobody draws it again.</summary>
public static class DerivedSeries
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>CloudWatch has the minutes of a load balancer one to three minutes later.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(3);
    private static readonly ConditionalWeakTable<Series, Series> Rates = [];
    private static readonly ConditionalWeakTable<Series, Counted> Counts = [];
    private static readonly ConditionalWeakTable<Series, Split> Splits = [];

    /// <summary>Sums of a period as their mean a minute. A period that is not over has none, since it would look like a fall.</summary>
    public static Series PerMinute(Series sums, DateTimeOffset now) => sums.Period <= Minute ? sums
        : Rates.GetValue(sums, key => key with { Values = [.. key.Values.Select((sum, index) => key.At(index) + key.Period <= now - Late ? sum / key.Period.TotalMinutes : null)] });

    /// <summary>A count of answers: CloudWatch leaves zeros out, so it is zero where there were requests and nothing came.</summary>
    public static Series WithZeros(Series count, Series requests)
    {
        if (count.Values.Length != requests.Values.Length || count.StartAt != requests.StartAt)
            return count;
        if (Counts.TryGetValue(count, out var known) && ReferenceEquals(known.Requests, requests))
            return known.Result;
        var result = count with { Values = [.. count.Values.Select((value, index) => value ?? (requests.Values[index] > 0 ? 0d : null))] };
        Counts.AddOrUpdate(count, new Counted(requests, result));
        return result;
    }

    /// <summary>The error rate's two parts, which add up to it: what the targets answered with 5xx, and what the load balancer answered itself, percent of all requests.</summary>
    public static (Series Target, Series LoadBalancer) SplitErrors(ServiceSeries series)
    {
        var (requests, target, balancer) = (series[ServiceMetric.Requests], series[ServiceMetric.TargetErrors], series[ServiceMetric.LoadBalancerErrors]);
        if (Splits.TryGetValue(requests, out var known) && ReferenceEquals(known.TargetErrors, target) && ReferenceEquals(known.LoadBalancerErrors, balancer))
            return (known.Target, known.LoadBalancer);
        var ofTarget = new double?[requests.Values.Length];
        var ofBalancer = new double?[requests.Values.Length];
        for (var index = 0; index < requests.Values.Length; index++)
        {
            var refused = Value(balancer, index) ?? 0;
            ofTarget[index] = ErrorRate.Percent(requests.Values[index], Value(target, index), refused, true) is { } all ? all - Share(refused, requests.Values[index]) : null;
            ofBalancer[index] = ofTarget[index] is null ? null : Share(refused, requests.Values[index]);
        }

        var split = new Split(target, balancer, requests with { Values = [.. ofTarget] }, requests with { Values = [.. ofBalancer] });
        Splits.AddOrUpdate(requests, split);
        return (split.Target, split.LoadBalancer);
    }

    private static double Share(double refused, double? requests) => refused > 0 ? 100 * refused / (refused + (requests ?? 0)) : 0;

    private static double? Value(Series series, int index) => index < series.Values.Length ? series.Values[index] : null;

    private sealed record Counted(Series Requests, Series Result);

    private sealed record Split(Series TargetErrors, Series LoadBalancerErrors, Series Target, Series LoadBalancer);
}
