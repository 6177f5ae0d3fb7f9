using System.Security.Claims;
using Dashboard.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.SignIn;

internal static class SignInEndpoints
{
    public static ValueTask<object?> OnlyFromOurFormsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true })
            return next(context);
        context.HttpContext.RequestServices.GetRequiredService<ILogger<SignInOptions>>().LogInformation("{Path} was refused, because what was sent is no form of this dashboard, or an old one", context.HttpContext.Request.Path);
        return new(TypedResults.BadRequest("This form is not ours, or it is too old. Load the page again."));
    }

    public static async Task<Results<LocalRedirectResult, BadRequest<string>>> DemoAsync([FromForm] string? person, [FromForm] string? returnUrl, HttpContext context, SignInTrail trail)
    {
        if (DemoPerson.All.FirstOrDefault(known => known.Id == person) is not { } chosen)
            return TypedResults.BadRequest("There is no such demo person.");
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, chosen.Principal);
        await trail.SignedInAsync(chosen.Principal, "demo sign-in");
        return new LocalRedirectResult(ReturnUrl.Local(returnUrl));
    }

    public static async Task<Results<EmptyHttpResult, LocalRedirectResult>> EntraAsync([FromForm] string? returnUrl, HttpContext context, ILogger<SignInOptions> log)
    {
        if (ProxyNetworks.IsUnheard(context.Request))
            return new LocalRedirectResult($"{Urls.SignIn}?problem={EntraProblem.Proxy.Code}");
        try
        {
            await context.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = ReturnUrl.Local(returnUrl) });
            return TypedResults.Empty;
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            // The address of the sign-in page is read from the directory, which may not answer or not exist.
            log.LogWarning("Entra ID could not be asked where people sign in: {Error}", error.Message.Split(". Exception:")[0]);
            return new LocalRedirectResult(Urls.SignIn + "?problem=entra");
        }
    }

    public static async Task<LocalRedirectResult> SignOutAsync(HttpContext context, SignInTrail trail, ClaimsPrincipal person)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await trail.SignedOutAsync(person);
        return new LocalRedirectResult(Urls.SignIn + "?signed-out=1");
    }

    public static async Task<LocalRedirectResult> SignOutEverywhereAsync(HttpContext context, SessionEnding ending, SignInTrail trail, ClaimsPrincipal person)
    {
        var others = await ending.EndOthersAsync(person);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await trail.SignedOutAsync(person, $"everywhere; {Format.Plural(others, "other session")}");
        return new LocalRedirectResult(Urls.SignIn + "?signed-out=everywhere");
    }

    /// <summary>303, so that a browser turns its POST into a GET.</summary>
    internal sealed class LocalRedirectResult(string url) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = url;
            return Task.CompletedTask;
        }
    }
}
