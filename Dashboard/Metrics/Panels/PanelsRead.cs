using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics.Panels;

/// <summary>All that was read for the panels of one service over one range.</summary>
/// <param name="Past">Null when nothing is compared.</param>
public sealed record PanelsRead(SeriesGrid Grid, Reading<ServiceSeries> Main, Reading<DetailSeries> Details, Reading<PastSeries>? Past)
{
    /// <summary>Null when the service is not scaled automatically, or while that is not known.</summary>
    public Reading<ScalingActivities>? Scaling { get; init; }

    public TimeSpanUtc Span => new(Grid.StartAt, Grid.EndAt);

    /// <summary>Something was asked and has not come yet.</summary>
    public bool IsWaiting => Main.IsLoading || Details.IsLoading || Past is { IsLoading: true } || Scaling is { IsLoading: true };
}

/// <summary>Reads what the panels need, each part for itself: one that is slow or fails does not hold up the others.</summary>
public sealed class PanelReader(ServiceMetrics metrics, ServiceDetails details, ServicePast past, Feed<ScalingSnapshot> scaled, ScalingActivitiesSource activities, TimeProvider time)
{
    /// <param name="patience">After that, what has not come is left loading; it goes on being read for all, and the next call finds it.</param>
    public async Task<PanelsRead> ReadAsync(ServiceKey key, TimeSpanUtc range, Comparison? comparison, TimeSpan patience)
    {
        var grid = SeriesGrid.Covering(range, MetricPeriod.For(range, time.GetUtcNow()));
        var main = metrics.ReadAsync(key, range);
        var more = details.ReadAsync(key, range);
        var scaling = scaled.Current.Value?.Of(key) is null ? null : activities.ReadAsync(key, grid.StartAt);
        var earlier = comparison is null ? null : past.ReadAsync(key, range, comparison);
        try
        {
            await Task.WhenAll(main, more, earlier ?? Task.CompletedTask, scaling ?? Task.CompletedTask).WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            // What came is shown.
        }

        return new PanelsRead(grid, Come(main), Come(more), earlier is null ? null : Come(earlier)) { Scaling = scaling is null ? null : Come(scaling) };
    }

    private static Reading<T> Come<T>(Task<Reading<T>> read)
        where T : class => read.IsCompletedSuccessfully ? read.Result : Reading<T>.Loading;
}
