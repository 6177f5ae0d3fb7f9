using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Alarms.Standard;

/// <summary>A standard alarm as the request that puts it: what <c>aws cloudwatch put-metric-alarm --cli-input-json</c> takes, and what CloudFormation calls its properties.</summary>
public static class AlarmJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Equal for alarms of which the same would be put.</summary>
    public static string Request(StandardAlarm alarm) => Properties(alarm).ToJsonString(Indented);

    public static string Line(StandardAlarm alarm) => Properties(alarm).ToJsonString(OneLine);

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html</summary>
    public static string CloudFormation(IEnumerable<StandardAlarm> alarms) => new JsonObject
    {
        ["AWSTemplateFormatVersion"] = "2010-09-09",
        ["Resources"] = new JsonObject(alarms.Select(alarm => KeyValuePair.Create<string, JsonNode?>(LogicalId(alarm.Name), new JsonObject { ["Type"] = "AWS::CloudWatch::Alarm", ["Properties"] = Properties(alarm) }))),
    }.ToJsonString(Indented);

    private static JsonObject Properties(StandardAlarm alarm)
    {
        var json = new JsonObject { ["AlarmName"] = alarm.Name, ["AlarmDescription"] = alarm.Description, ["ActionsEnabled"] = true };
        if (!alarm.Actions.IsEmpty)
            json["AlarmActions"] = new JsonArray([.. alarm.Actions.Select(action => (JsonNode)action)]);
        if (alarm.Queries is [{ Metric: { } only }])
        {
            (json["Namespace"], json["MetricName"], json["Statistic"]) = (only.Namespace, only.Name, only.Statistic);
            (json["Dimensions"], json["Period"]) = (Dimensions(only), only.PeriodSeconds);
        }
        else
        {
            json["Metrics"] = new JsonArray([.. alarm.Queries.Select(Query)]);
        }

        (json["EvaluationPeriods"], json["DatapointsToAlarm"], json["Threshold"]) = (alarm.Periods, alarm.Periods, alarm.Threshold);
        (json["ComparisonOperator"], json["TreatMissingData"]) = (alarm.Comparison, alarm.TreatMissingData);
        return json;
    }

    private static JsonNode Query(AlarmQuery query)
    {
        var json = new JsonObject { ["Id"] = query.Id };
        if (query.Metric is { } metric)
            json["MetricStat"] = new JsonObject
            {
                ["Metric"] = new JsonObject { ["Namespace"] = metric.Namespace, ["MetricName"] = metric.Name, ["Dimensions"] = Dimensions(metric) },
                ["Period"] = metric.PeriodSeconds,
                ["Stat"] = metric.Statistic,
            };
        else
            json["Expression"] = query.Expression;
        if (query.Label is not null)
            json["Label"] = query.Label;
        json["ReturnData"] = query.IsWatched;
        return json;
    }

    private static JsonArray Dimensions(AlarmMetric metric) => new([.. metric.Dimensions.Select(pair => (JsonNode)new JsonObject { ["Name"] = pair.Key, ["Value"] = pair.Value })]);

    // Letters and digits only; what lies between becomes a capital.
    private static string LogicalId(string name) =>
        string.Concat(name.Split(['-', '_', '.', '/'], StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + string.Concat(part.Skip(1).Where(char.IsAsciiLetterOrDigit))));
}
