using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.SignIn;

/// <summary>How the dashboard proves to Entra ID which app it is: by a certificate of its own, by a token that somebody else vouches for it with, or by a secret.</summary>
/// <remarks>Loaded at every sign-in, so that what was renewed counts without a restart. What Entra ID asks of a signed one: https://learn.microsoft.com/entra/identity-platform/certificate-credentials.</remarks>
internal static class EntraCredential
{
    private const string Section = "AzureAd", List = "AzureAd:ClientCredentials";
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string Example = "AzureAd__ClientCredentials__0__SourceType=Base64Encoded AzureAd__ClientCredentials__0__Base64EncodedValue=secretsmanager:dashboard/entra#certificate";
    private static readonly TimeSpan AssertionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>What each kind says beside its SourceType. The library's others are for machines in Azure.</summary>
    private static readonly Dictionary<CredentialSource, string[]> Kinds = new()
    {
        [CredentialSource.ClientSecret] = ["ClientSecret"],
        [CredentialSource.Base64Encoded] = ["Base64EncodedValue"],
        [CredentialSource.Path] = ["CertificateDiskPath"],
        [CredentialSource.StoreWithThumbprint] = ["CertificateThumbprint", "CertificateStorePath"],
        [CredentialSource.StoreWithDistinguishedName] = ["CertificateDistinguishedName", "CertificateStorePath"],
        [CredentialSource.SignedAssertionFilePath] = ["SignedAssertionFileDiskPath"],
    };

    /// <summary>Why nobody could be signed in with what is configured; null when it can be presented.</summary>
    public static async Task<StartupProblem?> ProblemAsync(IConfiguration configuration, DateTimeOffset now)
    {
        var (credential, problem) = await LoadAsync(configuration, now);
        credential?.Certificate?.Dispose();
        return problem;
    }

    /// <summary>Puts the proof into the request that redeems a code. Throws <see cref="CryptographicException"/> naming the setting where there is none to put.</summary>
    /// <param name="audience">The address that the request goes to.</param>
    public static async Task PresentAsync(OpenIdConnectMessage request, string audience, IConfiguration configuration, DateTimeOffset now)
    {
        var (credential, problem) = await LoadAsync(configuration, now);
        if (credential is null)
            throw new CryptographicException(problem!.ToString());
        using var certificate = credential.Certificate;
        request.ClientSecret = credential.ClientSecret;
        if (credential.SourceType == CredentialSource.ClientSecret)
            return;
        request.ClientAssertionType = JwtBearer;
        request.ClientAssertion = certificate is not null ? Sign(certificate, request.ClientId, audience, now) : await ((ClientAssertionProviderBase)credential.CachedValue!).GetSignedAssertionAsync(null);
    }

    private static async Task<(CredentialDescription? Credential, StartupProblem? Problem)> LoadAsync(IConfiguration configuration, DateTimeOffset now)
    {
        var configured = Configured(configuration).ToList();
        if (configured.Count == 0)
            return (null, new(List, "Entra ID answers only who proves to be this app, and nothing is configured that does: a certificate, a file with a token, or a secret.", Example));
        if (configured.Count > 1)
            return (null, new(configured[1].Path, $"{NameOf(configured[0])} is configured as well, and which of the two counts would be a guess. Keep one.", null));
        var section = configured[0];
        if (KindOf(section) is not { } kind)
            return (null, new($"{section.Path}:SourceType", $"“{section["SourceType"]}” is none of {string.Join(", ", Kinds.Keys)}.", Example));
        if (Kinds[kind].FirstOrDefault(need => string.IsNullOrWhiteSpace(section[need])) is { } missing)
            return (null, new($"{section.Path}:{missing}", $"{kind} does not say what to use without it.", Example));
        var credential = section.Get<CredentialDescription>()!;
        credential.SourceType = kind;
        return await DefectOfAsync(credential, now) is { } defect ? (null, new($"{section.Path}:{Kinds[kind][0]}", defect, null)) : (credential, null);
    }

    // One secret has a place of its own, where it has always been.
    private static IEnumerable<IConfigurationSection> Configured(IConfiguration configuration) =>
        [.. string.IsNullOrWhiteSpace(configuration[$"{Section}:ClientSecret"]) ? [] : new[] { configuration.GetSection(Section) }, .. configuration.GetSection(List).GetChildren()];

    private static string NameOf(IConfigurationSection section) => section.Path == Section ? $"{Section}:ClientSecret" : section.Path;

    private static CredentialSource? KindOf(IConfigurationSection section) => section.Path == Section ? CredentialSource.ClientSecret
        : Enum.TryParse<CredentialSource>(section["SourceType"], ignoreCase: true, out var kind) && Kinds.ContainsKey(kind) ? kind : null;

    private static async Task<string?> DefectOfAsync(CredentialDescription credential, DateTimeOffset now)
    {
        if (credential.SourceType == CredentialSource.ClientSecret)
            return null;
        try
        {
            await new DefaultCredentialsLoader().LoadCredentialsIfNeededAsync(credential);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or FormatException or ArgumentException or SecurityTokenException)
        {
            return $"It cannot be read ({error.Message.Split('\n')[0].TrimEnd('.')}).";
        }

        if (credential.SourceType == CredentialSource.SignedAssertionFilePath)
            return credential.CachedValue is null ? "No token can be read from it." : null;
        return credential.Certificate is { } certificate ? DefectOf(certificate, now) : "The store has no certificate of that name that is valid now.";
    }

    private static string? DefectOf(X509Certificate2 certificate, DateTimeOffset now)
    {
        using var key = certificate.GetRSAPrivateKey();
        return key is null ? "The certificate has no private RSA key, and nothing can be signed without. A PKCS #12 file (.pfx) holds both."
            : now >= certificate.NotAfter ? $"The certificate expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC."
            : now < certificate.NotBefore ? $"The certificate is not valid before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC."
            : null;
    }

    private static string Sign(X509Certificate2 certificate, string app, string audience, DateTimeOffset now)
    {
        using var key = certificate.GetRSAPrivateKey();
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = app,
            Audience = audience,
            Claims = new Dictionary<string, object> { ["sub"] = app, ["jti"] = Guid.NewGuid().ToString() },
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + AssertionLifetime).UtcDateTime,
            AdditionalHeaderClaims = new Dictionary<string, object> { ["x5t#S256"] = Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256)) },

            // Signers are remembered by key otherwise, and this key is gone a moment later.
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSsaPssSha256) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } },
        });
    }
}
