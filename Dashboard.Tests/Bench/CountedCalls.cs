using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Dashboard.Aws;

namespace Dashboard.Tests.Bench;

/// <summary>The calls that the app's meter counts in this process, retries included, by operation.</summary>
internal sealed class CountedCalls : IDisposable
{
    private readonly ConcurrentDictionary<string, long> calls = new();
    private readonly MeterListener listener = new();

    public CountedCalls()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == CallMeter.Name && instrument.Name == "aws.calls")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var tag in tags)
                if (tag is { Key: "operation", Value: string operation })
                    calls.AddOrUpdate(operation, value, (_, before) => before + value);
        });
        listener.Start();
    }

    public IEnumerable<(string Operation, long Calls)> ByOperation => calls.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));

    public void Clear() => calls.Clear();

    public void Dispose() => listener.Dispose();
}
