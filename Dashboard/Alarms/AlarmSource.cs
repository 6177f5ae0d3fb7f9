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

    /// <summary>One round. A target that cannot be asked keeps the alarms that it had, and its fault.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await fleet.FirstAnswer.WaitAsync(cancel);
        var observedAt = time.GetUtcNow();
        var answers = await Task.WhenAll(aws.All.Select(async clients => (clients.Target.Name, Answer: await ReadAsync(clients, cancel))));
        var before = feed.Current.Value?.Alarms ?? [];
        var alarms = answers.SelectMany(answer => answer.Answer.Value ?? before.Where(alarm => alarm.Target == answer.Name));
        var faults = answers.Where(answer => answer.Answer.Fault is not null).ToImmutableDictionary(answer => answer.Name, answer => answer.Answer.Fault!);
        if (answers.Length > 0 && faults.Count == answers.Length)
            feed.Fail(faults.Values.First());
        else
            feed.Publish(new AlarmsSnapshot([.. alarms], faults), observedAt);
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
