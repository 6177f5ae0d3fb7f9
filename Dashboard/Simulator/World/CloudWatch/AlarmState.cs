namespace Dashboard.Simulator;

/// <summary>A metric alarm that is evaluated as the clock goes on, one period after the other. Not safe without its book's lock.</summary>
internal sealed class AlarmState
{
    /// <summary>An evaluation waits for its datapoints to be published.</summary>
    private const int DelaySeconds = 12;
    private readonly List<AlarmHistoryItem> history = [];
    private long evaluated;
    private string value;
    private string reason;
    private DateTimeOffset since;
    private DateTimeOffset updated;

    public AlarmState(MetricAlarm definition, DateTimeOffset from, string value, string reason, DateTimeOffset since)
    {
        (Definition, this.value, this.reason, this.since, updated) = (definition, value, reason, since, since);
        evaluated = from.ToUnixTimeSeconds() / Period * Period;
    }

    public MetricAlarm Definition { get; }
    public IReadOnlyList<AlarmHistoryItem> History => history;
    private int Period => Definition.Period ?? Definition.Metrics?.Max(query => query.MetricStat?.Period) ?? 60;

    public MetricAlarm View => Definition with
    {
        StateValue = value,
        StateReason = reason,
        StateUpdatedTimestamp = updated,
        StateTransitionedTimestamp = since,
        StateReasonData = null,
    };

    public void Remember(AlarmHistoryItem item) => history.Add(item);

    public void Advance(MetricStore store, DateTimeOffset now)
    {
        var last = (now.ToUnixTimeSeconds() - DelaySeconds) / Period * Period;
        if (last <= evaluated)
            return;
        var window = Definition.EvaluationPeriods;
        var first = evaluated + Period - ((long)window * Period);
        var values = Values(store, first, last);
        for (var end = evaluated + Period; end <= last; end += Period)
        {
            var newest = (int)((end - first) / Period);
            Judge(values.AsSpan(newest - window, window), end);
        }

        evaluated = last;
    }

    private double[] Values(MetricStore store, long from, long to)
    {
        var queries = Definition.Metrics is { Count: > 0 } metrics ? metrics
            : [new MetricDataQuery("m") { MetricStat = new MetricStat(new Metric(Definition.Namespace!, Definition.MetricName!, Definition.Dimensions), Period, Definition.ExtendedStatistic ?? Definition.Statistic ?? "Average") }];
        var asked = queries.FirstOrDefault(query => query.ReturnData ?? queries.Count == 1) ?? queries[0];
        return new DataQueries(store, queries, DateTimeOffset.FromUnixTimeSeconds(from), DateTimeOffset.FromUnixTimeSeconds(to)).Answer(asked).Values;
    }

    private void Judge(ReadOnlySpan<double> datapoints, long end)
    {
        var (breaching, missing) = (0, 0);
        foreach (var datapoint in datapoints)
        {
            if (double.IsNaN(datapoint))
                missing++;
            if (double.IsNaN(datapoint) ? Definition.TreatMissingData == "breaching" : Breaches(datapoint))
                breaching++;
        }

        var silent = missing == datapoints.Length;
        var next = silent && Definition.TreatMissingData is null or "missing" ? "INSUFFICIENT_DATA"
            : silent && Definition.TreatMissingData == "ignore" ? value
            : breaching >= (Definition.DatapointsToAlarm ?? Definition.EvaluationPeriods) ? "ALARM"
            : "OK";
        if (next != value)
            Turn(next, datapoints, breaching, DateTimeOffset.FromUnixTimeSeconds(end + DelaySeconds), end);
    }

    private void Turn(string next, ReadOnlySpan<double> datapoints, int breaching, DateTimeOffset at, long end)
    {
        var before = value;
        (value, since, updated) = (next, at, at);
        reason = AlarmReason.For(Definition, next, datapoints, breaching, end, Period);
        history.Add(AlarmReason.Update(Definition.AlarmName, "MetricAlarm", before, next, reason, at));
    }

    private bool Breaches(double datapoint) => Definition.ComparisonOperator switch
    {
        "GreaterThanThreshold" => datapoint > Definition.Threshold,
        "GreaterThanOrEqualToThreshold" => datapoint >= Definition.Threshold,
        "LessThanThreshold" => datapoint < Definition.Threshold,
        _ => datapoint <= Definition.Threshold,
    };
}
