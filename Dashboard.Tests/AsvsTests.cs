using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Dashboard.Tests;

/// <summary>Holds docs/asvs.md to the standard's numbers and to what is there.</summary>
public sealed partial class AsvsTests
{
    /// <summary>How many requirements of level 1 and 2 each section of ASVS 5.0.0 has; they are its first ones.</summary>
    private const string Sections = """
        1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3
        6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4
        10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5
        14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2
        """;

    private static readonly string Root = Path.Combine(Path.GetDirectoryName(Here())!, "..");
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "docs", "asvs.md"));
    private static readonly List<Requirement> Table = [.. Row().Matches(Text).Select(row => new Requirement(row.Groups["number"].Value, row.Groups["verdict"].Value, row.Groups["evidence"].Value))];

    [Fact]
    public void Every_requirement_of_level_1_and_2_has_one_row_in_order()
    {
        var expected = Sections.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(section => section.Split(':'))
            .SelectMany(section => Enumerable.Range(1, int.Parse(section[1], System.Globalization.CultureInfo.InvariantCulture)).Select(number => $"{section[0]}.{number}"));

        Assert.Equal(expected, Table.Select(row => row.Number));
        Assert.Equal(253, Table.Count);
    }

    [Fact]
    public void Every_verdict_is_one_of_four_words_and_they_are_counted_right()
    {
        Assert.Empty(Table.Select(row => row.Verdict).Except(["met", "partly", "not met", "not applicable"]));
        int Count(string verdict) => Table.Count(row => row.Verdict == verdict);
        Assert.Contains($"{Count("met")} are met, {Count("partly")} partly, {Count("not met")} not met; {Count("not applicable")} do not apply", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_met_names_a_test_or_a_file_or_another_row_and_each_is_there()
    {
        var missing = Table.SelectMany(row => row.Named.Where(name => !Exists(name)).Select(name => $"{row.Number}: {name}"))
            .Concat(Table.Where(row => row.Evidence.Length == 0 || (row.Verdict is "met" or "partly" && row.Named.Count == 0 && !Number().Matches(row.Evidence).Any(other => Table.Any(one => one.Number == other.Value && one.Named.Count > 0))))
                .Select(row => $"{row.Number}: nothing shows it"));

        Assert.Empty(missing);
    }

    private static bool Exists(string name)
    {
        if (!Test().IsMatch(name))
            return Path.Exists(Path.Combine(Root, name));
        var parts = name.Split('.');
        return typeof(AsvsTests).Assembly.GetTypes().Any(type => type.Name == parts[0] && (parts.Length == 1 || type.GetMethods().Any(method => method.Name == parts[1] && method.IsDefined(typeof(FactAttribute), inherit: true))));
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private sealed record Requirement(string Number, string Verdict, string Evidence)
    {
        /// <summary>Tests and files; other words in code letters are neither.</summary>
        public IReadOnlyList<string> Named { get; } = [.. Code().Matches(Evidence).Select(code => code.Groups[1].Value).Where(code => Test().IsMatch(code) || PathLike().IsMatch(code))];
    }

    [GeneratedRegex(@"^\| (?<number>\d+\.\d+\.\d+) \| [^|]+ \| (?<verdict>[^|]+) \| (?<evidence>[^|]*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Z]\w*(Tests|Journeys)(\.\w+)?$")]
    private static partial Regex Test();

    [GeneratedRegex(@"/|\.(md|props)$|^Dockerfile$|^\.dockerignore$")]
    private static partial Regex PathLike();

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Number();
}
