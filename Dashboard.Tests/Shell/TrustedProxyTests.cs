using System.Text.RegularExpressions;
using Dashboard.Tests.Browser;
using Dashboard.Tests.SignIn;

namespace Dashboard.Tests.Shell;

/// <summary>Over HTTP, as a load balancer on this machine would speak.</summary>
public sealed class TrustedProxyTests
{
    [Fact]
    public async Task Behind_a_believed_proxy_people_come_back_to_https_with_cookies_of_this_host_alone()
    {
        await using var directory = await DirectoryDouble.StartAsync();
        await using var story = await RunningStory.StartAsync(TimeProvider.System, directory.Settings.Append(new("Proxy:Networks:0", "127.0.0.0/8")).ToDictionary());

        var (location, cookies) = await ChallengeAsync(story, "https");

        Assert.Contains("redirect_uri=" + Uri.EscapeDataString($"https://{story.Server.Uri.Authority}/signin-oidc"), location, StringComparison.Ordinal);
        Assert.All(cookies, cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(story.Server.LoggedWarnings);
    }

    [Fact]
    public async Task Of_several_hops_the_last_is_believed_and_no_more()
    {
        await using var directory = await DirectoryDouble.StartAsync();
        await using var story = await RunningStory.StartAsync(TimeProvider.System, directory.Settings.Append(new("Proxy:Networks:0", "127.0.0.0/8")).ToDictionary());

        var (location, _) = await ChallengeAsync(story, "https, http");

        Assert.Contains("redirect_uri=http%3A", location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_is_not_believed_is_named_with_the_setting_and_nobody_is_sent_to_the_wrong_address()
    {
        await using var directory = await DirectoryDouble.StartAsync();
        await using var story = await RunningStory.StartAsync(TimeProvider.System, directory.Settings.Append(new("Proxy:Networks:0", "10.0.0.0/16")).ToDictionary());

        var (location, _) = await ChallengeAsync(story, "https");

        Assert.Equal("/sign-in?problem=proxy", location);
        Assert.Matches("127\\.0\\.0\\.1 says that a request came by https, and is in none of Proxy:Networks", Assert.Single(story.Server.LoggedWarnings));
    }

    private static async Task<(string Location, string[] Cookies)> ChallengeAsync(RunningStory story, string proto)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = story.Server.Uri };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", proto);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var page = await http.GetAsync("/sign-in");
        var token = Regex.Match(await page.Content.ReadAsStringAsync(), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new HttpRequestMessage(HttpMethod.Post, "/sign-in/entra") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("returnUrl", "/")]) };
        form.Headers.Add("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        using var answer = await http.SendAsync(form);
        return (answer.Headers.Location?.OriginalString ?? $"{(int)answer.StatusCode}", [.. answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []]);
    }
}
