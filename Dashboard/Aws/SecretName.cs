namespace Dashboard.Aws;

public enum SecretStore
{
    SecretsManager,
    ParameterStore,
}

/// <summary>Where configuration says that a value is: <c>secretsmanager:NAME</c> or <c>ssm:NAME</c>, either with <c>#json-key</c>; NAME may be an ARN.</summary>
/// <param name="JsonKey">The key in the secret's JSON object; null when the secret is the text itself.</param>
public sealed record SecretName(string Id, string? JsonKey, SecretStore Store = SecretStore.SecretsManager)
{
    private const string SecretsManager = "secretsmanager:", ParameterStore = "ssm:";

    /// <summary>Says that it is a reference, well-formed or not.</summary>
    public static bool Begins(string? text) =>
        text is not null && (text.StartsWith(SecretsManager, StringComparison.Ordinal) || text.StartsWith(ParameterStore, StringComparison.Ordinal));

    /// <summary>Null when the text is no such reference.</summary>
    public static SecretName? Parse(string? text)
    {
        if (!Begins(text))
            return null;
        var store = text!.StartsWith(SecretsManager, StringComparison.Ordinal) ? SecretStore.SecretsManager : SecretStore.ParameterStore;
        var parts = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('#');
        return parts.Length <= 2 && parts.All(part => part.Length > 0 && !part.Any(char.IsWhiteSpace)) ? new SecretName(parts[0], parts.ElementAtOrDefault(1), store) : null;
    }
}

/// <summary>What stands before the name of every secret, so that one configuration finds another secret in each environment.</summary>
/// <param name="Text">As in <c>dashboard/production/</c>; empty for none.</param>
public sealed record SecretPrefix(string Text)
{
    public const string Key = "Secrets:Prefix";

    /// <summary><c>{environment}</c> in it is the environment's name in lower case.</summary>
    public static SecretPrefix Of(IConfiguration configuration, IHostEnvironment environment) =>
        new((configuration[Key] ?? "").Trim().Replace("{environment}", environment.EnvironmentName.ToLowerInvariant(), StringComparison.OrdinalIgnoreCase));

    /// <summary>An ARN is whole already. Parameter Store wants a slash before a name that has slashes.</summary>
    public SecretName Complete(SecretName name)
    {
        if (Text.Length == 0 || name.Id.StartsWith("arn:", StringComparison.Ordinal))
            return name;
        var whole = Text + (Text.EndsWith('/') ? name.Id.TrimStart('/') : name.Id);
        return name with { Id = name.Store == SecretStore.ParameterStore && whole.Contains('/', StringComparison.Ordinal) ? "/" + whole.TrimStart('/') : whole };
    }
}
