using System.Reflection;
using Dashboard.Aws;

namespace Dashboard.Audit;

/// <summary>The settings that decide what the dashboard does and lets people do, as they may be shown to everybody.</summary>
internal static class AuditedSettings
{
    private const string Hidden = "(set, not shown)";
    private const int LongestValue = 200;

    private static readonly HashSet<string> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        "Aws", "AzureAd", "SignIn", "Store", "Audit", "Secrets", "Fleet", "Metrics", "Logs", "Alarms", "Deployments", "Rollback", "Alerts", "Status", "Simulator",
        "AllowedHosts", "DetailedErrors", "Environment", "ForwardedHeaders_Enabled", "Kestrel", "Urls",
    };

    /// <summary>Of what Entra is told, only that which its sign-in page shows anyway.</summary>
    private static readonly HashSet<string> OpenOfEntra = new(StringComparer.OrdinalIgnoreCase) { "Instance", "TenantId", "ClientId", "Domain", "CallbackPath", "SignedOutCallbackPath" };

    private static readonly string[] Secretive = ["Secret", "Password", "Token", "Webhook", "Key", "Credential", "Credentials", "Value", "User", "Headers"];

    /// <param name="referenceOf">The reference behind a setting whose value was read from a secret; null for others.</param>
    public static IReadOnlyDictionary<string, string> Of(IConfiguration configuration, Func<string, string?> referenceOf)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["(version)"] = typeof(AuditedSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown" };
        foreach (var (key, value) in configuration.AsEnumerable())
            if (!string.IsNullOrEmpty(value) && Sections.Contains(key.Split(':')[0]) && !IsPassing(key))
                settings[key] = Shown(key, value, referenceOf(key));
        return settings;
    }

    // Where the simulated AWS inside listens is another port at each start.
    private static bool IsPassing(string key) => key.Equals("Aws:SimulatorUrl", StringComparison.OrdinalIgnoreCase);

    // A reference says where a secret is and may be read by all; a malformed one may be the secret itself.
    private static string Shown(string key, string value, string? reference) =>
        (reference ?? value) is var text && SecretName.Parse(text) is not null ? text
        : reference is not null || SecretName.Begins(value) || IsSecretive(key.Split(':')) || HasPassword(value) ? Hidden
        : AuditReason.Escaped(value.Length > LongestValue ? value[..LongestValue] + "…" : value);

    private static bool IsSecretive(string[] parts) => parts[0].Equals("AzureAd", StringComparison.OrdinalIgnoreCase)
        ? !OpenOfEntra.Contains(parts[^1])
        : Secretive.Any(word => parts[^1].EndsWith(word, StringComparison.OrdinalIgnoreCase));

    private static bool HasPassword(string value) => value.Split(';').Any(part => Uri.TryCreate(part, UriKind.Absolute, out var address) && address.UserInfo.Length > 0);
}
