namespace Dashboard.Simulator.Wire;

internal static class AlarmOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("cloudwatch", "DescribeAlarms", DescribeAlarms),
        new("cloudwatch", "DescribeAlarmHistory", DescribeAlarmHistory),
        new("cloudwatch", "PutMetricAlarm", PutMetricAlarm, Mutates: true),
        new("cloudwatch", "DeleteAlarms", DeleteAlarms, Mutates: true),
    ];

    /// <summary>Composite and log alarms come only when AlarmTypes asks for them.</summary>
    private static Shape DescribeAlarms(WireCall call)
    {
        var request = call.Request;
        var types = request.Texts("AlarmTypes");
        var names = request.Texts("AlarmNames");
        if (names.Length > 100)
            throw new WireFault("ValidationError", "The collection AlarmNames must not have a size greater than 100.");
        var filter = new AlarmFilter { AlarmNames = names.Length == 0 ? null : names, AlarmNamePrefix = request.Text("AlarmNamePrefix"), StateValue = request.Text("StateValue") };
        var metric = types.Length == 0 || types.Contains("MetricAlarm") ? call.Region.CloudWatch.MetricAlarms(filter) : [];
        var composite = types.Contains("CompositeAlarm") ? call.Region.CloudWatch.CompositeAlarms(filter) : [];
        var log = types.Contains("LogAlarm") ? call.Region.CloudWatch.LogAlarms(filter) : [];
        var (page, next) = Paging.Take<object>([.. composite, .. metric, .. log], request.Text("NextToken"), request.Int("MaxRecords"), 50, 100);
        return new Shape
        {
            ["CompositeAlarms"] = page.OfType<CompositeAlarm>().Pascal(),
            ["MetricAlarms"] = page.OfType<MetricAlarm>().Pascal(),
            ["LogAlarms"] = log.Count == 0 ? null : page.OfType<LogAlarm>().Pascal(),
            ["NextToken"] = next,
        };
    }

    private static Shape DescribeAlarmHistory(WireCall call)
    {
        var request = call.Request;
        var all = call.Region.CloudWatch.DescribeAlarmHistory(request.Text("AlarmName"), request.Text("HistoryItemType"), request.Instant("StartDate"), request.Instant("EndDate"), request.Text("ScanBy") != "TimestampAscending");
        var (page, next) = Paging.Take(all, request.Text("NextToken"), request.Int("MaxRecords"), 100, 100);
        return new Shape { ["AlarmHistoryItems"] = page.Pascal(), ["NextToken"] = next };
    }

    private static Shape PutMetricAlarm(WireCall call)
    {
        if (call.Request.Text("AlarmName") is not { Length: > 0 and <= 255 })
            throw new WireFault("ValidationError", "The parameter AlarmName must have 1 to 255 characters.");
        if (call.Request.Int("EvaluationPeriods") is null)
            throw new WireFault("MissingParameter", "The parameter EvaluationPeriods is required.");
        call.Region.CloudWatch.PutMetricAlarm(call.Request.Read<MetricAlarm>());
        return new Shape();
    }

    private static Shape DeleteAlarms(WireCall call)
    {
        call.Region.CloudWatch.DeleteAlarms(call.Request.Texts("AlarmNames"));
        return new Shape();
    }
}
