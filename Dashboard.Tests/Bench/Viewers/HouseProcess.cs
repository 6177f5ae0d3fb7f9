using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Dashboard.Tests.Bench.Viewers;

/// <summary>A <see cref="ViewersHouse"/> on the first core, where this process keeps off it. Dispose ends it.</summary>
internal sealed class HouseProcess : IDisposable
{
    private readonly Process process;
    private readonly Channel<string> answers = Channel.CreateUnbounded<string>();
    private readonly Lock gate = new();
    private readonly List<(double At, int Rows)> boards = [];
    private readonly List<double> metrics = [];

    private HouseProcess(Process process) => this.process = process;

    public Uri Uri { get; private set; } = default!;

    /// <summary>When a board was published on which rows look different, milliseconds since the epoch, and how many do.</summary>
    public (double At, int Rows)[] Boards
    {
        get
        {
            lock (gate)
                return [.. boards];
        }
    }

    /// <summary>When metrics were published, milliseconds since the epoch.</summary>
    public double[] Metrics
    {
        get
        {
            lock (gate)
                return [.. metrics];
        }
    }

    /// <param name="kind">live, minutes or plain.</param>
    public static async Task<HouseProcess> StartAsync(Uri aws, string kind)
    {
        string[] self = [Path.Combine(AppContext.BaseDirectory, "Dashboard.Tests.dll"), "bench", ViewersHouse.Name, "--aws", aws.ToString(), "--kind", kind];
        string[] command = Cores.Two ? ["taskset", "-c", "0", "dotnet", .. self] : ["dotnet", .. self];
        var house = new HouseProcess(Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        _ = house.ReadAsync();
        house.Uri = new Uri((await house.AnswerAsync("listening"))[0]);
        return house;
    }

    /// <summary>Everything is a minute later there, and has been read anew.</summary>
    public Task MinuteAsync() => AskAsync("minute", "done");

    /// <summary>What is resident after everything that can be collected was, bytes.</summary>
    public async Task<long> MemoryAsync() => long.Parse((await AskAsync("memory", "memory"))[0], CultureInfo.InvariantCulture);

    /// <summary>Processor time since its start, milliseconds.</summary>
    public async Task<double> ProcessorAsync() => Number((await AskAsync("processor", "processor"))[0]);

    /// <summary>Goes on until little is compiled anew: the compiler works in the background, on the core that is measured, as long as there is something hot that it has not seen.</summary>
    /// <param name="someSecondsAsync">Passes some time as what is measured afterwards does.</param>
    public async Task CompiledAsync(Func<Task> someSecondsAsync)
    {
        const int Little = 25, Most = 10;
        var before = 0L;
        for (var round = 0; round < Most; round++)
        {
            await someSecondsAsync();
            var now = long.Parse((await AskAsync("compiled", "compiled"))[0], CultureInfo.InvariantCulture);
            if (now - before < Little)
                return;
            before = now;
        }
    }

    /// <summary>What else a viewer could leave behind: bytes on the heap, handles, threads, and who listens to the feeds.</summary>
    public async Task<(long Heap, int Handles, int Threads, int Subscriptions)> RestAsync()
    {
        var words = (await AskAsync("rest", "rest")).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return (words[0], (int)words[1], (int)words[2], (int)words[3]);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task<string[]> AskAsync(string what, string answer)
    {
        await process.StandardInput.WriteLineAsync(what);
        return await AnswerAsync(answer);
    }

    private async Task<string[]> AnswerAsync(string kind)
    {
        while (true)
        {
            var words = (await answers.Reader.ReadAsync()).Split(' ');
            if (words[0] == kind)
                return words[1..];
        }
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            lock (gate)
            {
                if (words is ["board", var at, var rows])
                    boards.Add((Number(at), int.Parse(rows, CultureInfo.InvariantCulture)));
                else if (words is ["metrics", var when])
                    metrics.Add(Number(when));
                else
                    answers.Writer.TryWrite(line);
            }
        }

        answers.Writer.TryComplete();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Who runs where.</summary>
internal static class Cores
{
    public static bool Two => OperatingSystem.IsLinux() && Environment.ProcessorCount >= 2 && File.Exists("/usr/bin/taskset");

    /// <summary>Leaves the first core to what is measured.</summary>
    public static void LeaveTheFirst()
    {
        if (Two)
#pragma warning disable CA1416 // Two is true on Linux only.
            Process.GetCurrentProcess().ProcessorAffinity = 2;
#pragma warning restore CA1416
    }
}
