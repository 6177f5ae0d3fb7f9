using Dashboard.Ui;

namespace Dashboard.Tests.Ui;

public sealed class FormatTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0d, "0 %")]
    [InlineData(0.01, "<0.1 %")]
    [InlineData(0.34, "0.3 %")]
    [InlineData(12.3, "12 %")]
    [InlineData(99.97, "99.9 %")]
    [InlineData(99.5, "99.5 %")]
    [InlineData(100d, "100 %")]
    public void A_percentage_never_rounds_to_none_or_all(double? percent, string expected) => Assert.Equal(expected, Format.Percent(percent));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(4.25, "4.3 ms")]
    [InlineData(312.4, "312 ms")]
    [InlineData(1234d, "1.23 s")]
    public void Response_times_change_their_unit(double? milliseconds, string expected) => Assert.Equal(expected, Format.Milliseconds(milliseconds));

    [Theory]
    [InlineData(1, "just now")]
    [InlineData(12, "12 s ago")]
    [InlineData(25 * 60 + 40, "25 min ago")]
    [InlineData(3 * 3600 + 60, "3 h 1 min ago")]
    [InlineData(50 * 3600, "2 d ago")]
    [InlineData(-30, "just now")]
    public void An_age_is_said_in_words(int seconds, string expected) => Assert.Equal(expected, Format.Ago(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(512L, "512 B")]
    [InlineData(1_572_864L, "1.5 MiB")]
    public void Bytes_are_binary(long bytes, string expected) => Assert.Equal(expected, Format.Bytes(bytes));
}
