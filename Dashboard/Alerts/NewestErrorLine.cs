using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Logs;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>The newest error line of a service, if the logs give it quickly: an alert does not wait for it.</summary>
internal sealed class NewestErrorLine(NewestErrors errors, IOptions<AlertsOptions> options, TimeProvider time)
{
    // Real time, also where the clock of the simulated world runs faster.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // With more at once the searches would wait for each other, and the alerts for them.
    private const int Most = 5;

    // An older one has nothing to do with what began now.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    /// <returns>By service; without those whose logs hold none or do not answer. None at all where messages are told together.</returns>
    public async Task<ImmutableDictionary<ServiceKey, string>> OfAsync(ImmutableArray<ServiceKey> services, CancellationToken cancel)
    {
        if (services.IsEmpty || services.Length > Math.Min(Most, options.Value.Together) || options.Value.Destinations.Count == 0)
            return ImmutableDictionary<ServiceKey, string>.Empty;
        var lines = await Task.WhenAll(services.Distinct().Select(async key => (Key: key, Line: await ReadAsync(key, cancel))));
        return lines.Where(one => one.Line is not null).ToImmutableDictionary(one => one.Key, one => one.Line!);
    }

    private async Task<string?> ReadAsync(ServiceKey key, CancellationToken cancel)
    {
        using var hold = errors.Hold(key);
        await Task.WhenAny(errors.Of(key).FirstAnswer, Task.Delay(Patience, cancel));
        return errors.Of(key).Current.Value?.Lines is [{ } newest, ..] && time.GetUtcNow() - newest.At <= Recent ? newest.Text : null;
    }
}
