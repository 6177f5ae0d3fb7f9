using Dashboard.Rollback;
using Dashboard.Ui;

namespace Dashboard.Tests.Rollback;

public sealed class StayMetricsTests
{
    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(0, 30, 5)]
    [InlineData(0, 100, 15)]
    [InlineData(16, 3, 5)]
    [InlineData(70, 3, 60)]
    public void A_stay_is_read_at_the_finest_period_that_CloudWatch_keeps_and_few_points_show(int daysAgo, int hours, int minutes)
    {
        var batch = Assert.Single(StayMetrics.Batches([Stay(daysAgo, hours)], Make.Noon));

        Assert.Equal(TimeSpan.FromMinutes(minutes), batch.Period);
    }

    [Fact]
    public void Stays_of_one_period_are_one_question_as_long_as_its_points_stay_few()
    {
        var near = StayMetrics.Batches([Stay(0, 3), Stay(1, 2)], Make.Noon);
        var far = StayMetrics.Batches([Stay(0, 3), Stay(9, 2)], Make.Noon);

        Assert.Equal(new TimeSpanUtc(Make.Noon.AddDays(-1).AddHours(-2), Make.Noon), Assert.Single(near).Span);
        Assert.Equal(2, far.Length);
    }

    [Fact]
    public void However_many_stays_there_are_they_are_three_questions_and_the_oldest_are_read_by_the_hour()
    {
        var stays = Enumerable.Range(0, 12).Select(index => Stay(index * 3, 2)).ToArray();

        var batches = StayMetrics.Batches(stays, Make.Noon);

        Assert.Equal(3, batches.Length);
        Assert.Equal((stays[0], TimeSpan.FromMinutes(1)), (batches[0].Stays[0], batches[0].Period));
        Assert.Equal((stays[^1], TimeSpan.FromHours(1)), (batches[2].Stays[^1], batches[2].Period));
        Assert.Equal(stays.Order(Comparer<TimeSpanUtc>.Create((one, other) => other.From.CompareTo(one.From))), batches.SelectMany(batch => batch.Stays).OrderByDescending(stay => stay.From));
        Assert.All(batches, batch => Assert.InRange(batch.Points, 0, 2200));
    }

    private static TimeSpanUtc Stay(int daysAgo, int hours) => new(Make.Noon.AddDays(-daysAgo).AddHours(-hours), Make.Noon.AddDays(-daysAgo));
}
