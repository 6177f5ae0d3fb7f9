using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dashboard.Tests.Bench;

/// <summary>The published product as a process of its own, on the simulated AWS with the demo sign-in.</summary>
internal sealed class PublishedApp : IDisposable
{
    private static string? published;
    private readonly Process process;
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("dashboard-bench-");

    private PublishedApp(string folder, string[] settings)
    {
        Uri = new Uri($"http://127.0.0.1:{FreePort()}");
        StartedAt = Stopwatch.GetTimestamp();
        process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(folder, "Dashboard.dll"), "--urls", Uri.ToString(), .. settings])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Limits__PagesPerPerson"] = "10000", ["Store__Path"] = Path.Combine(data.FullName, "dashboard.db") },
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }

    public Uri Uri { get; }

    /// <summary>A <see cref="Stopwatch"/> timestamp.</summary>
    public long StartedAt { get; }

    public static PublishedApp Start(params string[] settings) => new(published ??= Publish(), settings);

    /// <summary>Asks until <paramref name="path"/> answers 200.</summary>
    public async Task AnsweringAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = Uri };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(path);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(5);
        }
    }

    /// <summary>As ECS ends a task: SIGTERM.</summary>
    /// <returns>Until it was gone.</returns>
    public async Task<TimeSpan> TerminateAsync()
    {
        var since = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(since);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        data.Delete(recursive: true);
    }

    private static string Publish()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "global.json")))
            root = root.Parent;
        var folder = Directory.CreateTempSubdirectory("dashboard-published-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", "Dashboard", "-c", "Release", "--use-current-runtime", "-o", folder, "--nologo", "-v", "q"]) { WorkingDirectory = root.FullName, RedirectStandardOutput = true })!;
        var output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException(output);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
