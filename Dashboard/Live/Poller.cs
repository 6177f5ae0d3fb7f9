using Microsoft.Extensions.Hosting;

namespace Dashboard.Live;

/// <summary>One thing that is asked again and again, once per process.</summary>
/// <param name="Name">For logs and traces, as in "fleet".</param>
/// <param name="Interval">From the end of one round to the start of the next.</param>
/// <param name="RunAsync">One round. Expected failures go into its feed; what it throws is a bug and is logged.</param>
public sealed record PollJob(string Name, TimeSpan Interval, Func<CancellationToken, Task> RunAsync);

/// <summary>Runs every <see cref="PollJob"/> in a loop of its own, so that a slow source delays no other.</summary>
public sealed class Poller(IEnumerable<PollJob> jobs, TimeProvider time, ILogger<Poller> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select(job => Task.Run(() => LoopAsync(job, stoppingToken), stoppingToken)));

    private async Task LoopAsync(PollJob job, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var since = time.GetTimestamp();
            try
            {
                await job.RunAsync(stopping);
                LiveMeter.Rounds.Record(time.GetElapsedTime(since).TotalSeconds, new KeyValuePair<string, object?>("poll", job.Name));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                log.LogError(bug, "The {Job} poll failed unexpectedly; it runs again in {Interval}", job.Name, job.Interval);
            }

            try
            {
                await Task.Delay(job.Interval, time, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
