using Dashboard.Aws;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>What a channel needs to know and nobody may see: from Secrets Manager, or in Development from the configuration itself.</summary>
internal sealed class AlertSecrets(SecretValues secrets, AwsTargets targets, IOptions<AlertsOptions> options)
{
    private string Target => options.Value.SecretTarget ?? targets.All[0].Name;

    public async Task<Answer<SecretText>> ReadAsync(string text, CancellationToken cancel) =>
        SecretName.Parse(text) is { } name ? await secrets.ReadAsync(Target, name, cancel) : new SecretText(text);

    /// <summary>It was not taken, so it is read anew before the next attempt.</summary>
    public void Forget(string text)
    {
        if (SecretName.Parse(text) is { } name)
            secrets.Forget(Target, name);
    }
}
