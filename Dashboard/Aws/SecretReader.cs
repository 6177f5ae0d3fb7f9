using System.Text.Json;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement.Model;

namespace Dashboard.Aws;

/// <summary>A secret's text. It shows itself to nobody who does not ask for it by <see cref="Reveal"/>.</summary>
public sealed class SecretText(string text)
{
    public string Reveal() => text;

    public override string ToString() => "(secret)";
}

/// <summary>Reads one value that the dashboard itself needs.</summary>
/// <remarks>Source: secretsmanager:GetSecretValue (aws secretsmanager get-secret-value), ssm:GetParameter (aws ssm get-parameter --with-decryption).</remarks>
internal static class SecretReader
{
    public static async Task<Answer<SecretText>> ReadAsync(TargetClients asked, SecretName name, TimeProvider time, CancellationToken cancel)
    {
        var (whole, fault) = await WholeAsync(asked, name, cancel);
        if (whole is null)
            return fault!;
        if (Pick(whole.Reveal(), name.JsonKey) is { Length: > 0 } text)
            return new SecretText(text);
        return new Fault(FaultKind.Invalid, $"The secret {name.Id} holds no text{(name.JsonKey is { } key ? $" under the key {key}" : "")}.", time.GetUtcNow()) { Operation = Operation(name) };
    }

    private static string Operation(SecretName name) => name.Store == SecretStore.ParameterStore ? "ssm:GetParameter" : "secretsmanager:GetSecretValue";

    private static Task<Answer<SecretText>> WholeAsync(TargetClients asked, SecretName name, CancellationToken cancel) => asked.AskAsync(Operation(name), async token =>
        new SecretText(name.Store == SecretStore.ParameterStore
            ? (await asked.Parameters.GetParameterAsync(new GetParameterRequest { Name = name.Id, WithDecryption = true }, token)).Parameter?.Value ?? ""
            : (await asked.Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = name.Id }, token)).SecretString ?? ""), cancel);

    private static string? Pick(string text, string? key)
    {
        if (key is null)
            return text.Trim();
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty(key, out var value))
                return null;
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
