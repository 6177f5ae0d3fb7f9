using Dashboard.Live;
using Dashboard.Metrics;
using static Dashboard.Tests.Metrics.MakeMetrics;

namespace Dashboard.Tests.Metrics;

public sealed class MinuteRingTests
{
    private readonly MinuteRing ring = new();

    private double?[] Read(DateTimeOffset from, int count)
    {
        var values = new double?[count];
        ring.Read(ServiceMetric.CpuPercent, from, values);
        return values;
    }

    private void Merge(params (DateTimeOffset, double)[] points) => ring.Merge(Points(ServiceMetric.CpuPercent, points), Noon.AddHours(-3), Noon);

    [Fact]
    public void A_minute_without_a_datapoint_reads_as_null()
    {
        Merge((Noon, 10), (Noon.AddMinutes(2), 30));

        Assert.Equal([null, 10, null, 30, null], Read(Noon.AddMinutes(-1), 5));
    }

    [Fact]
    public void A_late_datapoint_fills_its_minute_and_a_corrected_one_replaces_it()
    {
        Merge((Noon, 10), (Noon.AddMinutes(2), 30));
        Merge((Noon.AddMinutes(1), 20), (Noon.AddMinutes(2), 31));

        Assert.Equal([10, 20, 31], Read(Noon, 3));
    }

    [Fact]
    public void It_forgets_what_is_older_than_it_is_long_and_never_shows_it_as_new()
    {
        Merge((Noon, 10));
        Merge((Noon.AddMinutes(MetricStore.Minutes), 99));

        Assert.Equal([null], Read(Noon, 1));
        Assert.Equal([null, 99], Read(Noon.AddMinutes(MetricStore.Minutes - 1), 2));
    }

    [Fact]
    public void A_datapoint_that_is_too_old_does_not_overwrite_a_newer_one()
    {
        Merge((Noon, 10));
        Merge((Noon.AddMinutes(-MetricStore.Minutes), 99));

        Assert.Equal([10], Read(Noon, 1));
    }

    [Fact]
    public void A_read_that_brought_nothing_new_does_not_count_as_a_change()
    {
        Merge((Noon, 10));
        var version = ring.Version;

        Merge((Noon, 10));

        Assert.Equal(version, ring.Version);
    }

    [Fact]
    public void A_fault_keeps_the_values_and_goes_with_the_next_answer()
    {
        Merge((Noon, 10));
        ring.Fail(new Fault(FaultKind.Throttled, "slow down", Noon));
        Assert.Equal([10], Read(Noon, 1));
        Assert.NotNull(ring.Fault);

        Merge((Noon.AddMinutes(1), 11));

        Assert.Null(ring.Fault);
    }
}
