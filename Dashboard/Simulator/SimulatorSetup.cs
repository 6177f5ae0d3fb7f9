namespace Dashboard.Simulator;

public static class SimulatorSetup
{
    /// <summary>Where the app's AWS clients find the simulated AWS.</summary>
    private const string UrlKey = "Aws:SimulatorUrl";

    /// <summary>Starts the simulated AWS inside this process and writes its address to <c>Aws:SimulatorUrl</c>; null when <c>Aws:Source</c> is not Simulator or an address is there already.</summary>
    public static async Task<SimulatorHost?> StartEmbeddedAsync(IConfiguration configuration, TimeProvider time, CancellationToken cancel = default)
    {
        if (!string.Equals(configuration["Aws:Source"], "Simulator", StringComparison.OrdinalIgnoreCase) || !string.IsNullOrEmpty(configuration[UrlKey]))
            return null;
        var host = await SimulatorHost.StartAsync(Options(configuration), time, cancel);
        configuration[UrlKey] = host.Uri.GetLeftPart(UriPartial.Authority);
        return host;
    }

    internal static SimulatorOptions Options(IConfiguration configuration) =>
        configuration.GetSection(SimulatorOptions.Section).Get<SimulatorOptions>() ?? new SimulatorOptions();
}
