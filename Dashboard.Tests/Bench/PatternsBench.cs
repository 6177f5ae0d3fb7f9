using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Logs.Patterns;

namespace Dashboard.Tests.Bench;

/// <summary>
/// Lines per second on one thread from a file to its patterns, beside counting lines that hold a word with grep and with a compiled regular
/// expression over the same file in the same run; medians of five. Memory is what the miner holds after the last line, and what it allocated.
/// </summary>
internal static partial class PatternsBench
{
    private const int Runs = 5, Generated = 1_000_000;

    public static async Task RunAsync(string[] args)
    {
        var file = args is [var given, ..] ? given : await GenerateAsync();
        try
        {
            var lines = Read(file, static _ => { });
            Console.WriteLine($"{file}: {lines:N0} lines, {new FileInfo(file).Length / 1e6:N0} MB");
            Console.WriteLine($"{"",-16} {"seconds",8} {"lines/s",12}");
            Print("patterns", lines, () => Mine(file));
            Print("regex ERROR", lines, () => Read(file, static line => Errors().IsMatch(line)));
            Print("grep -c ERROR", lines, () => Grep(file));
            Print("read only", lines, () => Read(file, static _ => { }));
            PrintMemory(file, lines);
        }
        finally
        {
            if (args.Length == 0)
                File.Delete(file);
        }
    }

    private static void Print(string name, long lines, Action run)
    {
        var seconds = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var watch = Stopwatch.StartNew();
            run();
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        var median = seconds.Order().ElementAt(Runs / 2);
        Console.WriteLine($"{name,-16} {median,8:N2} {lines / median,12:N0}");
    }

    private static void PrintMemory(string file, long lines)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var miner = Mine(file);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"{miner.Patterns().All.Count:N0} templates; held {held / 1e6:N1} MB, allocated {allocated / 1e6 / lines * 1e6:N1} MB per million lines");
    }

    private static PatternMiner Mine(string file)
    {
        PatternMiner miner;
        using (var beginning = new LineReader(file))
            miner = PatternMiner.For(beginning.Take(HeaderLayout.SampleLines));
        Read(file, line => miner.Add(line));
        miner.Patterns();
        return miner;
    }

    private static long Read(string file, Reader each)
    {
        using var reader = new LineReader(file);
        var lines = 0L;
        for (; reader.Next(out var line); lines++)
            each(line);
        return lines;
    }

    private static void Grep(string file)
    {
        using var grep = Process.Start(new ProcessStartInfo("grep", ["-c", "ERROR", file]) { RedirectStandardOutput = true })!;
        grep.StandardOutput.ReadToEnd();
        grep.WaitForExit();
    }

    /// <summary>A million lines of an invented shop: forty templates, skewed, with values of many kinds.</summary>
    private static async Task<string> GenerateAsync()
    {
        string[] verbs = ["accepted", "rejected", "reserved", "released", "shipped", "returned", "refunded", "priced"];
        string[] things = ["order", "basket", "parcel", "invoice", "voucher"];
        var random = new Random(1);
        var file = Path.GetTempFileName();
        await using var writer = new StreamWriter(file);
        var at = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);
        for (var line = 0; line < Generated; line++)
        {
            at = at.AddMilliseconds(random.Next(20));
            var template = (int)(random.NextDouble() * random.NextDouble() * 40);
            var level = template % 13 == 12 ? "ERROR" : template % 7 == 6 ? "WARN" : "INFO";
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm:ss.fff} {level} [worker-{random.Next(16)}] shop.{things[template % 5]}s: "));
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{things[template % 5]} {random.NextInt64():x16} {verbs[template / 5]} by 10.0.{random.Next(4)}.{random.Next(250)}:{random.Next(65000)} in {random.Next(900)} ms, total={random.Next(90000) / 100.0} items={random.Next(9)} path=/shop/{random.Next(9)}/{random.Next(9999)}"));
        }

        return file;
    }

    private delegate void Reader(ReadOnlySpan<char> line);

    [GeneratedRegex("ERROR")]
    private static partial Regex Errors();
}
