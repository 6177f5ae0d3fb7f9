using Dashboard.Ui;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;

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

    public static void Configure(OpenIdConnectOptions options, IConfiguration configuration)
    {
        // The library keeps the secret that it saw first; one that was rotated comes with the configuration.
        options.ClientSecret = configuration["AzureAd:ClientSecret"] ?? options.ClientSecret;
        var inner = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await inner(context);
            if (context.Principal is { } person)
                await context.HttpContext.RequestServices.GetRequiredService<SignInTrail>().SignedInAsync(person, "Entra ID");
        };
        options.Events.OnRemoteFailure = context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<SignInOptions>>().LogWarning("Entra ID sign-in failed: {Error}", context.Failure?.Message);
            context.Response.Redirect(Urls.SignIn + "?problem=entra");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
