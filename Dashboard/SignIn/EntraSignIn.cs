using Dashboard.Ui;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.SignIn;

/// <summary>What is ours about Entra ID: every sign-in is recorded, and a failed one comes back to our page with words.</summary>
internal static class EntraSignIn
{
    // Without an instance the library throws at the first request, /health included; every directory outside the national clouds is here.
    private const string PublicCloud = "https://login.microsoftonline.com/";

    public static void Bind(MicrosoftIdentityOptions options, IConfiguration configuration)
    {
        configuration.GetSection("AzureAd").Bind(options);
        if (string.IsNullOrWhiteSpace(options.Instance))
            options.Instance = PublicCloud;
    }

    public static void Choose(OpenIdConnectOptions options, IConfiguration configuration)
    {
        // The library's default hands the token to the browser; a code is worth nothing without our secret and the key that only we know.
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.UsePkce = true;

        // Directories sign with the same keys, so the issuer is what tells one from another; of a directory known by a domain's name the library asks for it.
        if (Guid.TryParse(configuration["AzureAd:TenantId"], out var directory))
            options.TokenValidationParameters.ValidIssuer = $"{(configuration["AzureAd:Instance"] is { Length: > 0 } instance ? instance : PublicCloud).TrimEnd('/')}/{directory}/v2.0";

        // What Entra ID signs with; without a list any that fits one of its keys would do.
        options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];
        options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };

        // Only a loopback directory gets this far over plain HTTP, see StartupChecks.
        options.RequireHttpsMetadata = configuration["AzureAd:Instance"]?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) != true;
    }

    public static void Configure(OpenIdConnectOptions options, IConfiguration configuration)
    {
        // The library would send the secret that it saw first, and nothing else.
        options.Events.OnAuthorizationCodeReceived = async context =>
        {
            var directory = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
            await EntraCredential.PresentAsync(context.TokenEndpointRequest!, directory.TokenEndpoint, configuration, context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        };
        var inner = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await inner(context);
            if (context.Principal is { } person)
                await context.HttpContext.RequestServices.GetRequiredService<SignInTrail>().SignedInAsync(person, "Entra ID");
        };
        options.Events.OnRemoteFailure = async context =>
        {
            var problem = EntraProblem.Of(context.Failure);
            var services = context.HttpContext.RequestServices;
            services.GetRequiredService<ILogger<SignInOptions>>().LogWarning("Entra ID sign-in failed ({Problem}): {Error}", problem.Code, context.Failure?.Message);
            if (problem.IsTheDirectorys)
                await services.GetRequiredService<SignInTrail>().RefusedAsync($"Entra ID; {problem.Words}");
            context.Response.Redirect($"{Urls.SignIn}?problem={problem.Code}");
            context.HandleResponse();
        };
    }
}
