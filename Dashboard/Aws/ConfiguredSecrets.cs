using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Dashboard.Aws;

/// <summary>Every configuration value that is a reference to a secret, in the secret's place: read before anything starts, and again as secrets rotate.</summary>
public sealed partial class ConfiguredSecrets : ConfigurationProvider, IConfigurationSource
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private readonly IConfigurationRoot configuration;
    private readonly TimeProvider time;
    private readonly SecretPrefix prefix;
    private readonly Func<TargetClients?> connect;
    private volatile Known known = new(ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase), [], [], ImmutableDictionary<string, string>.Empty);

    private ConfiguredSecrets(IConfigurationRoot configuration, IHostEnvironment environment, TimeProvider time)
    {
        (this.configuration, this.time) = (configuration, time);
        (prefix, connect) = (SecretPrefix.Of(configuration, environment), () => SecretClients.Connect(configuration, environment, time));
    }

    /// <summary>What is wrong with each reference that could not be read, beginning with the setting's key; never its value.</summary>
    public ImmutableArray<string> Problems => known.Problems;

    /// <summary>Puts the values over the references in the configuration, before anybody binds them.</summary>
    public static async Task<ConfiguredSecrets> AddAsync(IConfigurationManager configuration, IHostEnvironment environment, TimeProvider time)
    {
        var secrets = new ConfiguredSecrets((IConfigurationRoot)configuration, environment, time);
        await secrets.RefreshAsync(CancellationToken.None);
        configuration.Add(secrets);
        return secrets;
    }

    /// <summary>Reads them all again. What cannot be read keeps its value.</summary>
    /// <returns>The keys whose value changed.</returns>
    public async Task<ImmutableArray<string>> RefreshAsync(CancellationToken cancel)
    {
        var references = References();
        if (references.IsEmpty && known.References.IsEmpty)
            return [];
        var clients = references.IsEmpty ? null : connect();
        var read = await Task.WhenAll(references.Select(async pair => (pair.Key, Answer: await ReadAsync(clients, pair.Key, pair.Value, cancel))));
        var before = known;
        var kept = references.Keys.Where(key => before.References.GetValueOrDefault(key) == references[key] && before.Values.ContainsKey(key)).ToDictionary(key => key, key => before.Values[key]);
        foreach (var (key, answer) in read)
            if (answer.Text is { } text)
                kept[key] = text.Reveal();
        ImmutableArray<string> changed = [.. kept.Keys.Union(before.Values.Keys).Where(key => kept.GetValueOrDefault(key) != before.Values.GetValueOrDefault(key)).Order(StringComparer.Ordinal)];

        // The old value stays unspeakable: whoever it was taken from may still say it.
        known = new(references, [.. read.Select(one => one.Answer.Problem).OfType<string>()], before.Spoken.AddRange(kept.Values.Except(before.Spoken)), kept.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase));
        if (!changed.IsEmpty)
        {
            Data = kept.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.OrdinalIgnoreCase);
            OnReload();
        }

        return changed;
    }

    /// <summary>The reference that a setting's value was read by; null for any other setting.</summary>
    public string? ReferenceOf(string key) => known.References.GetValueOrDefault(key);

    /// <summary>The text without any secret that is known, for messages of others about a setting's value.</summary>
    public string Redact(string text) =>
        known.Spoken.OrderByDescending(secret => secret.Length).Aggregate(text, (shown, secret) => shown.Replace(secret, "(secret)", StringComparison.Ordinal));

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    private ImmutableDictionary<string, string> References() => configuration.AsEnumerable()
        .Select(pair => (pair.Key, Text: Beneath(pair.Key)))
        .Where(pair => SecretName.Begins(pair.Text) && !ReadWhereUsed().IsMatch(pair.Key))
        .ToImmutableDictionary(pair => pair.Key, pair => pair.Text!, StringComparer.OrdinalIgnoreCase);

    // Not what this provider has put over it.
    private string? Beneath(string key)
    {
        foreach (var provider in configuration.Providers.Reverse())
            if (provider != this && provider.TryGet(key, out var text))
                return text;
        return null;
    }

    private async Task<(SecretText? Text, string? Problem)> ReadAsync(TargetClients? clients, string key, string reference, CancellationToken cancel)
    {
        if (SecretName.Parse(reference) is not { } name)
            return (null, $"{key}: This must be secretsmanager:NAME, secretsmanager:NAME#json-key or ssm:NAME, without spaces.");
        if (clients is null)
            return (null, $"{key}: The Region to read it in is not known. Set Secrets:Region, as in Secrets__Region=eu-west-1.");
        try
        {
            var (text, fault) = await SecretReader.ReadAsync(clients, prefix.Complete(name), time, cancel);
            return (text, text is null ? $"{key}: What it refers to could not be read. {fault!.Message}" : null);
        }
        catch (InvalidOperationException)
        {
            return (null, $"{key}: The simulated AWS inside the dashboard has no secrets for its own configuration; run it alone and set Aws:SimulatorUrl, as in Aws__SimulatorUrl=http://127.0.0.1:4566.");
        }
    }

    /// <summary>These are read at each use, with the role of the target that they name.</summary>
    [GeneratedRegex(@"\A(Alerts:Destinations:\d+:(Webhook|Token)|Alerts:Smtp:(User|Password)|Rollback:GitHub:Token)\z", RegexOptions.IgnoreCase)]
    private static partial Regex ReadWhereUsed();

    private sealed record Known(ImmutableDictionary<string, string> References, ImmutableArray<string> Problems, ImmutableArray<string> Spoken, ImmutableDictionary<string, string> Values);
}
