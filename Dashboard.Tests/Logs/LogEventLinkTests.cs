using Dashboard.Logs;

namespace Dashboard.Tests.Logs;

public sealed class LogEventLinkTests
{
    [Fact]
    public void A_link_reads_back_as_itself()
    {
        var link = LogMake.Line(1.25).Link;

        Assert.Equal(link, LogEventLink.Parse(link.ToString()));
    }

    [Fact]
    public void The_id_of_an_event_is_the_same_in_every_process() =>
        Assert.Equal(0x7b2909172dd81cc8UL, LogLine.EventId(LogMake.Event("x", id: "37822837846432424242")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1.2.3")]
    [InlineData("1769860800000.0123456789abcdef.")]
    [InlineData("1769860800000.0123456789abcdef.production")]
    [InlineData("1769860800000.0123456789abcdef.production:/ecs/shop/checkout:")]
    [InlineData("1769860800000.0123456789abcdef.production:/ecs/<script>:stream")]
    [InlineData("-5.0123456789abcdef.production:/ecs/x:stream")]
    [InlineData("99999999999999999.0123456789abcdef.production:/ecs/x:stream")]
    [InlineData("1769860800000.0123456789abcdeg.production:/ecs/x:stream")]
    public void What_is_no_link_is_null(string? text) => Assert.Null(LogEventLink.Parse(text));
}
