using Dashboard.Live;

namespace Dashboard.Tests.Live;

public sealed class FeedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_fault_keeps_the_last_good_value_and_its_age()
    {
        var feed = new Feed<string>();
        feed.Publish("good", Noon);

        feed.Fail(new Fault(FaultKind.Throttled, "AWS is throttling", Noon.AddMinutes(1)));

        Assert.Equal("good", feed.Current.Value);
        Assert.Equal(Noon, feed.Current.ObservedAt);
        Assert.True(feed.Current.IsStale(Noon.AddMinutes(1), TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void A_subscriber_that_left_is_not_called()
    {
        var feed = new Feed<string>();
        var calls = 0;
        var subscription = feed.Subscribe(() => calls++);
        feed.Publish("one", Noon);

        subscription.Dispose();
        feed.Publish("two", Noon);

        Assert.Equal(1, calls);
    }
}
