using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogLinesTests
{
    private readonly LogLines lines = new(100, 1_000_000);

    [Fact]
    public void Batches_that_overlap_become_one_list_newest_first_with_each_line_once()
    {
        lines.Merge([LogMake.Line(9), LogMake.Line(7), LogMake.Line(5)]);
        lines.Merge([LogMake.Line(8), LogMake.Line(7), LogMake.Line(2)]);
        lines.Merge([LogMake.Line(12), LogMake.Line(9)]);
        lines.Merge([LogMake.Line(20)]);

        Assert.Equal([20, 12, 9, 8, 7, 5, 2], lines.All.Select(line => (line.At - Make.Noon).TotalSeconds));
    }

    [Fact]
    public void Lines_of_the_same_millisecond_keep_the_order_they_came_in()
    {
        lines.Merge([LogMake.Line(5, "third"), LogMake.Line(5, "second"), LogMake.Line(5, "first")]);
        lines.Merge([LogMake.Line(6), LogMake.Line(5, "second")]);

        Assert.Equal(["line", "third", "second", "first"], lines.All.Select(line => line.Text));
    }

    [Fact]
    public void The_bound_lets_the_oldest_go_and_counts_them()
    {
        var small = new LogLines(3, 1_000_000);
        small.Merge([LogMake.Line(4), LogMake.Line(3), LogMake.Line(2)]);

        small.Merge([LogMake.Line(6), LogMake.Line(5)]);

        Assert.Equal([6, 5, 4], small.All.Select(line => (line.At - Make.Noon).TotalSeconds));
        Assert.Equal(2, small.Dropped);
        Assert.True(small.IsFull);
    }

    [Fact]
    public void Long_lines_count_by_their_weight()
    {
        var small = new LogLines(1000, 10_000);
        small.Merge([.. Enumerable.Range(0, 20).Select(second => LogMake.Line(-second, Convert.ToHexString(Noise(2_500))))]);

        Assert.True(small.IsFull);
        Assert.InRange(small.Count, 1, 4);
    }

    [Fact]
    public void A_link_finds_its_line_among_those_of_the_same_instant()
    {
        lines.Merge([LogMake.Line(6), LogMake.Line(5, "one"), LogMake.Line(5, "other"), LogMake.Line(4)]);

        Assert.Equal(2, lines.IndexOf(LogMake.Line(5, "other").Link));
        Assert.Equal(-1, lines.IndexOf(LogMake.Line(5, "unknown").Link));
    }

    [Fact]
    public void A_hundred_thousand_lines_stay_within_their_memory()
    {
        var many = new LogLines(100_000, 48 * 1024 * 1024);
        for (var page = 0; page < 12; page++)
            many.Merge(LogLine.Packed([.. Enumerable.Range(page * 10_000, 10_000).Select(second => LogMake.Event("2026-01-31 12:00:00 INFO GET /checkout 200 in 12 ms", -second))]));

        Assert.Equal(100_000, many.Count);
        Assert.True(many.All.Sum(line => (long)line.Weight) < 10_000_000);
    }

    [Fact]
    public void A_line_keeps_the_head_of_a_megabyte_and_knows_its_size()
    {
        var line = LogMake.Line(0, "ERROR " + new string('ü', 500_000));

        Assert.True(line.IsCut);
        Assert.Equal(1_000_006, line.Length);
        Assert.Equal(LogSeverity.Error, line.Level);
        Assert.True(line.Weight < 5_000);
    }

    [Fact]
    public void Lines_that_are_packed_together_say_the_same_in_a_fraction_of_the_memory()
    {
        List<LogEvent> events = [.. Enumerable.Range(0, 9_000).Select(number => LogMake.Event($"{(number % 7 == 0 ? "ERROR" : "INFO")} order {number * 7919} für 'CHF' has {number % 13} items, total {number * 31 % 999}.90, request {number:x8}-{number * 17:x4}, shipped by the usual carrier"))];

        var lines = LogLine.Packed(events);

        Assert.Equal(events.Select(whole => whole.Message), lines.Select(line => line.Text));
        Assert.Equal(events.Select(whole => new LogLine(whole).Link), lines.Select(line => line.Link));
        Assert.All(lines, line => Assert.False(line.IsCut));
        Assert.True(lines.Sum(line => (long)line.Weight) < 1024 * 1024, $"{lines.Sum(line => (long)line.Weight)} bytes");
    }

    [Fact]
    public void Lines_are_packed_whatever_their_length()
    {
        List<LogEvent> events = [.. new[] { "", new string('x', 100_000), "short", new string('é', 3_000), "" }.Select(message => LogMake.Event(message))];

        var lines = LogLine.Packed(events);

        Assert.Equal(events.Select(whole => new LogLine(whole).Text), lines.Select(line => line.Text));
        Assert.Equal([false, true, false, true, false], lines.Select(line => line.IsCut));
        Assert.Empty(LogLine.Packed([]));
    }

    // What does not repeat itself cannot be packed.
    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(7).NextBytes(noise);
        return noise;
    }
}
