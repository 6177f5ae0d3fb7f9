using System.Diagnostics;
using Dashboard.Tests.Alerts;

namespace Dashboard.Tests.Bench.Alerts;

/// <summary>A thousand alarms flip at once, and the process is killed at a random moment between the first look and the last message.</summary>
internal static class StormBench
{
    public const int Teams = 20, ServicesPerTeam = 10, AlarmsPerService = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(int times)
    {
        Console.WriteLine($"storm: {Teams * ServicesPerTeam * AlarmsPerService} alarms of {Teams * ServicesPerTeam} services flip at once, {Teams} teams with a channel each; {times} kills at random moments");
        var random = new Random(11);
        var (lost, repeats, unmarked, mostRepeats, mostMessages) = (0, 0, 0, 0, 0);
        for (var run = 0; run < times; run++)
        {
            var counts = await OnceAsync(TimeSpan.FromMilliseconds(random.Next(0, 600)));
            lost += counts.Count(team => team.All == 0);
            repeats += counts.Sum(team => team.Repeats);
            unmarked += counts.Count(team => team.All - team.Repeats > 1);
            mostRepeats = Math.Max(mostRepeats, counts.Sum(team => team.Repeats));
            mostMessages = Math.Max(mostMessages, counts.Sum(team => team.All));
        }

        Console.WriteLine($"  messages without a kill {Teams} (one for each channel), with one at most {mostMessages}; lost {lost}, repeated {repeats}, of these not marked {unmarked}, most repeats after one kill {mostRepeats}");
    }

    private static async Task<(int All, int Repeats)[]> OnceAsync(TimeSpan after)
    {
        var folder = Directory.CreateTempSubdirectory("alerts-storm-");
        await using var slack = await SlackDouble.StartAsync();
        try
        {
            string[] arguments = [typeof(StormBench).Assembly.Location, "bench", AlertsProcess.Name, "--db", Path.Combine(folder.FullName, "dashboard.db"), "--api", slack.ApiUrl];
            using (var first = Start(arguments))
            {
                await first.StandardOutput.ReadLineAsync();
                await Task.Delay(after);
                first.Kill();
                await first.WaitForExitAsync();
            }

            using var second = Start(arguments);
            while (await second.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line && line != "done")
            {
            }

            second.Kill();
            await second.WaitForExitAsync();
            var byChannel = slack.Messages.ToLookup(message => message.Channel);
            return [.. Enumerable.Range(0, Teams).Select(team => (byChannel[AlertsProcess.Channel(team)].Count(), byChannel[AlertsProcess.Channel(team)].Count(message => message.Text.StartsWith("_Repeat", StringComparison.Ordinal))))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
}
