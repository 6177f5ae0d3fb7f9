using System.Collections.Immutable;
using Dashboard.Fleet;
using Dashboard.Logs;
using Dashboard.Rollback;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>What the logs of a service say when it is in trouble.</summary>
/// <param name="NewSince">The worst that its running revision writes and the one named did not, masked; null where there is none or it took too long.</param>
/// <param name="Newest">The newest error line, without what looks like a secret, since it leaves the house; null where there is none or it took too long.</param>
internal sealed record ErrorEvidence((string Before, string Example)? NewSince, string? Newest);

/// <summary>Reads it if the logs give it quickly: an alert does not wait for it.</summary>
internal sealed class ErrorEvidenceSource(NewestErrors errors, NewSince newSince, IOptions<AlertsOptions> options, TimeProvider time)
{
    // Real time, also where the clock of the simulated world runs faster.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // With more at once the searches would wait for each other, and the alerts for them.
    private const int Most = 5;

    // An older one has nothing to do with what began now.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    /// <returns>By service. Nothing at all where messages are told together.</returns>
    public async Task<ImmutableDictionary<ServiceKey, ErrorEvidence>> OfAsync(ImmutableArray<ServiceKey> services, CancellationToken cancel)
    {
        if (services.IsEmpty || services.Length > Math.Min(Most, options.Value.Together) || options.Value.Destinations.Count == 0)
            return ImmutableDictionary<ServiceKey, ErrorEvidence>.Empty;
        var found = await Task.WhenAll(services.Distinct().Select(async key => (Key: key, Evidence: await ReadAsync(key, cancel))));
        return found.ToImmutableDictionary(one => one.Key, one => one.Evidence);
    }

    private async Task<ErrorEvidence> ReadAsync(ServiceKey key, CancellationToken cancel)
    {
        using var lines = errors.Hold(key);
        using var comparison = newSince.Hold(key);
        await Task.WhenAny(Task.WhenAll(errors.Of(key).FirstAnswer, newSince.Of(key).FirstAnswer), Task.Delay(Patience, cancel));
        var now = time.GetUtcNow();
        var newest = errors.Of(key).Current.Value?.Lines is [{ } line, ..] && now - line.At <= Recent ? MaskedExample.OfLine(line.Text) : null;
        return new ErrorEvidence(newSince.Of(key).Current is { Value.Report: { } report, ObservedAt: { } at } && now - at <= Recent ? Worst(report) : null, newest);
    }

    private static (string, string)? Worst(SinceReport report) =>
        report.Templates.FirstOrDefault(template => template is { Kind: not SinceKind.Grown, Level: >= LogSeverity.Warning }) is { } worst ? (report.Question.Before.ToString(), worst.Example) : null;
}
