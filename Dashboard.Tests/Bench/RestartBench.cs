using Dashboard.Tests.Bench.Viewers;

namespace Dashboard.Tests.Bench;

/// <summary>How soon the process is gone after SIGTERM while two hundred people look.</summary>
internal static class RestartBench
{
    private const int Runs = 5, Viewers = 200;

    public static async Task RunAsync(string[] args)
    {
        List<double> seconds = [];
        for (var run = 0; run < Runs; run++)
        {
            using var app = PublishedApp.Start();
            await app.AnsweringAsync("/health/ready");
            using var person = await SignedIn.AsAsync(app.Uri, "on-call");
            var crowd = new Crowd(person, "/");
            await crowd.GrowAsync(Viewers);
            seconds.Add((await app.TerminateAsync()).TotalSeconds);
            await crowd.DropAsync();
        }

        Console.WriteLine($"SIGTERM with {Viewers} viewers, {Runs} runs: gone after {Spread.MedianOf(seconds):N1} s in the median, {seconds.Max():N1} s at most (goal 5)");
    }
}
