using System.Collections.Concurrent;

namespace Dashboard.Simulator;

/// <summary>The secrets that a Region keeps.</summary>
internal sealed class SecretBook(RegionState region)
{
    private readonly Lazy<ConcurrentDictionary<string, StoredSecret>> byName = new(() =>
        new(region.Specs.SelectMany(spec => SecretNames.Of(spec, region)).Append(SecretNames.GitHub(region)).ToDictionary(secret => secret.Name), StringComparer.Ordinal));

    /// <summary>By name, or by ARN with or without its ending; null when there is none.</summary>
    public StoredSecret? Find(string id)
    {
        var named = id.Split(":secret:")[^1];
        return byName.Value.GetValueOrDefault(named)
            ?? (named.Length > SecretNames.EndingLength && byName.Value.GetValueOrDefault(named[..^SecretNames.EndingLength]) is { } found && found.Arn == id ? found : null);
    }

    public void Put(StoredSecret secret) => byName.Value[secret.Name] = secret;

    public void Remove(string name) => byName.Value.TryRemove(name, out _);

    /// <summary>The first secret that a task of the definition could not be given; null when all can.</summary>
    public string? Lacking(TaskDefinition definition) => definition.ContainerDefinitions
        .SelectMany(container => container.Secrets)
        .Select(secret => secret.ValueFrom.Split(':'))
        .Where(parts => parts.Length >= 7 && parts[2] == "secretsmanager")
        .Select(parts => string.Join(':', parts[..7]))
        .FirstOrDefault(arn => Find(arn) is not { DeletedAt: null });
}
