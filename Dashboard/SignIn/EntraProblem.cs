using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.SignIn;

/// <summary>Why Entra ID, or the dashboard, signed somebody not in. The code stands in the address of the sign-in page, the words on it.</summary>
/// <param name="IsTheDirectorys">The directory vouched for the answer, so that a stranger cannot fill the trail with them.</param>
internal sealed record EntraProblem(string Code, string Words, bool IsTheDirectorys = false)
{
    private static readonly EntraProblem Other = new("entra", "Entra ID did not sign you in. Try again; if it goes on, an administrator finds the reason in the dashboard’s log.");

    private static readonly EntraProblem Stale = new("stale", "This sign-in was begun elsewhere or too long ago, or was used already. Sign in again.");

    private static readonly EntraProblem Secret = new("secret", "Entra ID did not accept the dashboard’s own secret or certificate. An administrator has to renew it (AzureAd:ClientCredentials).");

    private static readonly EntraProblem Credential = new("credential", "The dashboard cannot read its own certificate or token, so Entra ID cannot be asked. An administrator finds the reason in the dashboard’s log (AzureAd:ClientCredentials).");

    private static readonly EntraProblem Cancelled = new("cancelled", "The sign-in was cancelled, or you are not assigned to this dashboard in Entra ID.");

    public static readonly EntraProblem Proxy = new("proxy", "The load balancer in front of this dashboard is not among those that it believes (Proxy:Networks), so Entra ID would send you back to the wrong address. An administrator finds its address in the dashboard’s log.");

    private static readonly EntraProblem Directory = new("directory", "Your account belongs to another directory than this dashboard’s. Sign in with an account of this one.", IsTheDirectorys: true);

    private static readonly EntraProblem Expired = new("expired", "What Entra ID sent had expired when it arrived. Sign in again; if it goes on, the clock of the dashboard is wrong.", IsTheDirectorys: true);

    /// <summary>The words of a code; null without one.</summary>
    public static string? WordsOf(string? code) => code is null ? null : (new[] { Stale, Secret, Credential, Cancelled, Proxy, Directory, Expired }.FirstOrDefault(one => one.Code == code) ?? Other).Words;

    public static EntraProblem Of(Exception? failure)
    {
        for (var error = failure; error is not null; error = error.InnerException)
        {
            if (error is SecurityTokenInvalidIssuerException)
                return Directory;
            if (error is SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenInvalidLifetimeException)
                return Expired;
            if (error is CryptographicException)
                return Credential;
            if (error is OpenIdConnectProtocolException && Said(error, "access_denied"))
                return Cancelled;
            if (error is OpenIdConnectProtocolException && (Said(error, "invalid_client") || Said(error, "unauthorized_client")))
                return Secret;
            if (error is OpenIdConnectProtocolException && Said(error, "invalid_grant"))
                return Stale;
        }

        // The handler has no types for these: the state or the cookie that belongs to it is not there, or not as it was sent.
        return failure is AuthenticationFailureException && (Said(failure, "Correlation failed") || Said(failure, "message.State")) ? Stale : Other;
    }

    private static bool Said(Exception error, string words) => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
