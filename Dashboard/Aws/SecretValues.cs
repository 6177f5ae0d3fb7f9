using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.SecretsManager.Model;
using Dashboard.Live;

namespace Dashboard.Aws;

/// <summary>A secret's text. It shows itself to nobody who does not ask for it by <see cref="Reveal"/>.</summary>
public sealed class SecretText(string text)
{
    public string Reveal() => text;

    public override string ToString() => "(secret)";
}

/// <summary>Where configuration says that a secret is: <c>secretsmanager:NAME</c> or <c>secretsmanager:NAME#json-key</c>; NAME may be an ARN.</summary>
/// <param name="JsonKey">The key in the secret's JSON object; null when the secret is the text itself.</param>
public sealed record SecretName(string Id, string? JsonKey)
{
    private const string Prefix = "secretsmanager:";

    /// <summary>Null when the text is no such reference.</summary>
    public static SecretName? Parse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var parts = text[Prefix.Length..].Split('#');
        return parts.Length <= 2 && parts.All(part => part.Length > 0 && !part.Any(char.IsWhiteSpace)) ? new SecretName(parts[0], parts.ElementAtOrDefault(1)) : null;
    }
}

/// <summary>The values of secrets that the dashboard itself needs, kept for some minutes.</summary>
/// <remarks>Source: secretsmanager:GetSecretValue (aws secretsmanager get-secret-value).</remarks>
public sealed class SecretValues(AwsClients clients, TimeProvider time)
{
    public static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);
    private const string Operation = "secretsmanager:GetSecretValue";
    private readonly ConcurrentDictionary<(string Target, SecretName Name), (SecretText Text, DateTimeOffset At)> known = new();

    public async Task<Answer<SecretText>> ReadAsync(string target, SecretName name, CancellationToken cancel)
    {
        if (known.TryGetValue((target, name), out var kept) && time.GetUtcNow() - kept.At < Keep)
            return kept.Text;
        var asked = clients.For(target);
        var answer = await asked.AskAsync(Operation, token => asked.Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = name.Id }, token), cancel);
        if (answer.Value is not { } response)
            return answer.Fault!;
        if (Pick(response.SecretString, name.JsonKey) is not { Length: > 0 } text)
            return new Fault(FaultKind.Invalid, $"The secret {name.Id} holds no text{(name.JsonKey is { } key ? $" under the key {key}" : "")}.", time.GetUtcNow()) { Operation = Operation };
        var secret = new SecretText(text);
        known[(target, name)] = (secret, time.GetUtcNow());
        return secret;
    }

    /// <summary>Whoever the secret was shown to did not take it: it is read anew the next time.</summary>
    public void Forget(string target, SecretName name) => known.TryRemove((target, name), out _);

    private static string? Pick(string? text, string? key)
    {
        if (key is null || text is null)
            return text?.Trim();
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
