namespace Dashboard.Aws;

/// <summary>The clients that read the configuration's own secrets: with the process's own role, because targets are not known yet.</summary>
internal static class SecretClients
{
    private const string SimulatedRegion = "eu-west-1";

    /// <summary>Null where no Region is known.</summary>
    public static TargetClients? Connect(IConfiguration configuration, IHostEnvironment environment, TimeProvider time)
    {
        var options = OptionsOf(configuration);
        if (Region(configuration, options) is not { } region)
            return null;
        var target = new AwsTarget("the dashboard's own Region", region, null, []);
        return new TargetClients(target, new ClientBuilder(target, options, environment.IsProduction(), new CallMeter(time)), new CallBudget(time), options.TimeLimits, time);
    }

    private static string? Region(IConfiguration configuration, AwsOptions options) =>
        new[] { configuration["Secrets:Region"], configuration["AWS_REGION"], configuration["AWS_DEFAULT_REGION"], configuration["Aws:Targets:0:Region"], options.Source == AwsSource.Simulator ? SimulatedRegion : null }
            .FirstOrDefault(region => !string.IsNullOrWhiteSpace(region) && !SecretName.Begins(region));

    // What is wrong with the section is said later, with everything else; until then the defaults do.
    private static AwsOptions OptionsOf(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection("Aws").Get<AwsOptions>() ?? new AwsOptions();
        }
        catch (InvalidOperationException)
        {
            return new AwsOptions();
        }
    }
}
