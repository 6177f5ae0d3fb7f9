using System.Diagnostics;

namespace Dashboard.Tests.Bench.Kills;

/// <summary>A <see cref="RollbackProcess"/> as its parent sees it.</summary>
internal sealed class DashboardProcess : IDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> said = [];

    private DashboardProcess(Uri aws, string database, Guid intent, string[] more)
    {
        string[] arguments = [typeof(DashboardProcess).Assembly.Location, "bench", RollbackProcess.Name, "--aws", aws.ToString(), "--db", database, "--intent", intent.ToString(), .. more];
        process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOTNET_TieredPGO"] = "0" } })!;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Completes when it follows what is open; fails when it ended before.</summary>
    public Task Running => running.Task;

    /// <summary>Completes when it has ended, killed or not.</summary>
    public Task Ended => process.WaitForExitAsync();

    public string Said
    {
        get
        {
            lock (said)
                return string.Join(" | ", said);
        }
    }

    public static DashboardProcess Start(Uri aws, string database, Guid intent, params string[] more) => new(aws, database, intent, more);

    /// <summary>SIGKILL.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line == "running")
            running.TrySetResult();
        else if (line is null && process.HasExited)
            running.TrySetException(new InvalidOperationException("It ended before it ran: " + Said));
        if (line is null)
            return;
        lock (said)
            said.Add(line);
    }
}
