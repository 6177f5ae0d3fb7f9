using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Metrics.Changes;
using Dashboard.Metrics.Panels;
using Dashboard.Ui;

namespace Dashboard.Rollback.Suspects;

/// <summary>What a verdict has to ask CloudWatch for, each at most every <see cref="AskAgain"/> a service: what is held from the poll costs nothing.</summary>
internal sealed class VerdictQuestions(ServiceMetrics metrics, ServicePast past, MetricSource source, TimeProvider time)
{
    public static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Around = TimeSpan.FromHours(1);
    private static readonly Comparison LastWeek = Comparison.All.Single(comparison => comparison.Offset == TimeSpan.FromDays(7));
    private readonly Dictionary<ServiceKey, (string Deployment, DateTimeOffset AskedAt, ServiceSeries? Series)> since = [];
    private readonly Dictionary<ServiceKey, (DateTimeOffset BeganAt, JudgedMetric Metric, DateTimeOffset AskedAt, Suspicion Answer)> suspicions = [];

    /// <returns>The minutes from <see cref="VerdictInputs.Before"/> ahead of the deployment until now; null where they cannot be read.</returns>
    public async Task<ServiceSeries?> SinceAsync(ServiceKey key, JudgedDeployment deployment, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var span = new TimeSpanUtc(deployment.ServingAt - VerdictInputs.Before, now);
        if (!metrics.Holds(key, span) && since.TryGetValue(key, out var before) && before.Deployment == deployment.Arn && now - before.AskedAt < AskAgain)
            return before.Series;
        var series = (await metrics.ReadAsync(key, span, cancel)).Value;
        since[key] = (deployment.Arn, now, series);
        return series;
    }

    public async Task<Suspicion> AboutAsync(VerdictInputs inputs, Deterioration worse, CancellationToken cancel)
    {
        var (key, now) = (inputs.Service.Key, time.GetUtcNow());
        if (suspicions.TryGetValue(key, out var before) && before.BeganAt == worse.BeganAt && before.Metric == worse.Metric && now - before.AskedAt < AskAgain)
            return before.Answer;
        var week = await past.ReadAsync(key, new TimeSpanUtc(worse.BeganAt - Around, worse.BeganAt + Around), LastWeek).WaitAsync(cancel);
        var answer = new Suspicion(week.Value?.Main, worse.Metric == JudgedMetric.ErrorRate ? await ZonesAsync(inputs, worse.BeganAt, cancel) : Nowhere);
        suspicions[key] = (worse.BeganAt, worse.Metric, now, answer);
        return answer;
    }

    public void Forget(ServiceKey key)
    {
        since.Remove(key);
        suspicions.Remove(key);
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<ObservedErrors>> Nowhere => ImmutableSortedDictionary<string, ImmutableArray<ObservedErrors>>.Empty;

    private async Task<ImmutableSortedDictionary<string, ImmutableArray<ObservedErrors>>> ZonesAsync(VerdictInputs inputs, DateTimeOffset from, CancellationToken cancel)
    {
        var zones = inputs.Tasks.Select(task => task.AvailabilityZone).OfType<string>().Distinct().ToList();
        var queries = zones.Count < 2 ? [] : DetailQueries.OfZones(inputs.Service, zones).ToList();
        if (queries.Count == 0)
            return Nowhere;
        var grid = SeriesGrid.Covering(new TimeSpanUtc(from, time.GetUtcNow()), TimeSpan.FromMinutes(1));
        var answers = await source.ReadAsync(inputs.Service.Key.Target, [.. queries.Select(one => one.Query)], new TimeSpanUtc(grid.StartAt, grid.EndAt), grid.Period, cancel);
        var read = DetailSeries.Of(queries, answers, grid, null, null);
        return read.Faults.IsEmpty ? zones.ToImmutableSortedDictionary(zone => zone, zone => Minutes(read[DetailMetric.RequestsInZone, zone], read[DetailMetric.TargetErrorsInZone, zone])) : Nowhere;
    }

    private static ImmutableArray<ObservedErrors> Minutes(Series requests, Series errors) =>
        [.. requests.Values.Select((count, index) => new ObservedErrors(requests.At(index), errors.ValueAt(requests.At(index)), count))];
}
