using Dashboard.Simulator;

namespace Dashboard.Tests.Simulator;

public class LogEventsTests
{
    private readonly TestWorld world = new();

    [Fact]
    public void Backwards_gives_the_same_events_in_reverse()
    {
        var forward = world.Logs("shop", "storefront", TimeSpan.FromMinutes(20)).ToList();
        var backward = world.Logs("shop", "storefront", TimeSpan.FromMinutes(20), newestFirst: true).ToList();
        Assert.Equal(forward, backward.AsEnumerable().Reverse());
        Assert.Equal(forward.Select(line => line.Timestamp).Order(), forward.Select(line => line.Timestamp));
        Assert.Equal(forward.Count, forward.Select(line => line.EventId).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_page_continues_behind_the_last_event(bool newestFirst)
    {
        var (from, to) = ((TestWorld.Start - TimeSpan.FromMinutes(5)).ToUnixTimeMilliseconds(), TestWorld.Start.ToUnixTimeMilliseconds());
        IEnumerable<LogEvent> Events(LogPosition? after) => world.Production.Logs.Events("/ecs/shop/checkout", from, to, newestFirst, after);
        var all = Events(null).ToList();
        Assert.Equal(all.Skip(100), Events(all[99].Position));
    }

    [Fact]
    public void Storefront_writes_more_than_a_hundred_thousand_lines_a_day() =>
        Assert.True(world.Logs("shop", "storefront", TimeSpan.FromHours(24)).Skip(100_000).Any());

    [Fact]
    public void Search_once_dumped_a_payload_of_a_million_characters() =>
        Assert.InRange(Assert.Single(world.Logs("shop", "search", TimeSpan.FromHours(2)), line => line.Message.Contains("payload dump", StringComparison.Ordinal)).Message.Length, 900_000, 1_048_576);

    [Fact]
    public void Storefront_has_a_line_with_markup_and_escapes() =>
        Assert.Contains(world.Logs("shop", "storefront", TimeSpan.FromMinutes(15)), line => line.Message.Contains("<img src=x onerror", StringComparison.Ordinal));

    [Fact]
    public void Streams_are_the_tasks_and_filter_events()
    {
        var stream = world.Production.Logs.DescribeLogStreams("/ecs/shop/cart").MaxBy(one => one.LastEventTimestamp)!.LogStreamName;
        Assert.Matches("^cart/cart/[0-9a-f]{32}$", stream);
        var found = world.Production.Logs.Events("/ecs/shop/cart", (TestWorld.Start - TimeSpan.FromMinutes(5)).ToUnixTimeMilliseconds(), TestWorld.Start.ToUnixTimeMilliseconds(), streams: new HashSet<string> { stream }).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, line => Assert.Equal(stream, line.LogStreamName));
    }

    [Fact]
    public void New_lines_appear_as_time_goes_on_and_none_from_the_future()
    {
        var before = TestWorld.Start.ToUnixTimeMilliseconds();
        Assert.Empty(world.Production.Logs.Events("/ecs/shop/checkout", before + 1, before + 60_000));
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.All(world.Production.Logs.Events("/ecs/shop/checkout", before + 1, before + 60_000).ToList(), line => Assert.InRange(line.Timestamp, before, before + 30_000));
        Assert.NotEmpty(world.Production.Logs.Events("/ecs/shop/checkout", before + 1, before + 60_000));
    }

    [Fact]
    public void An_unknown_log_group_is_refused_at_once() =>
        Assert.Equal("ResourceNotFoundException", Assert.Throws<SimulatedAwsException>(() => { world.Production.Logs.Events("/ecs/shop/nothing", 0, 1); }).Code);
}
