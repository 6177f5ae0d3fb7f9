using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Tests.Browser;

namespace Dashboard.Tests.SignIn;

/// <summary>Somebody who signs in through a <see cref="DirectoryDouble"/>, without a browser. Cookies are kept whatever they say of https, as browsers do on loopback.</summary>
internal sealed class EntraVisitor(DashboardServer server) : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Uri };
    private readonly Dictionary<string, string> cookies = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <returns>Where the dashboard sends the person who came back from the directory: to /status when it let them in.</returns>
    public async Task<string> SignInAsync(string name)
    {
        var form = Field(await PageAsync("/sign-in"), "__RequestVerificationToken");
        using var challenge = await SendAsync(HttpMethod.Post, "/sign-in/entra", new() { ["__RequestVerificationToken"] = form, ["returnUrl"] = "/status" });
        var person = DirectoryDouble.People.Single(one => one.Name == name);
        var back = await http.GetStringAsync($"{challenge.Headers.Location}&as={person.Id}", Cancel);
        using var answer = await SendAsync(HttpMethod.Post, "/signin-oidc", new() { ["code"] = Field(back, "code"), ["state"] = Field(back, "state") });
        return answer.Headers.Location!.OriginalString;
    }

    public async Task<string> PageAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Dictionary<string, string>? fields)
    {
        using var request = new HttpRequestMessage(method, path) { Content = fields is null ? null : new FormUrlEncodedContent(fields) };
        request.Headers.Add("Accept", "text/html");
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await http.SendAsync(request, Cancel);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
            if (set.Split(';')[0].Split('=', 2) is [var name, var value])
                cookies[name] = value;
        return answer;
    }

    private string Field(string page, string name) => Value(name).Match(page) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : throw new InvalidOperationException($"No {name}; {string.Join("; ", server.LoggedWarnings)}; in: {page}");

    private static Regex Value(string name) => new($"name=\"{name}\" (?:type=\"hidden\" )?value=\"([^\"]+)\"");
}
