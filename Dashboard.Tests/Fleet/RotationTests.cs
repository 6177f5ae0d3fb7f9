using Dashboard.Fleet;

namespace Dashboard.Tests.Fleet;

public sealed class RotationTests
{
    [Fact]
    public void A_thousand_items_are_all_read_within_as_many_sweeps_as_the_limit_needs()
    {
        var readAt = Enumerable.Range(0, 1000).ToDictionary(item => item, _ => (DateTimeOffset?)null);

        for (var sweep = 0; sweep < 4; sweep++)
        {
            var next = Rotation.Next(readAt.Keys, 250, _ => false, item => readAt[item]);
            Assert.Equal(250, next.Count);
            foreach (var item in next)
                readAt[item] = Make.Noon.AddSeconds(sweep);
        }

        Assert.DoesNotContain(null, readAt.Values);
    }

    [Fact]
    public void Urgent_items_come_every_time_and_do_not_starve_the_others()
    {
        var next = Rotation.Next(Enumerable.Range(0, 100), 10, item => item >= 90, item => Make.Noon.AddSeconds(item));

        Assert.Equal(5, next.Count(item => item >= 90));
        Assert.Contains(0, next);
    }
}
