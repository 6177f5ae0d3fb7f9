using Microsoft.AspNetCore.Antiforgery;
using Dashboard.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace Dashboard.SignIn;

public static class SignInSetup
{
    /// <summary>Pages that somebody without any role may see: the one that says so.</summary>
    public const string AnyonePolicy = "SignedIn";

    /// <summary>People with a role. What leaves the house names it, rather than count on the fallback.</summary>
    public const string ViewPolicy = "View";

    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SignInOptions>().Bind(configuration.GetSection("SignIn"))
            .Validate(options => options.Lifetime > TimeSpan.FromMinutes(1) && options.Lifetime <= TimeSpan.FromHours(24), "SignIn:Lifetime must lie between 1 minute and 24 hours, as in SignIn:Lifetime=08:00:00.")
            .ValidateOnStart();
        services.AddSingleton<Access>().AddSingleton<SignInTrail>();
        services.AddHttpContextAccessor().AddCascadingAuthenticationState();

        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme);
        if (UsesEntra(configuration))
            authentication.AddMicrosoftIdentityWebApp(options => EntraSignIn.Bind(options, configuration), cookieScheme: CookieAuthenticationDefaults.AuthenticationScheme);
        else
            authentication.AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).PostConfigure<IOptions<SignInOptions>, TimeProvider>(SignInCookie.Configure);
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme).PostConfigure(EntraSignIn.Configure);

        var view = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => Roles.Allow(context.User, Permission.View)).Build();
        services.AddAuthorizationBuilder()
            .AddPolicy(AnyonePolicy, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(ViewPolicy, view)
            .SetFallbackPolicy(view);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        return services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "ecs-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    public static bool UsesEntra(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["AzureAd:ClientId"]);

    public static void MapSignIn(this WebApplication app)
    {
        // The middleware only notes whether the token fits; the filter is what refuses.
        var forms = app.MapGroup("").WithMetadata(new RequireAntiforgeryTokenAttribute()).AddEndpointFilter(SignInEndpoints.OnlyFromOurFormsAsync);
        var signIn = forms.MapGroup(Urls.SignIn).AllowAnonymous();
        if (app.Configuration.GetValue("SignIn:Demo", false))
            signIn.MapPost("/demo", SignInEndpoints.DemoAsync);
        if (UsesEntra(app.Configuration))
            signIn.MapPost("/entra", SignInEndpoints.EntraAsync);
        forms.MapPost(Urls.SignOut, SignInEndpoints.SignOutAsync).RequireAuthorization(AnyonePolicy);
    }
}
