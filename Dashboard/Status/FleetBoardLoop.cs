using Dashboard.Alarms;
using Dashboard.Alarms.BlackBox;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Metrics;
using Dashboard.Rollback;
using Dashboard.Rollback.Suspects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dashboard.Status;

/// <summary>Computes the board once per change for all viewers: the first change is taken at once, those that follow closely share the next run, and age alone causes one every five seconds.</summary>
internal sealed class FleetBoardLoop(Feed<FleetSnapshot> fleet, Feed<BlackBoxSnapshot> stops, Feed<MetricsSnapshot> metrics, Feed<AlarmsSnapshot> alarms, Feed<DeploymentsSnapshot> deployments, Feed<BadRevisionsSnapshot> bad, Feed<TasksSnapshot> tasks, Feed<VerdictsSnapshot> verdicts, Feed<ScalingSnapshot> scaling, Feed<FleetBoard> board, Attention attention, IOptions<AlarmsOptions> thresholds, TimeProvider time, ILogger<FleetBoardLoop> log) : BackgroundService
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1.5);
    private readonly SemaphoreSlim changed = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var one = fleet.Subscribe(Signal);
        using var two = stops.Subscribe(Signal);
        using var three = metrics.Subscribe(Signal);
        using var four = alarms.Subscribe(Signal);
        using var five = deployments.Subscribe(Signal);
        using var six = bad.Subscribe(Signal);
        using var seven = tasks.Subscribe(Signal);
        using var eight = verdicts.Subscribe(Signal);
        using var nine = scaling.Subscribe(Signal);
        try
        {
            // Without this the first page would show a healthy fleet as unknown for the moment that the metrics take.
            await fleet.FirstAnswer.WaitAsync(stoppingToken);
            await Task.WhenAny(Task.WhenAll(metrics.FirstAnswer, deployments.FirstAnswer, alarms.FirstAnswer, stops.FirstAnswer), Task.Delay(FirstPatience, time, stoppingToken));
            while (!stoppingToken.IsCancellationRequested)
            {
                Update();
                var rest = Task.Delay(AtMostEvery, time, stoppingToken);
                await WaitAsync(stoppingToken);
                await rest;
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    public override void Dispose()
    {
        changed.Dispose();
        base.Dispose();
    }

    private void Signal()
    {
        try
        {
            changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // A run is due already; it will see this change too.
        }
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(AtLeastEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Nothing changed, but everything is five seconds older.
        }
    }

    /// <summary>One board of what the feeds hold now.</summary>
    internal void Update()
    {
        var reading = fleet.Current;
        if (reading.Value is not { } snapshot)
        {
            if (reading.Fault is { } fault)
                board.Fail(fault);
            return;
        }

        try
        {
            var joined = FleetBoardJoin.Join(snapshot, metrics.Current, alarms.Current.Value, deployments.Current.Value, stops.Current.Value, time.GetUtcNow(), bad.Current.Value, tasks.Current.Value, thresholds.Value, verdicts.Current.Value, scaling.Current.Value);
            attention.Trouble(joined.Rows.Where(row => row.State >= ServiceState.Degraded || !row.OpenAlarms.IsEmpty).Select(row => row.Key));
            board.Publish(joined, reading.ObservedAt ?? time.GetUtcNow(), reading.Fault);
        }
        catch (Exception bug)
        {
            log.LogError(bug, "The fleet board could not be computed; it is tried again with the next change");
        }
    }
}
