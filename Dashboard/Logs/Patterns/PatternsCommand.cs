using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Logs.Patterns;

/// <summary>
/// <c>dotnet run --project Dashboard -- patterns FILE [--json]</c>: one template id per line of the file, in order, an empty line, and
/// per template its id, count and text parted by tabs. With <c>--json</c> both as one object.
/// </summary>
public static class PatternsCommand
{
    private const int BadUse = 2;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The process's exit code.</returns>
    public static int Run(string[] args)
    {
        // The console's own writer sends every line by itself.
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
        return Run(args, output, Console.Error);
    }

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        string[] files = [.. args.Where(arg => arg != "--json")];
        if (files is not [var file] || file.StartsWith("--", StringComparison.Ordinal))
        {
            errors.WriteLine("patterns FILE [--json]");
            return BadUse;
        }

        try
        {
            var (ids, patterns) = Mine(Typed(file, Environment.GetEnvironmentVariable("PWD")));
            if (args.Contains("--json"))
                WriteJson(ids, patterns, output);
            else
                WriteText(ids, patterns, output);
            output.Flush();
            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.WriteLine(Directory.Exists(file) ? $"{file} is a directory." : error.Message);
            return BadUse;
        }
    }

    /// <summary><c>dotnet run</c> starts a web application in its project's folder, and a relative path is meant from where it was typed.</summary>
    internal static string Typed(string file, string? shellFolder) =>
        !File.Exists(file) && !string.IsNullOrEmpty(shellFolder) && Path.Combine(shellFolder, file) is var there && File.Exists(there) ? there : file;

    private static (List<int> Ids, MinedPatterns Patterns) Mine(string file)
    {
        List<string> sample;
        using (var beginning = new LineReader(file))
            sample = beginning.Take(HeaderLayout.SampleLines);
        var miner = PatternMiner.For(sample);
        var ids = new List<int>();
        using var lines = new LineReader(file);
        while (lines.Next(out var line))
            ids.Add(miner.Add(line));
        return (ids, miner.Patterns());
    }

    private static void WriteText(List<int> handles, MinedPatterns patterns, TextWriter output)
    {
        foreach (var handle in handles)
        {
            output.Write(patterns.All[patterns.ByHandle[handle]].Id);
            output.Write('\n');
        }

        output.Write('\n');
        foreach (var pattern in patterns.All)
            output.Write($"{pattern.Id}\t{pattern.Count}\t{LogText.OneLine(pattern.Template, LogPattern.LongestTemplate)}\n");
    }

    private static void WriteJson(List<int> handles, MinedPatterns patterns, TextWriter output) =>
        output.Write(JsonSerializer.Serialize(
            new
            {
                ids = handles.Select(handle => patterns.All[patterns.ByHandle[handle]].Id),
                templates = patterns.All.Select(pattern => new { pattern.Id, pattern.Template, pattern.Count, pattern.Example, pattern.Parameters }),
            },
            Json));
}
