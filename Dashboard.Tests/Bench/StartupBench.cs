using System.Diagnostics;

namespace Dashboard.Tests.Bench;

/// <summary>From process start to the first complete page: signed in, the fleet with its data in the HTML.</summary>
internal static class StartupBench
{
    private const int Runs = 5;

    public static async Task RunAsync(string[] args)
    {
        List<double> health = [], page = [];
        for (var run = 0; run <= Runs; run++)
        {
            using var app = PublishedApp.Start();
            await app.AnsweringAsync("/health");
            var healthy = Stopwatch.GetElapsedTime(app.StartedAt).TotalMilliseconds;
            using var person = await SignedIn.AsAsync(app.Uri, "on-call");
            while (!(await person.Http.GetStringAsync("/")).Contains("checkout", StringComparison.Ordinal))
                await Task.Delay(5);
            var complete = Stopwatch.GetElapsedTime(app.StartedAt).TotalMilliseconds;

            // The first run warms the disk's cache and is not counted.
            if (run > 0)
            {
                health.Add(healthy);
                page.Add(complete);
            }
        }

        Console.WriteLine($"startup, {Runs} runs            min     median      max");
        Console.WriteLine(Row("/health answers (baseline)", health));
        Console.WriteLine(Row("first complete fleet page", page));
        Console.WriteLine($"ratio of the medians: {Median(page) / Median(health):0.00}");
    }

    private static string Row(string name, List<double> values) => $"{name,-28}{values.Min(),7:0} ms{Median(values),7:0} ms{values.Max(),7:0} ms";

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
