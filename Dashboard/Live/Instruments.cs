using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Live;

/// <param name="EndedAt">UTC.</param>
public readonly record struct PollRound(TimeSpan Took, DateTimeOffset EndedAt);

/// <summary>What this process is busy with and how long its viewers wait, from the same meters that OpenTelemetry exports.</summary>
public sealed class Instruments : IHostedService, IDisposable
{
    // Of fewer the process's own ups and downs would be told as theirs.
    private const int FewestCircuits = 20;
    private readonly MeterListener listener = new();
    private readonly Meter meter = new(LiveMeter.Name);
    private readonly ConcurrentDictionary<string, PollRound> rounds = new();
    private readonly TimeProvider time;
    private long open, connected, residentBefore;

    public Instruments(IEnumerable<IFeed> feeds, TimeProvider time)
    {
        this.time = time;
        Feeds = [.. feeds.OrderBy(feed => feed.Name, StringComparer.Ordinal)];
        meter.CreateObservableGauge("live.feed.age", Ages, "s", "Age of what each feed shows");
        meter.CreateObservableGauge("live.circuit.memory", () => MemoryPerCircuit is { } bytes ? [new Measurement<long>(bytes)] : Array.Empty<Measurement<long>>(), "By", "Resident memory since the first viewer came, divided by the viewers");
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name is "live.change_to_screen.duration" or "live.poll.duration" or "aspnetcore.components.circuit.active" or "aspnetcore.components.circuit.connected" or "aspnetcore.components.render_diff.duration")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>(Note);
        listener.SetMeasurementEventCallback<long>(Count);
    }

    public IReadOnlyList<IFeed> Feeds { get; }

    /// <summary>Circuits that exist; one whose connection is away is kept for a while.</summary>
    public long Open => Interlocked.Read(ref open);

    public long Connected => Interlocked.Read(ref connected);

    public LastDurations ToScreen { get; } = new();

    /// <summary>Of one component.</summary>
    public LastDurations Drawing { get; } = new();

    /// <summary>Each poll's last round, by its name.</summary>
    public IReadOnlyDictionary<string, PollRound> Rounds => rounds;

    /// <summary>What the process grew by since its first viewer came, divided by the circuits: bytes; null with fewer than twenty.</summary>
    public long? MemoryPerCircuit => Open >= FewestCircuits && residentBefore > 0 ? Math.Max(0, Environment.WorkingSet - residentBefore) / Open : null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        listener.Dispose();
        meter.Dispose();
    }

    private IEnumerable<Measurement<double>> Ages() =>
        from feed in Feeds
        where feed.ObservedAt is not null
        select new Measurement<double>((time.GetUtcNow() - feed.ObservedAt!.Value).TotalSeconds, new KeyValuePair<string, object?>("feed", feed.Name));

    private void Note(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (instrument.Name == "live.poll.duration")
        {
            foreach (var (key, value) in tags)
                if (key == "poll" && value is string poll)
                    rounds[poll] = new PollRound(TimeSpan.FromSeconds(seconds), time.GetUtcNow());
        }
        else
        {
            (instrument.Name == "live.change_to_screen.duration" ? ToScreen : Drawing).Add(TimeSpan.FromSeconds(seconds));
        }
    }

    private void Count(Instrument instrument, long by, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (instrument.Name == "aspnetcore.components.circuit.connected")
            Interlocked.Add(ref connected, by);
        else if (Interlocked.Add(ref open, by) == 1 && residentBefore == 0)
            residentBefore = Environment.WorkingSet;
    }
}

/// <summary>The last thousand of something that is measured often.</summary>
public sealed class LastDurations
{
    private const int Kept = 1000;
    private readonly Lock gate = new();
    private readonly double[] seconds = new double[Kept];
    private long count;

    public long Count => Interlocked.Read(ref count);

    public void Add(TimeSpan duration)
    {
        lock (gate)
            seconds[count++ % Kept] = duration.TotalSeconds;
    }

    /// <param name="share">0 to 1, as in 0.95.</param>
    /// <returns>Null while there is none.</returns>
    public TimeSpan? Percentile(double share)
    {
        double[] sorted;
        lock (gate)
            sorted = seconds[..(int)Math.Min(count, Kept)];
        Array.Sort(sorted);
        return sorted.Length == 0 ? null : TimeSpan.FromSeconds(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))]);
    }
}
