namespace Dashboard.SignIn;

/// <summary>Which address each AWS client would call, found as the SDK finds it, and the setting that says so.</summary>
/// <param name="Setting">The variable or file entry that decides; null when none does and the client calls Amazon.</param>
internal sealed record AwsEndpoint(string Service, string? Setting, string? Url)
{
    public bool IsLoopback => Uri.TryCreate(Url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.IsLoopback;
}

/// <param name="Environment">Reads an environment variable; null when unset.</param>
/// <param name="ConfigFile">The text of the shared configuration file; null when there is none.</param>
internal sealed record AwsSettings(Func<string, string?> Environment, string? ConfigFile)
{
    public static AwsSettings OfThisMachine()
    {
        Func<string, string?> read = System.Environment.GetEnvironmentVariable;
        var path = read("AWS_CONFIG_FILE") is { Length: > 0 } named ? named
            : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".aws", "config");
        return new AwsSettings(read, File.Exists(path) ? File.ReadAllText(path) : null);
    }
}

internal static class AwsEndpointsInUse
{
    /// <summary>The clients of this dashboard by their service id, as variables and the file's services sections spell it, and as Aws:Endpoints does.</summary>
    private static readonly (string Id, string? Key)[] Services =
        [("ecs", "Ecs"), ("cloudwatch", "CloudWatch"), ("cloudwatch_logs", "Logs"), ("elastic_load_balancing_v2", "LoadBalancing"), ("ecr", "Ecr"), ("secrets_manager", "Secrets"), ("ssm", "Parameters"), ("iam", "Iam"), ("cloudtrail", "Trail"), ("application_auto_scaling", "AutoScaling"), ("sts", null)];

    /// <remarks>Order: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html</remarks>
    public static IEnumerable<AwsEndpoint> Find(IConfiguration configuration, AwsSettings settings)
    {
        var profile = settings.Environment("AWS_PROFILE") is { Length: > 0 } named ? named : "default";
        var file = AwsConfigFile.Read(settings.ConfigFile);
        var own = file.Profile(profile);
        var ignored = IsTrue(settings.Environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) || IsTrue(own.GetValueOrDefault("ignore_configured_endpoint_urls"));
        foreach (var (service, key) in Services)
            yield return key is not null && configuration["Aws:Endpoints:" + key] is { Length: > 0 } url ? new AwsEndpoint(service, "Aws:Endpoints:" + key, url)
                : ignored ? new AwsEndpoint(service, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", null)
                : Of(service, settings, file, profile, own);
    }

    private static AwsEndpoint Of(string service, AwsSettings settings, AwsConfigFile file, string profile, IReadOnlyDictionary<string, string> own)
    {
        foreach (var variable in new[] { "AWS_ENDPOINT_URL_" + service.ToUpperInvariant(), "AWS_ENDPOINT_URL" })
            if (settings.Environment(variable) is { Length: > 0 } url)
                return new AwsEndpoint(service, variable, url);
        if (own.TryGetValue("services", out var section) && file.Service(section, service) is { } ofService)
            return new AwsEndpoint(service, $"endpoint_url of {service} in [services {section}] of the AWS configuration file", ofService);
        return own.TryGetValue("endpoint_url", out var general)
            ? new AwsEndpoint(service, $"endpoint_url of [{(profile == "default" ? profile : "profile " + profile)}] in the AWS configuration file", general)
            : new AwsEndpoint(service, null, null);
    }

    private static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}
