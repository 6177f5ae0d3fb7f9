using System.Globalization;
using System.Text.Json;
using Dashboard.Metrics.Changes;

namespace Dashboard.Tests.Metrics.Changes;

public sealed class ChangePointsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void It_prints_row_time_and_probability_of_each_change()
    {
        var (code, output, errors) = Run(File(Lines("time,value", point => $"{point.At:yyyy-MM-ddTHH:mm:ssZ},{point.Value}")));

        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(@"^200\t2026-03-02T10:20:00Z\t0\.99\d+\n$", output);
    }

    [Theory]
    [InlineData("seconds")]
    [InlineData("milliseconds")]
    [InlineData("offset")]
    [InlineData("spaces")]
    public void Times_may_be_of_the_epoch_or_of_ISO_8601_and_a_header_may_be_missing(string times)
    {
        var (code, output, _) = Run(File(Lines(null, point => FormattableString.Invariant($"{Written(point.At, times)};{point.Value}"))));

        Assert.Equal(0, code);
        Assert.StartsWith("200\t2026-03-02T10:20:00Z\t", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time,errors,requests", false)]
    [InlineData("time,requests,errors", true)]
    public void Errors_are_held_against_requests(string header, bool requestsFirst)
    {
        var rows = Noisy.Errors(300, 100, row => row >= 200 ? 0.2 : 0.01).Select(minute => requestsFirst ? $"{minute.At:O},{minute.Requests},{minute.Errors}" : $"{minute.At:O},{minute.Errors},{minute.Requests}");
        var (code, output, _) = Run(File(string.Join('\n', rows.Prepend(header))), "--json");
        using var json = JsonDocument.Parse(output);
        var change = Assert.Single(json.RootElement.EnumerateArray());

        Assert.Equal((0, 200, "2026-03-02T10:20:00Z"), (code, change.GetProperty("row").GetInt32(), change.GetProperty("time").GetString()));
        Assert.InRange(change.GetProperty("probability").GetDouble(), 0.99, 1);
    }

    [Fact]
    public void Nothing_found_prints_nothing_or_an_empty_array()
    {
        var file = File(string.Join('\n', Enumerable.Range(0, 300).Select(minute => $"{60 * minute},5")));

        Assert.Equal((0, "", ""), Run(file));
        Assert.Equal((0, "[]\n", ""), Run(file, "--json"));
        Assert.Equal((0, "", ""), Run(File("time,value\n")));
    }

    [Fact]
    public void Rows_out_of_order_are_sorted_and_of_one_time_the_last_counts_and_both_are_said()
    {
        var rows = Noisy.Values(300, row => row >= 200 ? 62 : 50).Select(point => FormattableString.Invariant($"{point.At.ToUnixTimeSeconds()},{point.Value}")).ToList();
        (rows[20], rows[21]) = (rows[21], rows[20]);
        rows.Insert(0, rows[0].Split(',')[0] + ",999");
        var (code, output, errors) = Run(File(string.Join("\r\n", rows)));

        Assert.Equal(0, code);
        Assert.StartsWith("201\t2026-03-02T10:20:00Z\t", output, StringComparison.Ordinal);
        Assert.Contains("1 row is earlier than the row before; sorted by time.", errors, StringComparison.Ordinal);
        Assert.Contains("1 row has the time of a later one, which counts.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time,value,label", ',', false)]
    [InlineData("host;value;timestamp", ';', true)]
    public void Columns_are_known_by_their_names_and_numbers_may_have_a_decimal_comma(string header, char separator, bool timeLast)
    {
        var rows = Noisy.Values(300, row => row >= 200 ? 62 : 50).Select(point =>
        {
            var (time, value) = (point.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), point.Value!.Value.ToString(CultureInfo.InvariantCulture));
            return timeLast ? $"web-1;{value.Replace('.', ',')};{time}" : $"{time}{separator}{value}{separator}0";
        });

        Assert.StartsWith("200\t2026-03-02T10:20:00Z\t", Printed(File("\uFEFF" + string.Join("\r\n", rows.Prepend(header)))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_that_is_too_short_says_so() =>
        Assert.Contains("with fewer than 12 rows nothing can be told", Run(File("0,1\n60,2\n")).Errors, StringComparison.Ordinal);

    [Fact]
    public void Cells_without_a_number_are_missing() =>
        Assert.Equal((0, ""), Printed(File("time,value\n2026-03-02T07:00:00Z,\n2026-03-02T07:01:00Z,NaN\n2026-03-02T07:02:00Z,null\n2026-03-02T07:03:00Z,3\n")));

    [Theory]
    [InlineData("time,value\n0,1\nnoon,2\n", "row 1: expected a time in ISO 8601 or in seconds or milliseconds since 1970, but it is \"noon\"")]
    [InlineData("time,value\n0,1\n60,many\n", "row 1: expected a number as value, or nothing where it is missing, but it is \"many\"")]
    [InlineData("", "is empty: expected the columns time, value or time, errors, requests")]
    [InlineData("0,1\n60,2,3\n", "row 1: expected 2 columns, but there are 3")]
    [InlineData("0,1,-4\n", "row 0: expected requests of zero or more, but it is \"-4\"")]
    [InlineData("0,Infinity\n", "row 0: expected a number as value")]
    [InlineData("5\n6\n", "expected the columns time, value or time, errors, requests, but the first line has 1 column")]
    public void A_row_that_is_wrong_is_named_with_what_was_expected(string text, string expected)
    {
        var file = File(text);
        var (code, output, errors) = Run(file);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(file, errors, StringComparison.Ordinal);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_a_directory_is_an_error()
    {
        var (missing, _, first) = Run(Path.Combine(folder, "missing.csv"));
        var (directory, _, second) = Run(folder);

        Assert.Equal((1, 1), (missing, directory));
        Assert.Contains("missing.csv", first, StringComparison.Ordinal);
        Assert.Contains("is a directory", second, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    [InlineData("a", "b")]
    [InlineData("--yaml")]
    public void Anything_but_one_file_is_an_error_that_says_how_it_is_used(params string[] args)
    {
        var (code, output, errors) = Run(args);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("changepoints FILE.csv [--json]", errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Written(DateTimeOffset at, string times) => times switch
    {
        "seconds" => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        "milliseconds" => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        "offset" => at.ToOffset(TimeSpan.FromHours(2)).ToString("O", CultureInfo.InvariantCulture),
        _ => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    };

    private static string Lines(string? header, Func<ObservedValue, string> line) =>
        string.Join('\n', new[] { header }.OfType<string>().Concat(Noisy.Values(300, row => row >= 200 ? 62 : 50).Select(line)));

    private string File(string text)
    {
        var file = Path.Combine(folder, Guid.NewGuid() + ".csv");
        System.IO.File.WriteAllText(file, text);
        return file;
    }

    private static (int Code, string Output) Printed(string file) => Run(file) is var (code, output, _) ? (code, output) : default;

    private static (int Code, string Output, string Errors) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (ChangePointsCommand.Run(args, output, errors), output.ToString(), errors.ToString());
    }
}
