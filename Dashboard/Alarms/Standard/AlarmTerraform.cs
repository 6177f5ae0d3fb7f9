namespace Dashboard.Alarms.Standard;

/// <summary>Standard alarms as Terraform. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm</summary>
public static class AlarmTerraform
{
    public static string Of(IEnumerable<StandardAlarm> alarms) => string.Join("\n", alarms.Select(Resource));

    private static string Resource(StandardAlarm alarm)
    {
        List<(string, string)> settings = [("alarm_name", Quoted(alarm.Name)), ("alarm_description", Quoted(alarm.Description))];
        if (!alarm.Actions.IsEmpty)
            settings.Add(("alarm_actions", $"[{string.Join(", ", alarm.Actions.Select(Quoted))}]"));
        settings.AddRange([("comparison_operator", Quoted(alarm.Comparison)), ("evaluation_periods", StandardAlarms.Text(alarm.Periods)), ("datapoints_to_alarm", StandardAlarms.Text(alarm.Periods)), ("threshold", StandardAlarms.Text(alarm.Threshold)), ("treat_missing_data", Quoted(alarm.TreatMissingData))]);
        var rest = "";
        if (alarm.Queries is [{ Metric: { } only }])
        {
            settings.AddRange([("namespace", Quoted(only.Namespace)), ("metric_name", Quoted(only.Name)), ("statistic", Quoted(only.Statistic)), ("period", Seconds(only))]);
            rest = Dimensions(only, "  ");
        }
        else
        {
            rest = string.Concat(alarm.Queries.Select(Query));
        }

        return $"resource \"aws_cloudwatch_metric_alarm\" {Quoted(Identifier(alarm.Name))} {{\n{Lines(settings, "  ")}{rest}}}\n";
    }

    private static string Query(AlarmQuery query)
    {
        List<(string, string)> settings = [("id", Quoted(query.Id))];
        if (query.Expression is { } expression)
            settings.Add(("expression", Quoted(expression)));
        if (query.Label is { } label)
            settings.Add(("label", Quoted(label)));
        settings.Add(("return_data", query.IsWatched ? "true" : "false"));
        return $"\n  metric_query {{\n{Lines(settings, "    ")}{(query.Metric is { } metric ? Metric(metric) : "")}  }}\n";
    }

    private static string Metric(AlarmMetric metric) =>
        $"    metric {{\n{Lines([("namespace", Quoted(metric.Namespace)), ("metric_name", Quoted(metric.Name)), ("stat", Quoted(metric.Statistic)), ("period", Seconds(metric))], "      ")}{Dimensions(metric, "      ")}    }}\n";

    private static string Dimensions(AlarmMetric metric, string indent) =>
        $"{indent}dimensions = {{\n{Lines([.. metric.Dimensions.Select(pair => (pair.Key, Quoted(pair.Value)))], indent + "  ")}{indent}}}\n";

    // Aligned as terraform fmt does it.
    private static string Lines(IReadOnlyCollection<(string Name, string Value)> settings, string indent)
    {
        var width = settings.Max(setting => setting.Name.Length);
        return string.Concat(settings.Select(setting => $"{indent}{setting.Name.PadRight(width)} = {setting.Value}\n"));
    }

    private static string Seconds(AlarmMetric metric) => StandardAlarms.Text(metric.PeriodSeconds ?? StandardAlarm.PeriodSeconds);

    // A ${ or %{ would be a template of Terraform's.
    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal) + "\"";

    private static string Identifier(string name)
    {
        var safe = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));
        return char.IsAsciiLetter(safe[0]) ? safe : "alarm_" + safe;
    }
}
