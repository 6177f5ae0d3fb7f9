using Dashboard.Logs;
using Dashboard.Ui;

namespace Dashboard.Tests.Logs;

public sealed class LogHistogramTests
{
    private static readonly TimeSpanUtc Hour = new(Make.Noon.AddHours(-1), Make.Noon);

    [Theory]
    [InlineData(0.5, 1, 30)]
    [InlineData(60, 120, 30)]
    [InlineData(180, 300, 36)]
    [InlineData(1440, 1800, 48)]
    [InlineData(10080, 10800, 56)]
    [InlineData(655200, 1209600, 33)]
    public void A_range_has_at_most_sixty_bars_of_a_length_that_people_know(double minutes, int seconds, int bars)
    {
        var histogram = LogHistogram.Of([], new TimeSpanUtc(Make.Noon.AddMinutes(-minutes), Make.Noon));

        Assert.Equal(TimeSpan.FromSeconds(seconds), histogram.BinLength);
        Assert.InRange(histogram.Bins.Length, bars, bars + 1);
        Assert.True(histogram.Bins[0].Span.From <= Make.Noon.AddMinutes(-minutes) && histogram.Bins[^1].Span.To >= Make.Noon);
    }

    [Fact]
    public void Lines_are_counted_by_level_in_the_bar_of_their_time()
    {
        var histogram = LogHistogram.Of([LogMake.Line(-1, "ERROR x"), LogMake.Line(-2, "FATAL x"), LogMake.Line(-3, "WARN x"), LogMake.Line(-3600, "INFO x"), LogMake.Line(-3600, "x")], Hour);

        Assert.Equal((2, 1, 0, 0), Levels(histogram.Bins[^1]));
        Assert.Equal((0, 0, 1, 1), Levels(histogram.Bins[0]));
        Assert.Equal((2, 1, 1, 1), Levels(histogram.Sum));
        Assert.Equal(3, histogram.Highest);
    }

    [Fact]
    public void A_line_out_of_the_range_belongs_to_no_bar() =>
        Assert.Equal(0, LogHistogram.Of([LogMake.Line(500, "ERROR x"), LogMake.Line(-90_000, "x")], Hour).Sum.Total);

    private static (int, int, int, int) Levels(LogBin bin) => (bin.Errors, bin.Warnings, bin.Infos, bin.Others);
}
