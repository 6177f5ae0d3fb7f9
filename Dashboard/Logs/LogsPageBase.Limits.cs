using System.Collections.Immutable;
using System.Security.Claims;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Logs;

/// <summary>How much one person searches and follows at once, in all of their pages together.</summary>
public abstract partial class LogsPageBase
{
    private ClaimsPrincipal person = new();
    private IDisposable? searching, following;
    private string? tooManySearches, tooManyFollowed;

    [Inject] private Limits Limits { get; set; } = default!;

    [CascadingParameter] public Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>Limits that the person has reached, a sentence each.</summary>
    protected IEnumerable<string> Refusals => new[] { tooManySearches, tooManyFollowed }.OfType<string>();

    private async Task KnowPersonAsync() => person = Authentication is null ? person : (await Authentication).User;

    /// <summary>The page's one search; a newer one takes the place of the one before, which may still be ending.</summary>
    /// <returns>To be disposed of when the search has ended; null when the person has to wait.</returns>
    private IDisposable? TakeSearch()
    {
        searching?.Dispose();
        return searching = Limits.Take(person, Limit.Searches, out tooManySearches);
    }

    private void Follow(ImmutableArray<LogScope> scopes)
    {
        following = Limits.Take(person, Limit.Follows, out tooManyFollowed);
        if (following is not null)
            Tail = Tails.Follow(scopes, View.Query, RenderSoon);
    }

    private void Unfollow()
    {
        Tail?.Dispose();
        following?.Dispose();
        (Tail, following, tooManyFollowed) = (null, null, null);
    }
}
