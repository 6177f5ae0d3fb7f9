using Dashboard.Store;
using Dashboard.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
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
        services.AddOptions<SignInOptions>().Bind(configuration.GetSection("SignIn")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidation>();
        services.AddOptions<LimitsOptions>().Bind(configuration.GetSection("Limits")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RoleGrants>().AddSingleton<Limits>().AddSingleton<Access>().AddSingleton<SignInTrail>();
        services.AddHttpContextAccessor().AddCascadingAuthenticationState().AddSessions();

        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme);
        if (UsesEntra(configuration))
            authentication.AddMicrosoftIdentityWebApp(options => EntraSignIn.Bind(options, configuration), cookieScheme: CookieAuthenticationDefaults.AuthenticationScheme);
        else
            authentication.AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).PostConfigure<IOptions<SignInOptions>, SessionTickets, TimeProvider>(SignInCookie.Configure);
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme).Configure<IConfiguration>(EntraSignIn.Choose).PostConfigure<IConfiguration>(EntraSignIn.Configure);

        var view = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new ViewRequirement()).Build();
        services.AddSingleton<IAuthorizationHandler, ViewHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(AnyonePolicy, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(ViewPolicy, view)
            .SetFallbackPolicy(view);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

        // Whoever sends a cookie that is none would write an error with its stack trace into the log; the form is refused in plain words.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical));
        return services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "ecs-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    public static bool UsesEntra(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["AzureAd:ClientId"]);

    /// <summary>Tells what follows which places the person may see.</summary>
    public static void UseSight(this WebApplication app)
    {
        var access = app.Services.GetRequiredService<Access>();
        app.Use((context, next) =>
        {
            context.Features.Set(access.SightOf(context.User));
            return next(context);
        });
    }

    public static void MapSignIn(this WebApplication app)
    {
        // The middleware only notes whether the token fits; the filter is what refuses.
        var forms = app.MapGroup("").WithMetadata(new RequireAntiforgeryTokenAttribute()).AddEndpointFilter(SignInEndpoints.OnlyFromOurFormsAsync);
        var signIn = forms.MapGroup(Urls.SignIn).AllowAnonymous();
        if (app.Configuration.GetValue("SignIn:Demo", false))
            signIn.MapPost("/demo", SignInEndpoints.DemoAsync);
        if (UsesEntra(app.Configuration))
            signIn.MapPost("/entra", SignInEndpoints.EntraAsync);
        signIn.MapPost("/wall", WallKeeping.PostAsync);
        forms.MapPost(Urls.SignOut, SignInEndpoints.SignOutAsync).RequireAuthorization(AnyonePolicy);
        forms.MapPost(Urls.SignOutEverywhere, SignInEndpoints.SignOutEverywhereAsync).RequireAuthorization(AnyonePolicy);
    }

    /// <summary>What leaves the house as a file: for people with a role, and as much as one of them may take.</summary>
    public static TBuilder AsDownload<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(ViewPolicy).WithMetadata(new DownloadMark());

    private static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSchema(SessionStore.Schema).AddSingleton<SessionStore>().AddSingleton<Sessions>().AddSingleton<SessionTickets>().AddSingleton<SessionEnding>();
        services.AddSingleton<SessionNow>(all => all.GetRequiredService<Sessions>().NowAsync);
        services.AddScoped<CircuitPerson>().AddScoped<CircuitHandler, CircuitSession>();
        services.AddScoped<CircuitPlace>().AddScoped<CircuitHandler>(all => all.GetRequiredService<CircuitPlace>());
        services.AddScoped<AuthenticationStateProvider>(all => all.GetRequiredService<CircuitPerson>());
        services.AddScoped<IHostEnvironmentAuthenticationStateProvider>(all => all.GetRequiredService<CircuitPerson>());
        return services.AddPoll(all => new PollJob("sessions", Sessions.SweepInterval, all.GetRequiredService<Sessions>().SweepAsync));
    }
}

/// <summary>On an endpoint: its answers are files.</summary>
internal sealed class DownloadMark;
