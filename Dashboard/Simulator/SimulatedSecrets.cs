namespace Dashboard.Simulator;

/// <summary>AWS Secrets Manager in one Region: what the services' task definitions name is there, unless it was deleted.</summary>
public sealed class SimulatedSecrets
{
    private readonly RegionState region;

    internal SimulatedSecrets(RegionState region) => this.region = region;

    /// <param name="secretId">Name or ARN, with or without the six random characters at its end.</param>
    /// <exception cref="SimulatedAwsException">ResourceNotFoundException.</exception>
    public SecretDescription DescribeSecret(string secretId)
    {
        var secret = Find(secretId);
        return new SecretDescription(secret.Arn, secret.Name)
        {
            CreatedDate = secret.CreatedAt,
            LastChangedDate = secret.ChangedAt,
            DeletedDate = secret.DeletedAt,
            VersionIdsToStages = secret.Versions.ToDictionary(version => version.Id, version => version.Stages),
        };
    }

    /// <exception cref="SimulatedAwsException">ResourceNotFoundException; InvalidRequestException while the secret waits for its deletion.</exception>
    public SecretValue GetSecretValue(string secretId, string? versionId = null, string? stage = null)
    {
        var secret = Find(secretId);
        if (secret.DeletedAt is not null)
            throw new SimulatedAwsException("InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion.");
        var version = secret.Versions.FirstOrDefault(version => versionId is null ? version.Stages.Contains(stage ?? "AWSCURRENT") : version.Id == versionId && (stage is null || version.Stages.Contains(stage)))
            ?? throw new SimulatedAwsException("ResourceNotFoundException", $"Secrets Manager can't find the specified secret value for {(versionId is null ? $"staging label: {stage ?? "AWSCURRENT"}" : $"VersionId: {versionId}")}");
        return new SecretValue(secret.Arn, secret.Name, version.Id, version.Text, version.Stages, secret.ChangedAt);
    }

    /// <summary>As CreateSecret or PutSecretValue.</summary>
    public void Put(string name, string value) => region.Secrets.Put(SecretNames.Stored(region, name, [new SecretVersion(Hash.Guid(Hash.Of(71, name + value)), ["AWSCURRENT"], value)]));

    /// <param name="recoveryDays">As DeleteSecret with a recovery window; 0 deletes for good.</param>
    public void Delete(string name, int recoveryDays = 0)
    {
        if (recoveryDays == 0)
            region.Secrets.Remove(name);
        else
            region.Secrets.Put(Find(name) with { DeletedAt = region.Clock.Now.AddDays(recoveryDays) });
    }

    private StoredSecret Find(string id) =>
        region.Secrets.Find(id) ?? throw new SimulatedAwsException("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}

/// <summary>The shape of DescribeSecret.</summary>
public sealed record SecretDescription(string ARN, string Name)
{
    public DateTimeOffset CreatedDate { get; init; }
    public DateTimeOffset LastChangedDate { get; init; }

    /// <summary>When it will be gone; null while nobody deleted it.</summary>
    public DateTimeOffset? DeletedDate { get; init; }
    public IReadOnlyDictionary<string, IReadOnlyList<string>> VersionIdsToStages { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

public sealed record SecretValue(string ARN, string Name, string VersionId, string SecretString, IReadOnlyList<string> VersionStages, DateTimeOffset CreatedDate);

internal sealed record SecretVersion(string Id, IReadOnlyList<string> Stages, string Text);

internal sealed record StoredSecret(string Name, string Arn, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, IReadOnlyList<SecretVersion> Versions, DateTimeOffset? DeletedAt = null);
