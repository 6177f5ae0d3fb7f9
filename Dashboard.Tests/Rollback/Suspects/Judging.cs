using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Rollback.Suspects;

namespace Dashboard.Tests.Rollback.Suspects;

/// <summary>A verdict on checkout:43, which serves since twenty minutes.</summary>
internal static class Judging
{
    public static readonly DateTimeOffset Served = Make.Noon.AddMinutes(-20);

    public static string Text(DeploymentVerdict verdict) => VerdictWords.Of(verdict, at => at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    public static DeploymentVerdict? Judge(ServiceSeries series, IReadOnlyCollection<(ServiceKey, DateTimeOffset)>? others = null, EcsService? service = null, ImmutableArray<StoppedTask>? stops = null, DateTimeOffset? deployedAt = null, Suspicion? suspicion = null, ImmutableArray<EcsTask>? running = null)
    {
        var started = deployedAt ?? Served.AddMinutes(-2);
        var history = Make.History(Make.Key(), Make.Deployment(startedAt: started) with { FinishedAt = started.AddMinutes(6) });
        var tasks = running ?? (deployedAt is null ? [Make.Task("old", revision: 42), Make.Task("late", startedAt: Served.AddMinutes(1)), Make.Task("first", startedAt: Served)] : []);
        var inputs = new VerdictInputs(service ?? Make.Service(), history, tasks, series, stops ?? [], Make.Noon) { Suspicion = suspicion };
        return VerdictJudge.Judge(inputs, Deteriorations.Of(inputs), others ?? []);
    }

    /// <summary>Eighty minutes until noon with the noise of independent requests, always the same.</summary>
    /// <param name="end">Another end than noon.</param>
    public static ServiceSeries Series(Func<DateTimeOffset, double?> errors, Func<DateTimeOffset, double>? requests = null, Func<DateTimeOffset, double>? seconds = null, DateTimeOffset? end = null)
    {
        var random = new Random(7);
        var start = (end ?? Make.Noon).AddMinutes(-80);
        List<(double? Requests, double? Errors, double Seconds)> minutes = [];
        for (var minute = start; minute < (end ?? Make.Noon); minute += TimeSpan.FromMinutes(1))
        {
            var all = Math.Round((requests?.Invoke(minute) ?? 600) * (0.95 + (0.1 * random.NextDouble())));
            double? failed = errors(minute) is { } share ? Enumerable.Range(0, (int)all).Count(_ => random.NextDouble() < share) : null;
            minutes.Add((failed is null ? null : all, failed, (seconds?.Invoke(minute) ?? 0.2) * (0.97 + (0.06 * random.NextDouble()))));
        }

        Series Of(Func<(double? Requests, double? Errors, double Seconds), double?> value) => new(start, TimeSpan.FromMinutes(1), [.. minutes.Select(value)]);
        return new ServiceSeries(
            ImmutableDictionary<ServiceMetric, Series>.Empty.Add(ServiceMetric.Requests, Of(minute => minute.Requests)).Add(ServiceMetric.TargetErrors, Of(minute => minute.Errors)).Add(ServiceMetric.ResponseP95, Of(minute => minute.Requests is null ? null : minute.Seconds)),
            Of(minute => minute.Errors is { } failed ? 100 * failed / minute.Requests : null), null);
    }
}
