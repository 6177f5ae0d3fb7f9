using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Amazon.CloudWatch.Model;
using Dashboard.Alarms.Standard;
using Dashboard.Aws;
using Dashboard.Fleet;

namespace Dashboard.Alarms;

/// <summary>Asks every target for its CloudWatch alarms.</summary>
/// <remarks>ECS itself spends the account's DescribeAlarms quota of 9 a second to guard deployments, so this is one slow poll, never one per viewer.</remarks>
public sealed partial class AlarmSource(AwsClients aws, Feed<FleetSnapshot> fleet, Feed<AlarmsSnapshot> feed, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private const int PageSize = 100;
    private readonly ConcurrentDictionary<string, TargetAlarms> known = new();
    private readonly SideBySide<TargetClients> reads = new(time);

    /// <summary>One round. A target that cannot be asked keeps the alarms that it had, and its fault.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        await reads.RoundAsync(aws.All, clients => KeepAsync(clients, cancel), Publish, cancel);
    }

    private async Task KeepAsync(TargetClients clients, CancellationToken cancel)
    {
        var askedAt = time.GetUtcNow();
        var (alarms, fault) = await ReadAsync(clients, cancel);
        known[clients.Target.Name] = alarms is not null ? new([.. alarms], askedAt, null) : (known.GetValueOrDefault(clients.Target.Name) ?? new([], null, null)) with { Fault = fault };
    }

    private void Publish()
    {
        var targets = aws.All.Select(clients => clients.Target.Name).ToList();
        if (known.IsEmpty && targets.Count > 0)
            return;
        var read = targets.ToImmutableDictionary(target => target, target => known.GetValueOrDefault(target) ?? new([], null, new Fault(FaultKind.Unreachable, $"The alarms of {target} were not read yet.", time.GetUtcNow())));
        var faults = read.Where(pair => pair.Value.Fault is not null).ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Fault!);
        var readAt = read.Where(pair => pair.Value.ReadAt is not null).ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ReadAt!.Value);
        feed.Publish(new AlarmsSnapshot([.. targets.SelectMany(target => read[target].Alarms)], faults) { ReadAt = readAt }, readAt.IsEmpty ? time.GetUtcNow() : readAt.Values.Max(), faults.Count == targets.Count ? faults.Values.FirstOrDefault() : null);
    }

    private async Task<Answer<List<CloudWatchAlarm>>> ReadAsync(TargetClients clients, CancellationToken cancel)
    {
        var (metric, composite, log) = (new List<MetricAlarm>(), new List<CompositeAlarm>(), new List<LogAlarm>());
        string? token = null;
        do
        {
            var request = new DescribeAlarmsRequest { AlarmTypes = ["MetricAlarm", "CompositeAlarm", "LogAlarm"], MaxRecords = PageSize, NextToken = token };
            var (page, fault) = await clients.AskAsync("cloudwatch:DescribeAlarms", limit => clients.CloudWatch.DescribeAlarmsAsync(request, limit), cancel);
            if (page is null)
                return fault!;
            metric.AddRange(page.MetricAlarms ?? []);
            composite.AddRange(page.CompositeAlarms ?? []);
            log.AddRange(page.LogAlarms ?? []);
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        var owners = new AlarmOwners(clients.Target.Name, fleet.Current.Value);
        List<CloudWatchAlarm> alarms = [.. metric.Select(alarm => Of(clients.Target.Name, alarm, owners))];
        alarms.AddRange(log.Select(alarm => OfLog(clients.Target.Name, alarm, owners)));
        var byName = alarms.ToDictionary(alarm => alarm.Name);
        alarms.AddRange(composite.Select(alarm => Of(clients.Target.Name, alarm, byName)));
        return alarms;
    }

    /// <param name="ReadAt">When they were last read, UTC; null if never.</param>
    /// <param name="Fault">Why they are older than the newest round; null when they are not.</param>
    private sealed record TargetAlarms(ImmutableArray<CloudWatchAlarm> Alarms, DateTimeOffset? ReadAt, Fault? Fault);

    private static CloudWatchAlarm Of(string target, MetricAlarm alarm, AlarmOwners owners)
    {
        var metrics = (alarm.Metrics ?? []).Select(query => query.MetricStat?.Metric).OfType<Metric>().ToList();
        var dimensions = (alarm.Dimensions ?? []).Concat(metrics.SelectMany(metric => metric.Dimensions ?? []));
        var name = alarm.MetricName ?? (metrics.Select(metric => metric.MetricName).Distinct().ToList() is [var only] ? only : null);
        return new CloudWatchAlarm(target, alarm.AlarmName, alarm.AlarmArn, "Metric", alarm.StateValue?.Value ?? "INSUFFICIENT_DATA", Instant(alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp), alarm.StateReason, owners.Of(dimensions.Select(dimension => (dimension.Name, dimension.Value))), name)
        {
            IsErrorRate = name is null && metrics.Any(metric => metric.MetricName.Contains("5XX", StringComparison.OrdinalIgnoreCase)),
            Threshold = alarm.Threshold,
            Statistic = alarm.ExtendedStatistic ?? alarm.Statistic?.Value,
            Comparison = alarm.ComparisonOperator?.Value,
            PeriodSeconds = alarm.Period ?? alarm.Metrics?.Select(query => query.MetricStat?.Period ?? query.Period).Max(),
            EvaluationPeriods = alarm.EvaluationPeriods,
            DatapointsToAlarm = alarm.DatapointsToAlarm,
            Queries = QueriesOf(alarm),
            HasActions = alarm.AlarmActions is { Count: > 0 },
            ActionsEnabled = alarm.ActionsEnabled ?? true,
            Description = alarm.AlarmDescription,
        };
    }

    /// <summary>A composite alarm is about a service when all alarms of its rule are about that one.</summary>
    private static CloudWatchAlarm Of(string target, CompositeAlarm alarm, Dictionary<string, CloudWatchAlarm> byName)
    {
        var services = RuleNames().Matches(alarm.AlarmRule ?? "").Select(match => byName.GetValueOrDefault(match.Groups[1].Value)?.Service).Distinct().ToList();
        return new CloudWatchAlarm(target, alarm.AlarmName, alarm.AlarmArn, "Composite", alarm.StateValue?.Value ?? "INSUFFICIENT_DATA", Instant(alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp), alarm.StateReason, services is [var only] ? only : null, null)
        {
            HasActions = alarm.AlarmActions is { Count: > 0 },
            ActionsEnabled = alarm.ActionsEnabled ?? true,
            Description = alarm.AlarmDescription,
        };
    }

    private static CloudWatchAlarm OfLog(string target, LogAlarm alarm, AlarmOwners owners) =>
        new(target, alarm.AlarmName, alarm.AlarmArn, "Log", alarm.StateValue?.Value ?? "INSUFFICIENT_DATA", Instant(alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp), alarm.StateReason, owners.OfLogGroups(alarm.ScheduledQueryConfiguration?.LogGroupIdentifiers ?? []), null)
        {
            Threshold = alarm.Threshold,
            Comparison = alarm.ComparisonOperator?.Value,
            EvaluationPeriods = alarm.QueryResultsToEvaluate,
            DatapointsToAlarm = alarm.QueryResultsToAlarm,
            ActionsEnabled = alarm.ActionsEnabled ?? true,
            HasActions = alarm.AlarmActions is { Count: > 0 },
            Description = alarm.AlarmDescription,
        };

    internal static ImmutableArray<AlarmQuery> QueriesOf(MetricAlarm alarm) => alarm.MetricName is { } name
        ? [new AlarmQuery("m", new AlarmMetric(alarm.Namespace, name, DimensionsOf(alarm.Dimensions), alarm.ExtendedStatistic ?? alarm.Statistic?.Value ?? "", alarm.Period), null, null, true)]
        : [.. (alarm.Metrics ?? []).Select(query => new AlarmQuery(query.Id, query.MetricStat is { Metric: { } metric } stat ? new AlarmMetric(metric.Namespace, metric.MetricName, DimensionsOf(metric.Dimensions), stat.Stat, stat.Period) : null, query.Expression, query.Label, query.ReturnData ?? alarm.Metrics!.Count == 1))];

    private static ImmutableSortedDictionary<string, string> DimensionsOf(List<Dimension>? dimensions) =>
        (dimensions ?? []).DistinctBy(dimension => dimension.Name).ToImmutableSortedDictionary(dimension => dimension.Name, dimension => dimension.Value, StringComparer.Ordinal);

    private static DateTimeOffset? Instant(DateTime? at) => at is { } time ? new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero) : null;

    [GeneratedRegex("""(?:ALARM|OK|INSUFFICIENT_DATA)\("?([^")]+)"?\)""")]
    private static partial Regex RuleNames();
}
