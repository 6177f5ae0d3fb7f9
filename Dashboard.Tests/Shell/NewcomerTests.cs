using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Shell;

/// <summary>What the README's first command does, in a process of its own: only there does the embedded simulated AWS start as Program has it.</summary>
public sealed partial class NewcomerTests
{
    private const int AtMost = 30;

    [Fact]
    public async Task The_first_command_shows_the_fleet_on_the_embedded_simulated_AWS_with_a_silent_log()
    {
        var data = Directory.CreateTempSubdirectory("newcomer-");
        var log = new ConcurrentQueue<string>();
        using var app = Start(data);
        try
        {
            using var http = new HttpClient { BaseAddress = await ListeningAsync(app, log) };
            var form = new Dictionary<string, string> { ["person"] = "operator", ["returnUrl"] = "/", ["__RequestVerificationToken"] = await RunningDashboard.TokenAsync(http, "/sign-in", Cancel) };
            var page = await (await http.PostAsync("/sign-in/demo", new FormUrlEncodedContent(form), Cancel)).Content.ReadAsStringAsync(Cancel);

            // Each page waits for the first reading a while itself.
            for (var asked = 1; asked < AtMost && !page.Contains("checkout", StringComparison.Ordinal); asked++)
                page = await http.GetStringAsync("/", Cancel);

            Assert.Contains("checkout", page, StringComparison.Ordinal);
            Assert.DoesNotContain(log, line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("warn:", StringComparison.Ordinal));
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync(CancellationToken.None);
            data.Delete(recursive: true);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Process Start(DirectoryInfo data)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "global.json")))
            root = root.Parent;
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = Path.Combine(root.FullName, "Dashboard"),
            RedirectStandardOutput = true,
            Environment = { ["Store__Path"] = Path.Combine(data.FullName, "dashboard.db") },
        };
        foreach (var key in start.Environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || key == "DOTNET_ENVIRONMENT").ToList())
            start.Environment.Remove(key);
        return Process.Start(start)!;
    }

    private static async Task<Uri> ListeningAsync(Process app, ConcurrentQueue<string> log)
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        app.OutputDataReceived += (_, line) =>
        {
            log.Enqueue(line.Data ?? "");
            if (line.Data is null)
                listening.TrySetException(new InvalidOperationException("It ended: " + string.Join('\n', log)));
            else if (Address().Match(line.Data) is { Success: true } found)
                listening.TrySetResult(new Uri(found.Groups[1].Value));
        };
        app.BeginOutputReadLine();
        return await listening.Task.WaitAsync(Cancel);
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Address();
}
