using System.Globalization;
using System.Text.Json;

namespace Dashboard.Metrics.Changes;

/// <summary>
/// <c>dotnet run --project Dashboard -- changepoints FILE.csv [--json]</c>: a line per change point, with its zero-based row, the time and
/// the probability, parted by tabs. With <c>--json</c> an array of objects.
/// </summary>
public static class ChangePointsCommand
{
    private const int BadInput = 1, BadUse = 2;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>The process's exit code.</returns>
    public static int Run(string[] args) => Run(args, Console.Out, Console.Error);

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        string[] files = [.. args.Where(arg => arg != "--json")];
        if (files is not [var file] || file.StartsWith("--", StringComparison.Ordinal))
        {
            errors.WriteLine("changepoints FILE.csv [--json], where FILE.csv has the columns time, value or time, errors, requests");
            return BadUse;
        }

        try
        {
            var series = SeriesFile.Read(Typed(file, Environment.GetEnvironmentVariable("PWD")));
            foreach (var note in series.Notes)
                errors.WriteLine(note);
            var changes = series.Changes();
            output.Write(args.Contains("--json") ? AsJson(changes) : AsText(changes));
            output.Flush();
            return 0;
        }
        catch (FormatException error)
        {
            errors.WriteLine(error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.WriteLine(Directory.Exists(file) ? $"{file} is a directory." : error.Message);
        }

        return BadInput;
    }

    /// <summary><c>dotnet run</c> starts a web application in its project's folder, and a relative path is meant from where it was typed.</summary>
    internal static string Typed(string file, string? shellFolder) =>
        !File.Exists(file) && !string.IsNullOrEmpty(shellFolder) && Path.Combine(shellFolder, file) is var there && File.Exists(there) ? there : file;

    private static string AsText(IReadOnlyList<ChangePoint> changes) =>
        string.Concat(changes.Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Row}\t{Time(change.At)}\t{Rounded(change.Probability)}\n")));

    private static string AsJson(IReadOnlyList<ChangePoint> changes) => JsonSerializer.Serialize(
        changes.Select(change => new { change.Row, Time = Time(change.At), Probability = Rounded(change.Probability), change.Before, change.After }),
        Json) + "\n";

    /// <summary>Nothing here is certain.</summary>
    private static double Rounded(double probability) => Math.Min(0.9999, Math.Round(probability, 4));

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
