using System.Globalization;
using Dashboard.Logs.Patterns;

namespace Dashboard.Tests.Logs.Patterns;

public sealed class PatternMinerTests
{
    public static TheoryData<string> Systems => [.. InventedLogs.Systems.Keys];

    [Theory, MemberData(nameof(Systems))]
    public void Every_line_is_with_the_lines_of_its_template_and_no_others(string system)
    {
        var (lines, labels) = InventedLogs.Of(system);
        Assert.Equal(First(labels), First(Mine(lines)));
    }

    [Theory, MemberData(nameof(Systems))]
    public void The_same_lines_give_the_same_patterns(string system)
    {
        var (lines, _) = InventedLogs.Of(system, linesPerTemplate: 10);
        Assert.Equal(Texts(lines), Texts(lines));
    }

    [Fact]
    public void A_template_names_the_kinds_of_its_values()
    {
        var patterns = Patterns(
            "order 17 of alma@shop.example from 10.0.0.1:80 took 12 ms and 3 KB, see https://x.example/a?b=1 /var/log/x.log",
            "order 18 of bela@shop.example from 10.0.0.2:81 took 13 ms and 4 KB, see https://x.example/a?b=2 /var/log/y.log");
        var pattern = Assert.Single(patterns);
        Assert.StartsWith("order <number> of ", pattern.Template, StringComparison.Ordinal);
        Assert.Contains("from <ip> took <duration> and <size>", pattern.Template, StringComparison.Ordinal);
        Assert.Equal(2, pattern.Count);
        Assert.Equal(["17", "18"], pattern.Parameters[0].Common.Select(value => value.Text));
    }

    [Fact]
    public void A_million_ids_of_one_template_are_one_pattern_that_holds_a_few_values()
    {
        var miner = PatternMiner.For([]);
        for (var id = 0; id < 1_000_000; id++)
            miner.Add(string.Create(CultureInfo.InvariantCulture, $"parcel {id:x8} left"));
        var pattern = Assert.Single(miner.Patterns().All);
        Assert.Equal(1_000_000, pattern.Count);
        Assert.InRange(pattern.Parameters.Single().Common.Count, 1, CommonValues.Most);
    }

    [Theory]
    [InlineData("listening on http://[::]:8080", "listening on <url>")]
    [InlineData("listening on http://[2001:db8::1]/a and [http://x.example/b]", "listening on <url> and [<url>]")]
    public void A_host_in_brackets_is_part_of_its_address(string line, string template) => Assert.Equal(template, Assert.Single(Patterns(line)).Template);

    [Fact]
    public void Text_without_any_repetition_after_a_learned_header_is_one_pattern_beside_what_repeats()
    {
        var words = new Random(1);
        string Sentence() => string.Join(' ', Enumerable.Range(0, 8).Select(_ => Name(words.Next(1_000_000))));
        var lines = Enumerable.Range(0, 3 * PatternMiner.MostShapes).Select(i => $"2026-11-27 01:02:03 INFO hall: {(i % 2 == 0 ? "the door is open" : Sentence())}").ToList();
        var miner = PatternMiner.For(lines);
        var handles = lines.ConvertAll(line => miner.Add(line));
        var mined = miner.Patterns();
        Assert.Equal(lines.Count, mined.All.Sum(pattern => pattern.Count));
        Assert.Equal(lines.Count / 2, Assert.Single(mined.All, pattern => pattern.Template == "the door is open").Count);
        Assert.Contains(mined.All, pattern => pattern.Count > PatternMiner.MostShapes / 2 && pattern.Template.StartsWith('<'));
        Assert.All(handles, handle => Assert.InRange(mined.ByHandle[handle], 0, mined.All.Count - 1));
    }

    [Fact]
    public void Names_without_end_do_not_become_patterns_without_end()
    {
        var miner = PatternMiner.For([]);
        var handles = new List<int>();
        for (var name = 0; name < 3 * PatternMiner.MostShapes; name++)
            handles.Add(miner.Add($"welcome back user {Name(name)} in hall"));
        var mined = miner.Patterns();
        Assert.Equal(3 * PatternMiner.MostShapes, Assert.Single(mined.All).Count);
        Assert.All(handles, handle => Assert.Equal(0, mined.ByHandle[handle]));
    }

    [Fact]
    public void Text_without_any_repetition_stays_within_bounds_and_loses_no_line()
    {
        var random = new Random(3);
        var miner = PatternMiner.For([]);
        for (var line = 0; line < 3 * PatternMiner.MostShapes; line++)
            miner.Add(string.Join(' ', Enumerable.Range(0, random.Next(3, 9)).Select(_ => Name(random.Next()))));
        var patterns = miner.Patterns().All;
        Assert.InRange(patterns.Count, 1, PatternMiner.MostShapes);
        Assert.Equal(3 * PatternMiner.MostShapes, patterns.Sum(pattern => pattern.Count));
    }

    [Fact]
    public void Any_text_at_all_has_a_pattern_and_the_same_text_the_same()
    {
        const string Alphabet = "aZ09 \t=:,;()[]{}<>\"'|/\\.-_#@%\0\u202e\ud83d\ude00é";
        var random = new Random(11);
        var lines = Enumerable.Range(0, 3000).Select(_ => new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)])])).ToList();
        var ids = Mine([.. lines, .. lines]);
        Assert.Equal(2 * lines.Count, ids.Length);
        Assert.Equal(ids[..lines.Count], ids[lines.Count..]);
    }

    [Fact]
    public void Lines_that_differ_in_digits_only_are_one_pattern()
    {
        var random = new Random(12);
        for (var round = 0; round < 300; round++)
        {
            var line = string.Join(' ', Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(3) == 0 ? Name(random.Next(1000)) : "x = 4711"));
            Assert.Single(Patterns(line, line.Replace('4', '9'), line.Replace('7', '2')));
        }
    }

    [Fact]
    public void A_pattern_knows_when_and_from_which_revision_its_lines_came()
    {
        var start = new DateTimeOffset(2031, 5, 1, 10, 0, 0, TimeSpan.Zero);
        var miner = PatternMiner.For([]);
        for (var minute = 0; minute < 90; minute++)
        {
            for (var line = 0; line < (minute < 60 ? 1 : 5); line++)
                miner.Add($"retry {minute} for user {People(minute)}", start.AddMinutes(minute), minute < 60 ? "shop:7" : "shop:8");
        }

        var pattern = Assert.Single(miner.Patterns().All);
        Assert.Equal(60, pattern.Revisions["shop:7"]);
        Assert.Equal(150, pattern.Revisions["shop:8"]);
        Assert.Equal(start, pattern.Times!.First);
        Assert.Equal(start.AddMinutes(89), pattern.Times.Last);
        Assert.Equal(210, pattern.Times.Buckets.Sum());
        Assert.True(pattern.Times.Growth > 2);
    }

    [Fact]
    public void Lines_can_come_out_of_order()
    {
        var start = new DateTimeOffset(2031, 5, 1, 10, 0, 0, TimeSpan.Zero);
        var miner = PatternMiner.For([]);
        foreach (var hours in new[] { 5, 0, 9, 3, 100, -50 })
            miner.Add("tick", start.AddHours(hours));
        var times = Assert.Single(miner.Patterns().All).Times!;
        Assert.Equal((start.AddHours(-50), start.AddHours(100), 6), (times.First, times.Last, times.Buckets.Sum()));
        Assert.True(times.Start <= times.First && times.Start + (PatternTimes.MostBuckets * times.Width) > times.Last);
    }

    [Fact]
    public void The_times_of_lines_that_come_newest_first_are_as_fine_as_of_lines_in_order()
    {
        var start = new DateTimeOffset(2031, 5, 1, 10, 0, 0, TimeSpan.Zero);
        var (forward, backward) = (PatternMiner.For([]), PatternMiner.For([]));
        for (var second = 0; second < 3_600; second++)
        {
            forward.Add("tick", start.AddSeconds(second));
            backward.Add("tick", start.AddSeconds(3_599 - second));
        }

        var (expected, actual) = (forward.Patterns().All[0].Times!, backward.Patterns().All[0].Times!);
        Assert.Equal((expected.Start, expected.Width, expected.First, expected.Last), (actual.Start, actual.Width, actual.First, actual.Last));
        Assert.Equal(expected.Buckets, actual.Buckets);
        Assert.True(actual.Buckets.Count(lines => lines > 0) >= 30);
    }

    [Fact]
    public void Revisions_past_fifty_are_counted_together()
    {
        var miner = PatternMiner.For([]);
        for (var revision = 0; revision < 60; revision++)
            miner.Add("tick", revision: revision.ToString(CultureInfo.InvariantCulture));
        var revisions = Assert.Single(miner.Patterns().All).Revisions;
        Assert.Equal((LogPattern.MostRevisions + 1, 10), (revisions.Count, revisions[LogPattern.OtherRevisions]));
    }

    private static int[] Mine(string[] lines)
    {
        var miner = PatternMiner.For(lines);
        var handles = lines.Select(line => miner.Add(line)).ToArray();
        var mined = miner.Patterns();
        return [.. handles.Select(handle => mined.ByHandle[handle])];
    }

    private static IReadOnlyList<LogPattern> Patterns(params string[] lines)
    {
        var miner = PatternMiner.For(lines);
        foreach (var line in lines)
            miner.Add(line);
        return miner.Patterns().All;
    }

    private static IEnumerable<string> Texts(string[] lines) => Patterns(lines).Select(pattern => $"{pattern.Id} {pattern.Count} {pattern.Template}");

    /// <summary>Each id as the place where it was first seen, so that two ways of numbering the same groups are equal.</summary>
    private static int[] First(int[] ids)
    {
        var first = new Dictionary<int, int>();
        return [.. ids.Select((id, line) => first.TryGetValue(id, out var seen) ? seen : first[id] = line)];
    }

    private static string People(int number) => "vera dora hugo otto".Split(' ')[number % 4];

    // Letters only, no word twice.
    private static string Name(int number)
    {
        var name = "q";
        for (var rest = (uint)number; rest > 0; rest /= 20)
            name += (char)('g' + (rest % 20));
        return name;
    }
}
