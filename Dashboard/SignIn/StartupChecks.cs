namespace Dashboard.SignIn;

/// <param name="Setting">Its key, as an environment variable would spell it or as it stands in a file.</param>
/// <param name="Example">What to write instead; null where the remedy is to remove it.</param>
public sealed record StartupProblem(string Setting, string Message, string? Example)
{
    public override string ToString() => $"{Setting}: {Message}" + (Example is null ? "" : $" Example: {Example}");
}

/// <summary>Combinations that must not start: an open door before a real account, or a guess where a choice is needed.</summary>
internal static class StartupChecks
{
    /// <param name="now">Certificates are valid for a time.</param>
    public static IReadOnlyList<StartupProblem> Find(IConfiguration configuration, string environment, AwsSettings aws, DateTimeOffset now) =>
        [.. Source(configuration), .. People(configuration, environment), .. Entra(configuration, environment), .. Credential(configuration, now), .. Proxy(configuration, environment), .. Endpoints(configuration, environment, aws), .. Details(configuration, environment)];

    private static IEnumerable<StartupProblem> Source(IConfiguration configuration)
    {
        if (configuration["Aws:Source"] is not { Length: > 0 } source)
            yield return new("Aws:Source", "Say where the services are: an AWS account, or the simulated AWS. There is no default.", "Aws__Source=Account");
        else if (!IsSimulator(configuration) && !Is(source, "Account"))
            yield return new("Aws:Source", $"“{source}” is neither Account nor Simulator.", "Aws__Source=Account");
    }

    private static IEnumerable<StartupProblem> People(IConfiguration configuration, string environment)
    {
        if (SignInSetup.UsesEntra(configuration))
            yield break;
        if (IsProduction(environment))
            yield return new("AzureAd:ClientId", "In Production people sign in through Entra ID, and it is not configured.", "AzureAd__ClientId=11111111-2222-3333-4444-555555555555");
        else if (!IsDemo(configuration))
            yield return new("AzureAd:ClientId", "Nobody could sign in. Configure Entra ID, or the demo sign-in beside a simulated AWS (SignIn__Demo=true).", "AzureAd__ClientId=11111111-2222-3333-4444-555555555555");
    }

    private static IEnumerable<StartupProblem> Entra(IConfiguration configuration, string environment)
    {
        if (SignInSetup.UsesEntra(configuration) && string.IsNullOrWhiteSpace(configuration["AzureAd:TenantId"]))
            yield return new("AzureAd:TenantId", "Entra ID needs the directory that people belong to.", "AzureAd__TenantId=66666666-7777-8888-9999-000000000000");
        if (configuration["AzureAd:TenantId"]?.Trim().ToLowerInvariant() is "common" or "organizations" or "consumers")
            yield return new("AzureAd:TenantId", "Anybody's directory could then hand out this dashboard's roles. Name the one that people belong to.", "AzureAd__TenantId=66666666-7777-8888-9999-000000000000");
        if (configuration["AzureAd:Instance"] is { Length: > 0 } instance && !(Uri.TryCreate(instance, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.IsLoopback && !IsProduction(environment)))))
            yield return new("AzureAd:Instance", "This must be an https address.", "AzureAd__Instance=https://login.microsoftonline.com/");
    }

    // Nothing else runs yet, and the library reads files synchronously beneath its asynchronous face.
    private static IEnumerable<StartupProblem> Credential(IConfiguration configuration, DateTimeOffset now)
    {
        if (SignInSetup.UsesEntra(configuration) && EntraCredential.ProblemAsync(configuration, now).GetAwaiter().GetResult() is { } problem)
            yield return problem;
    }

    private static IEnumerable<StartupProblem> Proxy(IConfiguration configuration, string environment)
    {
        const string Example = "Proxy__Networks__0=10.0.0.0/16";
        var networks = ProxyNetworks.Read(configuration).ToList();
        foreach (var (key, text, network) in networks)
            if (network is not { } known)
                yield return new(key, $"“{text}” is not a network in CIDR notation.", Example);
            else if (known.PrefixLength == 0)
                yield return new(key, "Everybody would be believed to be whom they say. Name the subnets of the load balancer.", Example);
        if (Is(configuration["ForwardedHeaders_Enabled"], "true"))
            yield return new("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "Everybody would be believed to be whom they say: remove it, and name the networks of the load balancer.", Example);
        if (SignInSetup.UsesEntra(configuration) && IsProduction(environment) && networks.Count == 0 && !ListensOnHttps(configuration))
            yield return new(ProxyNetworks.Setting, "Nothing here listens on https, so a load balancer has to, and its word counts only from networks that are named: Entra ID would send people back to http.", Example);
    }

    private static bool ListensOnHttps(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).Append(configuration["urls"]).Any(url => url?.Contains("https:", StringComparison.OrdinalIgnoreCase) == true)
        || configuration["https_ports"] is { Length: > 0 };

    private static IEnumerable<StartupProblem> Endpoints(IConfiguration configuration, string environment, AwsSettings aws)
    {
        if (!IsDemo(configuration))
            yield break;
        if (IsSimulator(configuration))
        {
            foreach (var url in $"{configuration["Simulator:Urls"]};{configuration["Aws:SimulatorUrl"]}".Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                if (!new AwsEndpoint("simulator", null, url).IsLoopback)
                    yield return new("Simulator:Urls", $"The demo sign-in lets anyone in, so the simulated AWS must stay on loopback; {url} is not.", "Simulator__Urls=http://127.0.0.1:4566");
            yield break;
        }

        if (IsProduction(environment))
        {
            yield return new("SignIn:Demo", "The demo sign-in lets anyone in. In Production configured endpoints are ignored, so the account would be Amazon's: remove it.", null);
            yield break;
        }

        foreach (var group in AwsEndpointsInUse.Find(configuration, aws).Where(endpoint => !endpoint.IsLoopback).GroupBy(endpoint => (endpoint.Setting, endpoint.Url)))
            yield return Refuse(group.Key.Setting, group.Key.Url, string.Join(", ", group.Select(endpoint => endpoint.Service)));
    }

    private static StartupProblem Refuse(string? setting, string? url, string services) => (setting, url) switch
    {
        (null, _) => new("AWS_ENDPOINT_URL", $"The demo sign-in (SignIn:Demo) lets anyone in, so AWS must be on loopback; without an endpoint these call Amazon: {services}.", "AWS_ENDPOINT_URL=http://127.0.0.1:4566"),
        (_, null) => new(setting, $"The demo sign-in (SignIn:Demo) lets anyone in, so AWS must be on loopback; with endpoints ignored these call Amazon: {services}.", null),
        _ => new(setting, $"The demo sign-in (SignIn:Demo) lets anyone in, so AWS must be on loopback; {Shown(url)} is not, and these use it: {services}.", "http://127.0.0.1:4566"),
    };

    // An address may carry a password.
    private static string Shown(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority).Replace(address.UserInfo + "@", "", StringComparison.Ordinal) : "what it says";

    private static IEnumerable<StartupProblem> Details(IConfiguration configuration, string environment)
    {
        if (IsProduction(environment) && Is(configuration["DetailedErrors"], "true"))
            yield return new("DetailedErrors", "In Production exceptions must not reach a browser: remove it.", null);
    }

    private static bool IsProduction(string environment) => Is(environment, "Production");

    private static bool IsSimulator(IConfiguration configuration) => Is(configuration["Aws:Source"], "Simulator");

    private static bool IsDemo(IConfiguration configuration) => configuration.GetValue("SignIn:Demo", false);

    private static bool Is(string? text, string what) => string.Equals(text, what, StringComparison.OrdinalIgnoreCase);
}
