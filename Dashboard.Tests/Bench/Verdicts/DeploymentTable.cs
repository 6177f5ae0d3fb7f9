using Dashboard.Metrics.Changes;

namespace Dashboard.Tests.Bench.Verdicts;

/// <summary>
/// Three hours before a deployment, of which all but ours use the last, and a quarter of an hour after it, errors rising from 1 %: of each
/// statistic the share seen when its threshold is set, row by row, to 1 % false alarms. Of ours also how often it says so, and says so wrongly, by itself.
/// </summary>
internal static class DeploymentTable
{
    private static readonly (string Name, double PerMinute, double After, double Likeness)[] Rows =
    [
        ("2/min, 5 %", 2, 0.05, 0), ("2/min, 10 %", 2, 0.10, 0), ("20/min, 3 %", 20, 0.03, 0), ("20/min, 5 %", 20, 0.05, 0),
        ("20/min, 5 %, overdispersed", 20, 0.05, 0.02), ("200/min, 3 %, overdispersed", 200, 0.03, 0.02),
    ];

    private const int Before = 180, Hour = 60, Since = 15;

    private static readonly (string Name, Func<ObservedErrors[], ObservedErrors[], double> Score)[] Statistics =
    [
        ("ours", Ours),
        ("ours of 1 h", (before, after) => Ours(before[^Hour..], after)),
        ("Mann-Whitney", (before, after) => Watchers.RankSum(Rates(before[^Hour..]), Rates(after))),
        ("E-divisive", (before, after) => Energy(before[^Hour..], after)),
        ("exact pooled", (before, after) => RateSample.Of(after).Requests > 0 ? RateTest.Exact(RateSample.Of(before[^Hour..]), RateSample.Of(after)) : 0),
        ("highest minute", (_, after) => Rates(after).DefaultIfEmpty().Max()),
    ];

    public static void Print(int runs)
    {
        Console.WriteLine($"Deployments, {runs} runs a row: share of rises seen at 1 % false alarms");
        Console.WriteLine($"{"",-30}{string.Concat(Statistics.Select(statistic => $"{statistic.Name,15}"))}{"said",10}{"wrongly",10}{"cannot tell",13}");
        foreach (var row in Rows)
        {
            var draws = new Draws(1);
            (ObservedErrors[] Before, ObservedErrors[] Same, ObservedErrors[] Worse)[] cases =
                [.. Enumerable.Range(0, runs).Select(_ => (Draw(draws, row, Before, 0.01), Draw(draws, row, Since, 0.01), Draw(draws, row, Since, row.After)))];
            Console.Write($"{row.Name,-30}");
            foreach (var (_, score) in Statistics)
            {
                var threshold = cases.Select(each => score(each.Before, each.Same)).Order().ElementAt((int)(0.99 * runs));
                Console.Write($"{cases.Average(each => score(each.Before, each.Worse) > threshold ? 1.0 : 0),15:N3}");
            }

            RateVerdict[] same = [.. cases.Select(each => RateTest.Of(each.Before, each.Same))], worse = [.. cases.Select(each => RateTest.Of(each.Before, each.Worse))];
            Console.WriteLine($"{Share(worse, ChangeAnswer.Rose),10:N3}{Share(same, ChangeAnswer.Rose, ChangeAnswer.Fell),10:N3}{Share(same, ChangeAnswer.CannotTell),13:N3}");
        }
    }

    private static double Ours(ObservedErrors[] before, ObservedErrors[] after) =>
        RateSample.Of(after).Requests > 0 ? RateTest.Compare(RateSample.Of(before), RateSample.Of(after)).Score : 0;

    private static double Share(RateVerdict[] verdicts, params ChangeAnswer[] answers) => verdicts.Average(verdict => answers.Contains(verdict.Answer) ? 1.0 : 0);

    private static ObservedErrors[] Draw(Draws draws, (string Name, double PerMinute, double After, double Likeness) row, int minutes, double rate) =>
        [.. Enumerable.Range(0, minutes).Select(minute =>
        {
            var requests = draws.Poisson(row.PerMinute);
            return new ObservedErrors(DateTimeOffset.UnixEpoch.AddMinutes(minute), draws.BetaBinomial(requests, rate, row.Likeness), requests);
        })];

    private static double[] Rates(ObservedErrors[] minutes) => [.. minutes.Where(minute => minute.Requests > 0).Select(minute => minute.Errors!.Value / minute.Requests!.Value)];

    /// <summary>The statistic of Matteson and James (JASA 109, 2014) at a split that is known.</summary>
    private static double Energy(ObservedErrors[] before, ObservedErrors[] after)
    {
        var (old, young) = (Rates(before), Rates(after));
        if (young.Length == 0)
            return 0;
        var distance = 2 * Mean(old, young) - Mean(old, old) - Mean(young, young);
        return distance * old.Length * young.Length / (old.Length + young.Length) * Math.Sign(young.Average() - old.Average());
    }

    private static double Mean(double[] left, double[] right) => left.Average(one => right.Average(other => Math.Abs(one - other)));
}
