using Dashboard.Ui;

namespace Dashboard.Tests.Ui;

public sealed class ViewerZoneTests
{
    private static readonly DateTimeOffset Summer = new(2026, 7, 1, 22, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_known_zone_shows_its_own_wall_time_without_a_mark() => Assert.Equal("2 Jul 00:30:00", ViewerZone.From("Europe/Berlin").Text(Summer));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("../../etc/passwd")]
    public void Before_the_zone_is_known_times_are_UTC_and_say_so(string? id) => Assert.Equal("1 Jul 22:30:00 UTC", ViewerZone.From(id).Text(Summer));

    [Fact]
    public void A_wall_time_is_read_in_the_viewers_zone() => Assert.Equal(Summer, ViewerZone.From("Europe/Berlin").Parse("2026-07-02T00:30:00"));

    [Fact]
    public void A_wall_time_that_the_clocks_skip_means_the_next_that_exists() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), ViewerZone.From("Europe/Berlin").Parse("2026-03-29T02:30"));
}
