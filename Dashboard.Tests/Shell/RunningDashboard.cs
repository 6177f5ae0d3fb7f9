using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Simulator;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Dashboard.Tests.Shell;

/// <summary>The whole app in this process, as the launch profile starts it, on a database and a simulated AWS of its own.</summary>
public sealed partial class RunningDashboard : WebApplicationFactory<global::Dashboard.Shell.App>, IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("dashboard-").FullName;
    private SimulatorHost? simulator;

    // Not the embedded one: the factory has the polls running before Program comes to start it.
    public async ValueTask InitializeAsync() => simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), TimeProvider.System);

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder.UseSetting("Store:Path", Path.Combine(directory, "dashboard.db")).UseSetting("Aws:SimulatorUrl", simulator!.Uri.ToString())
            .UseSetting("Limits:SignInsPerMinute", "100000").UseSetting("Limits:FormsPerMinute", "100000").UseSetting("Limits:DownloadsPerMinute", "100000");

    public HttpClient Stranger() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <param name="person">operator, on-call or manager.</param>
    public async Task<HttpClient> SignedInAsync(string person, CancellationToken cancel)
    {
        var client = Stranger();
        var response = await client.PostAsync("/sign-in/demo", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["person"] = person,
            ["returnUrl"] = "/audit",
            ["__RequestVerificationToken"] = await TokenAsync(client, "/sign-in", cancel),
        }), cancel);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return client;
    }

    /// <summary>The antiforgery token of the first form on a page.</summary>
    public static async Task<string> TokenAsync(HttpClient client, string page, CancellationToken cancel) =>
        TokenIn(await client.GetStringAsync(page, cancel));

    /// <summary>Empty when the page has no form.</summary>
    public static string TokenIn(string page) => Token().Match(page).Groups[1].Value;

    public static HttpRequestMessage Page(string url) => new(HttpMethod.Get, url) { Headers = { { "Accept", "text/html,application/xhtml+xml" } } };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (simulator is not null)
            await simulator.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
