using Dashboard.Tests.Shell;

namespace Dashboard.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class FirstHtmlTests(QuietDashboard dashboard)
{
    [Fact]
    public async Task The_first_html_already_holds_the_fleet_without_any_script()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = new HttpClient { BaseAddress = dashboard.Story.Server.Uri };
        var token = await RunningDashboard.TokenAsync(client, "/sign-in", cancel);
        using var form = new FormUrlEncodedContent([new("person", "operator"), new("returnUrl", "/health"), new("__RequestVerificationToken", token)]);
        (await client.PostAsync("/sign-in/demo", form, cancel)).EnsureSuccessStatusCode();

        var html = await (await client.SendAsync(RunningDashboard.Page("/"), cancel)).Content.ReadAsStringAsync(cancel);

        Assert.Contains("is failing since", html, StringComparison.Ordinal);
        Assert.Contains("checkout:43", html, StringComparison.Ordinal);
        Assert.Contains("class=\"sparkline\"", html, StringComparison.Ordinal);
        Assert.Equal(17, html.Split("<th scope=\"row\"").Length - 1);
    }
}
