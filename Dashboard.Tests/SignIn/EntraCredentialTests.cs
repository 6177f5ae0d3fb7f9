using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Simulator;
using Dashboard.SignIn;
using Dashboard.Tests.Browser;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Tests.SignIn;

/// <summary>The whole way through a real OpenID Connect server, which checks by itself who redeems a code.</summary>
public sealed class EntraCredentialTests : IAsyncLifetime
{
    private const string First = "AzureAd:ClientCredentials:0";
    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory("credential-");
    private readonly RSA key = RSA.Create(2048);
    private SimulatedAws aws = default!;
    private DirectoryDouble directory = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (aws, directory) = (await SimulatedAws.StartAsync(), await DirectoryDouble.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await directory.DisposeAsync();
        await aws.DisposeAsync();
        key.Dispose();
        files.Delete(recursive: true);
    }

    [Fact]
    public async Task A_certificate_signs_people_in_and_the_one_that_replaced_it_does_without_a_restart()
    {
        var path = Write(directory.Certificate = Certificate());
        await using var server = Start((":SourceType", "Path"), (":CertificateDiskPath", path), (":CertificatePassword", "of the file"));

        Assert.Equal("/status", await SignInAsync(server, "Otto Oncall"));
        var presented = new JsonWebToken(Assert.Single(directory.Assertions));
        Assert.Equal((DirectoryDouble.Client, DirectoryDouble.Client, "PS256"), (presented.Issuer, presented.Subject, presented.Alg));
        Assert.Equal($"{directory.Url}/{DirectoryDouble.Directory}/oauth2/v2.0/token", Assert.Single(presented.Audiences));
        Assert.Equal(Base64UrlEncoder.Encode(directory.Certificate.GetCertHash(HashAlgorithmName.SHA256)), presented.GetHeaderValue<string>("x5t#S256"));
        Assert.Equal(TimeSpan.FromMinutes(5), presented.ValidTo - presented.ValidFrom);

        Write(directory.Certificate = Certificate());
        Assert.Equal("/status", await SignInAsync(server, "Otto Oncall"));
        Assert.Equal(2, directory.CodesRedeemed);
        Assert.Empty(server.LoggedWarnings);
    }

    [Fact]
    public async Task A_certificate_may_come_from_Secrets_Manager()
    {
        directory.Certificate = Certificate();
        aws.World.In(SimulatedWorld.Production).Secrets.Put("entra", Convert.ToBase64String(directory.Certificate.Export(X509ContentType.Pfx)));
        await using var server = Start((":SourceType", "Base64Encoded"), (":Base64EncodedValue", "secretsmanager:entra"));

        Assert.Equal("/status", await SignInAsync(server, "Ada Viewer"));
    }

    [Fact]
    public async Task A_certificate_that_the_directory_does_not_know_signs_nobody_in_and_the_page_says_whose_it_is()
    {
        directory.Certificate = Certificate();
        await using var server = Start((":SourceType", "Path"), (":CertificateDiskPath", Write(Certificate())), (":CertificatePassword", "of the file"));
        using var person = new EntraVisitor(server);

        Assert.Equal("/sign-in?problem=secret", await person.SignInAsync("Otto Oncall"));

        Assert.Contains("Entra ID did not accept the dashboard’s own secret or certificate.", await person.PageAsync("/sign-in?problem=secret"), StringComparison.Ordinal);
        Assert.Single(directory.Assertions);
        Assert.Equal(0, directory.CodesRedeemed);
    }

    [Fact]
    public async Task A_certificate_that_went_away_signs_nobody_in_and_asks_nobody()
    {
        var path = Write(directory.Certificate = Certificate());
        await using var server = Start((":SourceType", "Path"), (":CertificateDiskPath", path), (":CertificatePassword", "of the file"));
        File.Delete(path);
        using var person = new EntraVisitor(server);

        Assert.Equal("/sign-in?problem=credential", await person.SignInAsync("Otto Oncall"));

        Assert.Contains("The dashboard cannot read its own certificate or token", await person.PageAsync("/sign-in?problem=credential"), StringComparison.Ordinal);
        Assert.Contains(server.LoggedWarnings, warning => warning.Contains($"(credential): {First}:CertificateDiskPath: It cannot be read", StringComparison.Ordinal));
        Assert.Empty(directory.Assertions);
    }

    [Fact]
    public async Task A_token_that_somebody_else_vouches_with_signs_people_in_as_it_stands_in_the_file_then()
    {
        directory.Federated = new RsaSecurityKey(key.ExportParameters(includePrivateParameters: false));
        var path = Path.Combine(files.FullName, "token");
        File.WriteAllText(path, Token(DirectoryDouble.Workload));
        await using var server = Start((":SourceType", "SignedAssertionFilePath"), (":SignedAssertionFileDiskPath", path));

        Assert.Equal("/status", await SignInAsync(server, "Otto Oncall"));
        File.WriteAllText(path, Token("arn:aws:iam::111122223333:role/another"));

        Assert.Equal("/sign-in?problem=secret", await SignInAsync(server, "Otto Oncall"));
        Assert.Equal((2, 1), (directory.Assertions.Count, directory.CodesRedeemed));
    }

    [Theory]
    [InlineData(-30, -1, true, "The certificate expired on 2026-02-28 00:00 UTC.")]
    [InlineData(1, 30, true, "The certificate is not valid before 2026-03-02 00:00 UTC.")]
    [InlineData(-1, 30, false, "The certificate has no private RSA key, and nothing can be signed without.")]
    [InlineData(-1, 30, true, null)]
    public async Task A_certificate_that_could_sign_nothing_is_refused_at_start(int from, int to, bool withKey, string? said)
    {
        var now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = Certificate(now.AddDays(from), now.AddDays(to));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new($"{First}:SourceType", "Base64Encoded"), new($"{First}:Base64EncodedValue", Convert.ToBase64String(certificate.Export(withKey ? X509ContentType.Pfx : X509ContentType.Cert))),
        ]).Build();

        var problem = await EntraCredential.ProblemAsync(configuration, now);

        Assert.Equal(said is not null, problem is not null);
        Assert.StartsWith(said ?? "", problem?.Message ?? "", StringComparison.Ordinal);
    }

    private static async Task<string> SignInAsync(DashboardServer server, string name)
    {
        using var person = new EntraVisitor(server);
        return await person.SignInAsync(name);
    }

    private DashboardServer Start(params (string Key, string Value)[] credential)
    {
        var settings = new Dictionary<string, string?>(directory.Settings) { ["AzureAd:ClientSecret"] = null };
        foreach (var (name, value) in credential)
            settings[First + name] = value;
        return new DashboardServer(TimeProvider.System, aws.Uri, settings: settings);
    }

    private static X509Certificate2 Certificate(DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        using var own = RSA.Create(2048);
        return new CertificateRequest("CN=dashboard", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from ?? DateTimeOffset.UtcNow.AddHours(-1), to ?? DateTimeOffset.UtcNow.AddDays(1));
    }

    private string Write(X509Certificate2 certificate)
    {
        var path = Path.Combine(files.FullName, $"{(ReferenceEquals(certificate, directory.Certificate) ? "app" : "foreign")}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "of the file"));
        return path;
    }

    private string Token(string subject) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = DirectoryDouble.WorkloadIssuer,
        Audience = DirectoryDouble.WorkloadAudience,
        Claims = new Dictionary<string, object> { ["sub"] = subject },
        Expires = DateTime.UtcNow.AddHours(1),
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256),
    });
}
