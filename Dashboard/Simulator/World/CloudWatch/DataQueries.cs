namespace Dashboard.Simulator;

/// <summary>Answers a set of metric data queries that may refer to each other.</summary>
internal sealed class DataQueries(MetricStore store, IReadOnlyList<MetricDataQuery> queries, DateTimeOffset from, DateTimeOffset to)
{
    private readonly Dictionary<string, MetricDataQuery> byId = queries.DistinctBy(query => query.Id).ToDictionary(query => query.Id, StringComparer.Ordinal);

    /// <summary>One value per period, NaN where there is no datapoint.</summary>
    public (long From, int Period, double[] Values) Answer(MetricDataQuery query)
    {
        var period = PeriodOf(query, depth: 0);
        var start = from.ToUnixTimeSeconds() / period * period;
        return (start, period, Values(query, period, start, depth: 0));
    }

    private double[] Values(MetricDataQuery query, int period, long start, int depth)
    {
        var end = to.ToUnixTimeSeconds();
        if (query.MetricStat is { } stat)
            return store.Read(stat.Metric, Statistic.Parse(stat.Stat) ?? throw Wrong($"The value '{stat.Stat}' for parameter Stat is not supported."), period, start, end);
        var length = (int)Math.Max(0, (end - start + period - 1) / period);
        return MetricMath.Evaluate(query.Expression!, length, id => byId.GetValueOrDefault(id) is { } used ? Values(used, period, start, Deeper(depth)) : null);
    }

    /// <summary>An expression's period is the longest of those it uses.</summary>
    private int PeriodOf(MetricDataQuery query, int depth)
    {
        if (query.MetricStat is { } stat)
            return stat.Period > 0 && stat.Period % 60 == 0 ? stat.Period : throw Wrong($"Period {stat.Period} must be a multiple of 60.");
        if (query.Expression is null)
            throw Wrong($"Either MetricStat or Expression is required in query '{query.Id}'.");
        var used = byId.Values.Where(other => other.Id != query.Id && Mentions(query.Expression, other.Id)).ToList();
        return used.Count == 0 ? query.Period ?? 60 : used.Max(other => PeriodOf(other, Deeper(depth)));
    }

    private static bool Mentions(string expression, string id)
    {
        for (var at = expression.IndexOf(id, StringComparison.Ordinal); at >= 0; at = expression.IndexOf(id, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !IsName(expression[at - 1])) && (at + id.Length == expression.Length || !IsName(expression[at + id.Length])))
                return true;
        return false;
    }

    private static bool IsName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private static int Deeper(int depth) => depth < 10 ? depth + 1 : throw Wrong("The expressions refer to each other in a circle.");

    private static SimulatedAwsException Wrong(string message) => new("ValidationError", message);
}
