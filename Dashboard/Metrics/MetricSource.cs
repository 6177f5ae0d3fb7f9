using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Dashboard.Aws;
using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <summary>Asks CloudWatch for many metrics in few calls.</summary>
/// <remarks>aws cloudwatch get-metric-data: at most 500 queries and 100,800 datapoints a call.</remarks>
public sealed class MetricSource(AwsClients aws, TimeProvider time)
{
    private const string Operation = "cloudwatch:GetMetricData";
    private const int CallsAtOnce = 4;

    /// <summary>One answer per query. What fails is a fault of the queries in that call and never a zero.</summary>
    public async Task<MetricAnswers> ReadAsync(string target, IReadOnlyCollection<MetricQuery> queries, TimeSpanUtc span, TimeSpan period, CancellationToken cancel)
    {
        var answers = new ConcurrentDictionary<MetricQuery, MetricData>();
        var clients = aws.For(target);
        await Parallel.ForEachAsync(MetricBatches.Of(queries, span, period), new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancel }, async (batch, stop) =>
        {
            foreach (var (query, data) in await ReadBatchAsync(clients, batch, span, period, stop))
                answers[query] = data;
        });
        return new MetricAnswers(answers);
    }

    private async Task<IEnumerable<(MetricQuery, MetricData)>> ReadBatchAsync(TargetClients clients, MetricQuery[] batch, TimeSpanUtc span, TimeSpan period, CancellationToken cancel)
    {
        var results = batch.Select(_ => new Collected()).ToArray();
        var request = Request(batch, span, period);
        do
        {
            var (page, fault) = await clients.AskAsync(Operation, stop => clients.CloudWatch.GetMetricDataAsync(request, stop), cancel);
            if (page is null)
                return batch.Zip(results, (query, result) => (query, result.End(fault)));
            foreach (var result in page.MetricDataResults ?? [])
                if (result.Id is ['q', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < results.Length)
                    results[index].Add(result);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return batch.Zip(results, (query, result) => (query, result.End(result.FaultFor(query, time.GetUtcNow()))));
    }

    private static GetMetricDataRequest Request(MetricQuery[] batch, TimeSpanUtc span, TimeSpan period) => new()
    {
        StartTime = span.From.UtcDateTime,
        EndTime = span.To.UtcDateTime,
        ScanBy = ScanBy.TimestampAscending,
        MetricDataQueries = [.. batch.Select((query, index) => new MetricDataQuery
        {
            Id = $"q{index}",
            ReturnData = true,
            MetricStat = new MetricStat
            {
                Metric = new Metric { Namespace = query.Namespace, MetricName = query.Metric, Dimensions = Dimensions(query) },
                Period = (int)period.TotalSeconds,
                Stat = query.Statistic,
            },
        })],
    };

    private static List<Dimension> Dimensions(MetricQuery query) => [.. query.Dimensions.Select(one => new Dimension { Name = one.Name, Value = one.Value })];

    /// <summary>One query's datapoints over all pages. PartialData only means that more pages follow, unless it is the last word.</summary>
    private sealed class Collected
    {
        private readonly ImmutableArray<(DateTimeOffset, double)>.Builder points = ImmutableArray.CreateBuilder<(DateTimeOffset, double)>();
        private string? status;
        private string? message;

        public void Add(MetricDataResult page)
        {
            var count = Math.Min(page.Timestamps?.Count ?? 0, page.Values?.Count ?? 0);
            for (var index = 0; index < count; index++)
                points.Add((new DateTimeOffset(DateTime.SpecifyKind(page.Timestamps![index].ToUniversalTime(), DateTimeKind.Utc)), page.Values![index]));
            status = page.StatusCode?.Value ?? status;
            message = page.Messages?.FirstOrDefault()?.Value ?? message;
        }

        public MetricData End(Fault? fault) => new(points.ToImmutable(), fault);

        public Fault? FaultFor(MetricQuery query, DateTimeOffset now) => status switch
        {
            "Complete" => null,
            "Forbidden" => new Fault(FaultKind.Denied, $"CloudWatch forbids reading {query.Metric}. {message}".TrimEnd(), now) { Operation = Operation },
            "PartialData" => new Fault(FaultKind.Unreachable, $"CloudWatch gave only a part of {query.Metric}. {message}".TrimEnd(), now) { Operation = Operation },
            null => new Fault(FaultKind.Unreachable, $"CloudWatch left {query.Metric} out of its answer.", now) { Operation = Operation },
            _ => new Fault(FaultKind.Unreachable, $"CloudWatch failed on {query.Metric} ({status}). {message}".TrimEnd(), now) { Operation = Operation },
        };
    }
}
