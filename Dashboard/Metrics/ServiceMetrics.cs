using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Metrics;

/// <summary>The series of one service over any range, shared by all who look at it.</summary>
public sealed class ServiceMetrics
{
    /// <summary>From the poller's store where it reaches back far enough, else asked once of CloudWatch and kept for one period.</summary>
    public Task<Reading<ServiceSeries>> ReadAsync(ServiceKey key, TimeSpanUtc range, CancellationToken cancel = default) => throw new NotImplementedException();
}
