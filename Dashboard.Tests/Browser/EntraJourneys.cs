using System.Text.RegularExpressions;
using Dashboard.Tests.SignIn;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests.Browser;

/// <summary>Signing in through a real OpenID Connect server, in a real browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EntraJourneys(Chromium chromium) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> things = [];
    private DirectoryDouble directory = default!;
    private RunningStory story = default!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var thing in Enumerable.Reverse(things))
            await thing.DisposeAsync();
    }

    [Fact]
    public async Task A_deep_link_survives_the_sign_in_and_the_code_is_redeemed_with_a_proof_key()
    {
        var visitor = await AtTheDirectoryAsync("/services/production/shop/checkout?range=3h");
        await visitor.Page.GetByText("Otto Oncall").ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new Regex(@"/services/production/shop/checkout\?range=3h$"));
        await Expect(visitor.Page.Locator("details.person summary")).ToContainTextAsync("Otto Oncall");
        var asked = Assert.Single(directory.Asked);
        Assert.Equal(("code", "S256", 1), (asked["response_type"], asked["code_challenge_method"], directory.CodesRedeemed));
        Assert.DoesNotContain("offline_access", asked["scope"], StringComparison.Ordinal);
        Assert.Empty(story.Server.LoggedWarnings);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_group_gives_a_role_where_it_is_configured_to()
    {
        var visitor = await AtTheDirectoryAsync(settings: new() { ["SignIn:Roles:0:Claim"] = "b0000000-0000-0000-0000-00000000000b", ["SignIn:Roles:0:Role"] = "OnCall" });
        await visitor.Page.GetByText("Gus Group").ClickAsync();

        await visitor.Page.Locator("details.person summary").ClickAsync();
        await Expect(visitor.Page.Locator("details.person")).ToContainTextAsync("On-call engineer");
    }

    [Fact]
    public async Task Without_a_role_nothing_is_shown_but_why()
    {
        var visitor = await AtTheDirectoryAsync();
        await visitor.Page.GetByText("Nora Norole").ClickAsync();

        await Expect(visitor.Page.GetByText("no role").First).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("checkout")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_account_of_another_directory_is_refused_whatever_roles_it_brings()
    {
        var visitor = await AtTheDirectoryAsync();
        await visitor.Page.GetByText("Sid Stranger").ClickAsync();

        await RefusedAsync(visitor, "Your account belongs to another directory than this dashboard’s.");
        await IsOutAsync(visitor);
    }

    [Fact]
    public async Task A_token_that_has_expired_is_refused()
    {
        var visitor = await AtTheDirectoryAsync(time: new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(-3)));
        await visitor.Page.GetByText("Otto Oncall").ClickAsync();

        await RefusedAsync(visitor, "What Entra ID sent had expired");
        await IsOutAsync(visitor);
    }

    [Fact]
    public async Task Who_cancels_is_told_so()
    {
        var visitor = await AtTheDirectoryAsync();
        await visitor.Page.GetByText("Cancel").ClickAsync();

        await RefusedAsync(visitor, "The sign-in was cancelled, or you are not assigned to this dashboard in Entra ID.");
    }

    [Fact]
    public async Task A_state_that_was_tampered_with_signs_nobody_in()
    {
        var visitor = await AtTheDirectoryAsync();
        await visitor.Page.RouteAsync("**/signin-oidc", route => route.ContinueAsync(new() { PostData = System.Text.Encoding.UTF8.GetBytes(Regex.Replace(route.Request.PostData ?? "", "state=[^&]{20}", "state=AAAAAAAAAAAAAAAAAAAA")) }));
        await visitor.Page.GetByText("Otto Oncall").ClickAsync();

        await RefusedAsync(visitor, "This sign-in was begun elsewhere or too long ago, or was used already.");
        await IsOutAsync(visitor);
        Assert.Equal(0, directory.CodesRedeemed);
    }

    [Fact]
    public async Task A_code_that_is_sent_again_signs_nobody_in()
    {
        var visitor = await AtTheDirectoryAsync();
        string? sent = null;
        await visitor.Page.RouteAsync("**/signin-oidc", route =>
        {
            sent = route.Request.PostData;
            return route.ContinueAsync();
        });
        await visitor.Page.GetByText("Otto Oncall").ClickAsync();
        await Expect(visitor.Page.Locator("details.person summary")).ToContainTextAsync("Otto Oncall");

        var thief = await ArriveAsync();
        var answer = await thief.Page.APIRequest.PostAsync(new Uri(story.Server.Uri, "/signin-oidc").ToString(), new() { Data = sent, Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" } });

        Assert.Contains("/sign-in", answer.Url, StringComparison.Ordinal);
        await IsOutAsync(thief);
        Assert.Equal(1, directory.CodesRedeemed);
    }

    [Fact]
    public async Task A_wrong_secret_of_the_dashboard_is_said_to_be_the_dashboard_s()
    {
        var visitor = await AtTheDirectoryAsync();
        directory.Secret = "another";
        await visitor.Page.GetByText("Otto Oncall").ClickAsync();

        await RefusedAsync(visitor, "Entra ID did not accept the dashboard’s own secret or certificate.");
        Assert.DoesNotContain(story.Server.LoggedWarnings, warning => warning.Contains("secret-of-the-app", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_sessions_of_every_browser()
    {
        var first = await AtTheDirectoryAsync();
        await first.Page.GetByText("Otto Oncall").ClickAsync();
        var second = await AtTheDirectoryAsync("/status");
        await second.Page.GetByText("Otto Oncall").ClickAsync();
        await second.AwaitCircuitAsync();

        await first.Page.Locator("details.person summary").ClickAsync();
        await first.Page.GetByRole(AriaRole.Link, new() { Name = "Sessions" }).ClickAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Sign me out everywhere" }).ClickAsync();

        await Expect(first.Page.GetByText("You are signed out everywhere.")).ToBeVisibleAsync();
        await second.Page.GotoAsync("/status");
        await Expect(second.Page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    private async Task<Visitor> AtTheDirectoryAsync(string path = "/", Dictionary<string, string?>? settings = null, TimeProvider? time = null)
    {
        if (directory is null)
        {
            directory = await DirectoryDouble.StartAsync(time);
            things.Add(directory);
            story = await RunningStory.StartAsync(TimeProvider.System, directory.Settings.Concat(settings ?? []).ToDictionary());
            things.Add(story);

            // The first challenge of a process compiles most of the library.
            using var http = new HttpClient();
            await http.GetAsync(new Uri(story.Server.Uri, "/sign-in"));
            await http.GetAsync(new Uri($"{directory.Url}/{DirectoryDouble.Directory}/v2.0/.well-known/openid-configuration"));
        }

        var visitor = await ArriveAsync();
        await visitor.Page.GotoAsync(path);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Microsoft Entra ID" }).ClickAsync();
        await Expect(visitor.Page).ToHaveTitleAsync("Pick an account");
        return visitor;
    }

    private async Task<Visitor> ArriveAsync()
    {
        var visitor = await Visitor.ArriveAsync(chromium.Browser, story.Server.Uri);
        things.Add(visitor);
        return visitor;
    }

    private static Task RefusedAsync(Visitor visitor, string words) => Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(words);

    private static async Task IsOutAsync(Visitor visitor)
    {
        await visitor.Page.GotoAsync("/audit");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/sign-in"));
    }
}
