using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Dashboard.Tests.SignIn;

/// <param name="Directory">Another one than the app's is what a stranger's account says.</param>
internal sealed record DirectoryPerson(string Id, string Name, ImmutableArray<string> Roles, ImmutableArray<string> Groups, string? Directory = null);

/// <summary>A real OpenID Connect server under the addresses, and with the claims, of a directory in Entra ID. Its clock is its own.</summary>
internal sealed class DirectoryDouble : IAsyncDisposable
{
    public const string Directory = "66666666-7777-8888-9999-000000000000", Stranger = "99999999-7777-8888-9999-000000000000";
    public const string Client = "11111111-2222-3333-4444-555555555555";
    public const string WorkloadIssuer = "https://workloads.example.com", Workload = "arn:aws:iam::111122223333:role/dashboard-task", WorkloadAudience = "api://AzureADTokenExchange";
    private static readonly RsaSecurityKey SigningKey = new(RSA.Create(2048));
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, bool> spent = new();

    private DirectoryDouble(string url, TimeProvider time)
    {
        Url = url;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddRouting();
        builder.Services.AddOpenIddict().AddServer(server => Configure(server, time));
        app = builder.Build();
        app.UseAuthentication();
        app.MapGet($"/{Directory}/oauth2/v2.0/authorize", Authorize);
    }

    public string Url { get; }

    /// <summary>The app's secret, as it is now.</summary>
    public string Secret { get; set; } = "secret-of-the-app";

    /// <summary>The certificate that is registered for the app; with one, its secret is not taken any more.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The key of the issuer whose tokens for <see cref="Workload"/> are taken for the app; with one, its secret is not taken any more.</summary>
    public SecurityKey? Federated { get; set; }

    /// <summary>What is done to an identity token before it is signed.</summary>
    public Action<GenerateTokenContext>? Forge { get; set; }

    /// <summary>Each proof of being the app that a code was redeemed with.</summary>
    public ConcurrentQueue<string> Assertions { get; } = new();

    /// <summary>What was asked for when somebody came to sign in.</summary>
    public ConcurrentQueue<ImmutableDictionary<string, string>> Asked { get; } = new();

    public int CodesRedeemed => spent.Count;

    public static ImmutableArray<DirectoryPerson> People { get; } =
    [
        new("a0000000-0000-0000-0000-000000000001", "Ada Viewer", ["Viewer"], []),
        new("a0000000-0000-0000-0000-000000000002", "Otto Oncall", ["OnCall"], []),
        new("a0000000-0000-0000-0000-000000000003", "Nora Norole", [], []),
        new("a0000000-0000-0000-0000-000000000004", "Gus Group", [], ["b0000000-0000-0000-0000-00000000000b"]),
        new("a0000000-0000-0000-0000-000000000005", "Sid Stranger", ["OnCall", "Manager"], [], Stranger),
    ];

    /// <summary>What the dashboard has to be told of it.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["SignIn:Demo"] = "false",
        ["AzureAd:Instance"] = Url + "/",
        ["AzureAd:TenantId"] = Directory,
        ["AzureAd:ClientId"] = Client,
        ["AzureAd:ClientSecret"] = Secret,
    };

    public static async Task<DirectoryDouble> StartAsync(TimeProvider? time = null)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://{free.LocalEndpoint}";
        free.Stop();
        var directory = new DirectoryDouble(url, time ?? TimeProvider.System);
        await directory.app.StartAsync();
        return directory;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private string Issuer(string directory) => $"{Url}/{directory}/v2.0";

    private void Configure(OpenIddictServerBuilder server, TimeProvider time)
    {
        server.Configure(options => options.TimeProvider = time);
        server.EnableDegradedMode().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RegisterScopes(Scopes.Profile, Scopes.Email, Scopes.OfflineAccess);

        // Its own would be made at the first request, of 4,096 bits: seconds on a busy machine, as long as the dashboard waits for it.
        server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32))).AddSigningKey(SigningKey);
        server.SetIssuer(Issuer(Directory))
            .SetConfigurationEndpointUris($"{Url}/{Directory}/v2.0/.well-known/openid-configuration")
            .SetJsonWebKeySetEndpointUris($"{Url}/{Directory}/discovery/v2.0/keys")
            .SetAuthorizationEndpointUris($"{Url}/{Directory}/oauth2/v2.0/authorize")
            .SetTokenEndpointUris($"{Url}/{Directory}/oauth2/v2.0/token");
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != Client || context.RedirectUri is null || !context.RedirectUri.EndsWith("/signin-oidc", StringComparison.Ordinal))
                context.Reject(Errors.InvalidClient, "This app is not registered.");
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != Client || context.ClientSecret != Secret)
                context.Reject(Errors.InvalidClient, "AADSTS7000215: Invalid client secret provided.");
            else if (!spent.TryAdd(context.Request.Code!, true))
                context.Reject(Errors.InvalidGrant, "AADSTS54005: OAuth2 Authorization code was already redeemed.");
            return default;
        }));

        // After the key was chosen and before it is used.
        server.AddEventHandler<GenerateTokenContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.TokenType == TokenTypeIdentifiers.IdentityToken)
                Forge?.Invoke(context);
            return default;
        }).SetOrder(int.MinValue + 100_500));

        // Entra ID does not read these as this server would: another audience, another type, and tokens of other issuers beside.
        server.AddEventHandler<ExtractTokenRequestContext>(handler => handler.UseInlineHandler(async context =>
        {
            if (context.Request is not { } request || (Certificate is null && Federated is null))
                return;
            Assertions.Enqueue(request.ClientAssertion ?? "");
            if (await IsOfTheAppAsync(request.ClientAssertion))
                (request.ClientAssertion, request.ClientAssertionType, request.ClientSecret) = (null, null, Secret);
            else
                context.Reject(Errors.InvalidClient, "AADSTS700027: The certificate or assertion is not one that is registered for this app.");
        }).SetOrder(int.MaxValue - 1000));

        // A token of another directory is signed with the same keys: only its issuer tells.
        server.AddEventHandler<GenerateTokenContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.TokenType == TokenTypeIdentifiers.IdentityToken && context.Principal?.GetClaim("tid") is { } directory && directory != Directory)
                context.Principal.SetClaim(Claims.Private.Issuer, Issuer(directory));
            return default;
        }).SetOrder(int.MinValue + 100_000));
    }

    private async Task<bool> IsOfTheAppAsync(string? assertion)
    {
        var rules = Certificate is { } certificate
            ? new TokenValidationParameters { IssuerSigningKey = new X509SecurityKey(certificate), ValidIssuer = Client, ValidAudience = $"{Url}/{Directory}/oauth2/v2.0/token", ValidAlgorithms = [SecurityAlgorithms.RsaSsaPssSha256] }
            : new TokenValidationParameters { IssuerSigningKey = Federated, ValidIssuer = WorkloadIssuer, ValidAudience = WorkloadAudience };
        var read = await new JsonWebTokenHandler().ValidateTokenAsync(assertion, rules);
        return read.IsValid && (string)read.Claims[Claims.Subject] == (Certificate is null ? Workload : Client);
    }

    private IResult Authorize(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request["as"]?.ToString() is not { } chosen)
        {
            Asked.Enqueue(request.GetParameters().ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToString() ?? ""));
            var links = People.Select(person => $"<li><a href=\"{WebUtility.HtmlEncode(context.Request.GetEncodedUrl())}&amp;as={person.Id}\">{person.Name}</a></li>");
            return Results.Content($"<!doctype html><title>Pick an account</title><link rel=\"icon\" href=\"data:,\"><ul>{string.Concat(links)}<li><a href=\"{WebUtility.HtmlEncode(context.Request.GetEncodedUrl())}&amp;as=none\">Cancel</a></li></ul>", "text/html");
        }

        if (People.FirstOrDefault(one => one.Id == chosen) is not { } person)
            return Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "AADSTS65004: User declined to consent to access the app.",
            }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        return Results.SignIn(PrincipalOf(person, request), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static ClaimsPrincipal PrincipalOf(DirectoryPerson person, OpenIddictRequest request)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, "subject-of-" + person.Id).SetClaim("oid", person.Id).SetClaim("tid", person.Directory ?? Directory).SetClaim(Claims.Name, person.Name)
            .SetClaim(Claims.PreferredUsername, person.Name.Replace(' ', '.') + "@example.com").SetClaims("roles", person.Roles).SetClaims("groups", person.Groups);
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}
