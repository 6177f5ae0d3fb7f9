using Dashboard.Store;
using Dashboard.Ui;
using Microsoft.Data.Sqlite;

namespace Dashboard.Audit;

/// <summary>
/// <c>dotnet run --project Dashboard -- audit verify [--db FILE] [--log FILE]… [--head SEQUENCE:HASH]…</c>: checks the trail, also
/// against the heads that the dashboard's log names (<c>--log -</c> reads them from standard input). It only reads, and the dashboard may run meanwhile.
/// </summary>
public static class AuditCommand
{
    private const int Whole = 0, Broken = 1, BadUse = 2;
    private const string Use = "audit verify [--db FILE] [--log FILE]... [--head SEQUENCE:HASH]...";

    /// <returns>The process's exit code: 0 whole, 1 broken, 2 when it could not be checked.</returns>
    public static int Run(string[] args, IConfiguration configuration) => Run(args, configuration, Console.In, Console.Out, Console.Error);

    public static int Run(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter errors)
    {
        try
        {
            if (Options(args) is not { } options)
            {
                errors.WriteLine(Use);
                return BadUse;
            }

            var heads = options["--log"].SelectMany(file => Heads(file, input)).Concat(options["--head"].SelectMany(AuditHead.In)).Distinct().ToList();
            var path = options["--db"].Select(Typed).LastOrDefault() ?? configuration["Store:Path"] ?? new StoreOptions().Path;
            using var connection = new DatabaseFile(path).OpenToRead();
            return Tell(new AuditVerification(connection, heads).Run(CancellationToken.None), heads.Count, output);
        }
        catch (SqliteException error)
        {
            errors.WriteLine($"The trail could not be read: {error.Message.TrimEnd('.')}. Name the dashboard's database with --db FILE; it must be of this version, which it is once the dashboard has started on it.");
            return BadUse;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
            return BadUse;
        }
    }

    /// <returns>Null where the arguments make no sense.</returns>
    private static ILookup<string, string>? Options(string[] args)
    {
        if (args is not ["verify", .. var rest] || rest.Length % 2 != 0)
            return null;
        var pairs = rest.Chunk(2).Select(pair => (Name: pair[0], Value: pair[1])).ToList();
        return pairs.All(pair => pair.Name is "--db" or "--log" || (pair.Name == "--head" && AuditHead.In(pair.Value).Any())) ? pairs.ToLookup(pair => pair.Name, pair => pair.Value) : null;
    }

    private static IEnumerable<AuditHead> Heads(string file, TextReader input)
    {
        using var opened = file == "-" ? null : new StreamReader(Typed(file));
        var lines = opened ?? input;
        while (lines.ReadLine() is { } line)
            if (line.Contains("Audit head", StringComparison.Ordinal))
                foreach (var head in AuditHead.In(line))
                    yield return head;
    }

    // dotnet run starts a web application in its project's folder, and a relative path is meant from where it was typed.
    private static string Typed(string file) =>
        !File.Exists(file) && Environment.GetEnvironmentVariable("PWD") is { Length: > 0 } folder && Path.Combine(folder, file) is var there && File.Exists(there) ? there : file;

    private static int Tell(AuditVerdict verdict, int heads, TextWriter output)
    {
        output.WriteLine(verdict);
        if (verdict.Head is { } head)
            output.WriteLine($"Head {head}");
        if (verdict.IsWhole)
            output.WriteLine(heads > 0 ? $"It agrees with {Format.Plural(heads, "head")} of the log."
                : "Without --log or --head a trail that was cut off or written anew as a whole would look the same: give it the log's lines with \"Audit head\".");
        return verdict.IsWhole ? Whole : Broken;
    }
}
