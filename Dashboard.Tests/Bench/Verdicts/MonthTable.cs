using System.Collections.Immutable;
using Dashboard.Alarms.BlackBox;
using Dashboard.Metrics;
using Dashboard.Rollback.Suspects;

namespace Dashboard.Tests.Bench.Verdicts;

/// <summary>
/// Months of a service that is deployed twice a day: how many deployments that changed nothing were suspected at any look of the three hours
/// for which one is judged, by what; and of deployments that raised the errors, how many were named and how many minutes after.
/// </summary>
internal static class MonthTable
{
    private const int Days = 30, DeploymentsPerDay = 2, Tasks = 4;
    private static readonly int[] Looks = [2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 170];

    /// <param name="Swing">Of traffic with the day, and half of it of the error rate and the response time, as a share.</param>
    /// <param name="Worse">The rate since a deployment that is bad.</param>
    private sealed record Row(string Name, double PerMinute, double Rate, double Likeness, double Swing, double Worse);

    private static readonly Row[] Rows =
    [
        new("2/min", 2, 0.01, 0, 0, 0.2), new("20/min", 20, 0.01, 0, 0, 0.05), new("300/min", 300, 0.003, 0, 0, 0.02), new("20/min, overdispersed", 20, 0.01, 0.02, 0, 0.08),
        new("200/min, overdispersed", 200, 0.01, 0.02, 0, 0.04), new("20/min, daily cycle", 20, 0.01, 0, 0.6, 0.05), new("300/min, daily cycle", 300, 0.003, 0.005, 0.6, 0.03),
    ];

    public static void Print(int months)
    {
        Console.WriteLine($"Two deployments a day, {months} service-months a row: deployments suspected a month that changed nothing, and of bad ones the share named and after how long");
        Console.WriteLine($"{"",-28}{"errors",10}{"restarts",10}{"time",10}{"bad to",10}{"named",10}{"median",10}");
        foreach (var row in Rows)
        {
            var (quiet, bad) = (Judge(row, months, false), Judge(row, months, true));
            var waits = bad.Where(first => first?.Metric == JudgedMetric.ErrorRate).Select(first => first!.Value.Minutes).Order().ToList();
            Console.WriteLine($"{row.Name,-28}{Of(JudgedMetric.ErrorRate),10:N2}{Of(JudgedMetric.Restarts),10:N2}{Of(JudgedMetric.ResponseTime),10:N2}{row.Worse,10:P1}{(double)waits.Count / bad.Length,10:P0}{(waits.Count == 0 ? "-" : $"{waits[waits.Count / 2]} min"),10}");

            double Of(JudgedMetric metric) => (double)quiet.Count(first => first?.Metric == metric) / months;
        }
    }

    private static (JudgedMetric Metric, int Minutes)?[] Judge(Row row, int months, bool isBad)
    {
        var found = new (JudgedMetric, int)?[months * Days * DeploymentsPerDay];
        Parallel.For(0, found.Length, number => found[number] = First(row, new Draws(number), isBad));
        return found;
    }

    private static (JudgedMetric, int)? First(Row row, Draws draws, bool isBad)
    {
        var served = Make.Noon.AddMinutes(draws.Whole(0, 1440));
        var phase = draws.Between(0, 1);
        int before = (int)VerdictInputs.Before.TotalMinutes, all = before + (int)VerdictInputs.JudgedFor.TotalMinutes;
        var wander = 0.0;
        (double Requests, double Errors, double Seconds)[] minutes = [.. Enumerable.Range(0, all).Select(minute =>
        {
            var wave = row.Swing * Math.Sin(2 * Math.PI * (phase + minute / 1440.0));
            var requests = draws.Poisson(row.PerMinute * (1 + wave));
            wander = 0.7 * wander + 0.7 * draws.Normal();
            return ((double)requests, (double)draws.BetaBinomial(requests, isBad && minute >= before + 1 ? row.Worse : row.Rate * (1 + wave / 2), row.Likeness), 0.2 * Math.Exp(0.05 * wander + wave / 2));
        })];
        ImmutableArray<StoppedTask> stops = [.. Enumerable.Range(0, all).Where(_ => draws.Chance(1.0 / 1440)).Select(minute => StoppedTask.Of(Make.StoppedTask($"{minute}", served.AddMinutes(minute - before)))!)];
        foreach (var look in Looks)
        {
            var now = served.AddMinutes(look);
            var history = Make.History(Make.Key(), Make.Deployment(startedAt: served.AddMinutes(-2)) with { FinishedAt = served.AddMinutes(6) });
            var inputs = new VerdictInputs(Make.Service(desired: Tasks), history, [Make.Task("new", startedAt: served)], Series(minutes[..(before + look)], served.AddMinutes(-before)), [.. stops.Where(stop => stop.StoppedAt <= now)], now);
            if (VerdictJudge.Judge(inputs, Deteriorations.Of(inputs), []) is { Answer: VerdictAnswer.Suspected, Worse: { } worse })
                return (worse.Metric, look);
        }

        return null;
    }

    private static ServiceSeries Series((double Requests, double Errors, double Seconds)[] minutes, DateTimeOffset start)
    {
        return new(
            ImmutableDictionary<ServiceMetric, Series>.Empty.Add(ServiceMetric.Requests, Of(minute => minute.Requests > 0 ? minute.Requests : null)).Add(ServiceMetric.TargetErrors, Of(minute => minute.Errors > 0 ? minute.Errors : null)).Add(ServiceMetric.ResponseP95, Of(minute => minute.Requests > 0 ? minute.Seconds : null)),
            Of(minute => ErrorRate.Percent(minute.Requests > 0 ? minute.Requests : null, minute.Errors, null, true)), null);

        Series Of(Func<(double Requests, double Errors, double Seconds), double?> value) => new(start, TimeSpan.FromMinutes(1), [.. minutes.Select(value)]);
    }
}
