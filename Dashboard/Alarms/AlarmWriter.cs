using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Dashboard.Alarms.Standard;
using Dashboard.Audit;
using Dashboard.Aws;

namespace Dashboard.Alarms;

/// <summary>What CloudWatch has under an alarm's name.</summary>
/// <param name="Request">Of the alarm that is there, as the request that would put it; null when there is none, "" for one that is no metric alarm.</param>
public sealed record AlarmUnderName(string? Request);

/// <summary>The only place that puts alarms. Each call goes out once: the client behind it never retries.</summary>
public sealed class AlarmWriter(AwsClients clients, AttributedWrites writes)
{
    /// <summary>aws cloudwatch put-metric-alarm. It overwrites whatever has that name, so look first.</summary>
    public Task<Answer<PutMetricAlarmResponse>> PutAsync(StandardAlarm alarm, Actor actor) => writes.SendAsync(
        alarm.Service.Target, "cloudwatch:PutMetricAlarm", actor, alarm.Service.ToString(), (session, cancel) => session.CloudWatch.PutMetricAlarmAsync(RequestOf(alarm), cancel));

    /// <summary>aws cloudwatch describe-alarms --alarm-names, of all types, as they share their names.</summary>
    public async Task<Answer<AlarmUnderName>> LookAsync(StandardAlarm alarm)
    {
        var target = clients.For(alarm.Service.Target);
        var request = new DescribeAlarmsRequest { AlarmNames = [alarm.Name], AlarmTypes = ["MetricAlarm", "CompositeAlarm", "LogAlarm"] };
        var (found, fault) = await target.AskAsync("cloudwatch:DescribeAlarms", cancel => target.CloudWatch.DescribeAlarmsAsync(request, cancel), CancellationToken.None);
        if (found is null)
            return fault!;
        if (found.MetricAlarms?.FirstOrDefault() is { } metric)
            return new AlarmUnderName(AlarmJson.Request(AsPut(metric, alarm)));
        return new AlarmUnderName(found.CompositeAlarms is { Count: > 0 } || found.LogAlarms is { Count: > 0 } ? "" : null);
    }

    private static PutMetricAlarmRequest RequestOf(StandardAlarm alarm)
    {
        var request = new PutMetricAlarmRequest
        {
            AlarmName = alarm.Name,
            AlarmDescription = alarm.Description,
            ActionsEnabled = true,
            AlarmActions = alarm.Actions.IsEmpty ? null : [.. alarm.Actions],
            EvaluationPeriods = alarm.Periods,
            DatapointsToAlarm = alarm.Periods,
            Threshold = alarm.Threshold,
            ComparisonOperator = ComparisonOperator.FindValue(alarm.Comparison),
            TreatMissingData = alarm.TreatMissingData,
        };
        if (alarm.Queries is [{ Metric: { } only }])
        {
            (request.Namespace, request.MetricName, request.Statistic) = (only.Namespace, only.Name, Statistic.FindValue(only.Statistic));
            (request.Dimensions, request.Period) = (Dimensions(only), only.PeriodSeconds);
        }
        else
        {
            request.Metrics = [.. alarm.Queries.Select(Query)];
        }

        return request;
    }

    private static MetricDataQuery Query(AlarmQuery query) => new()
    {
        Id = query.Id,
        Expression = query.Expression,
        Label = query.Label,
        ReturnData = query.IsWatched,
        MetricStat = query.Metric is not { } metric ? null : new MetricStat
        {
            Metric = new Metric { Namespace = metric.Namespace, MetricName = metric.Name, Dimensions = Dimensions(metric) },
            Period = metric.PeriodSeconds,
            Stat = metric.Statistic,
        },
    };

    private static List<Dimension> Dimensions(AlarmMetric metric) => [.. metric.Dimensions.Select(pair => new Dimension { Name = pair.Key, Value = pair.Value })];

    private static StandardAlarm AsPut(MetricAlarm has, StandardAlarm wanted) => wanted with
    {
        Description = has.AlarmDescription ?? "",
        Queries = [.. AlarmSource.QueriesOf(has).OrderBy(query => wanted.Queries.IndexOf(wanted.Queries.FirstOrDefault(own => own.Id == query.Id)!))],
        Comparison = has.ComparisonOperator?.Value ?? "",
        Threshold = has.Threshold ?? 0,
        Periods = has.EvaluationPeriods == (has.DatapointsToAlarm ?? has.EvaluationPeriods) ? has.EvaluationPeriods ?? 0 : 0,
        TreatMissingData = has.TreatMissingData ?? "missing",
        Actions = [.. has.AlarmActions ?? []],
    };
}
