using Microsoft.Extensions.Options;

namespace Dashboard.Simulator;

public static class SimulatorSetup
{
    /// <summary>Where the app's AWS clients find the simulated AWS.</summary>
    private const string UrlKey = "Aws:SimulatorUrl";

    /// <summary>Has the options checked at start, with everything else that may be wrong.</summary>
    public static IServiceCollection AddSimulator(this IServiceCollection services, IConfiguration configuration)
    {
        if (IsChosen(configuration))
            services.AddOptions<SimulatorOptions>().Bind(configuration.GetSection(SimulatorOptions.Section)).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<SimulatorOptions>, SimulatorOptionsValidation>();
    }

    /// <summary>Starts the simulated AWS inside this process and writes its address to <c>Aws:SimulatorUrl</c>; null when <c>Aws:Source</c> is not Simulator or an address is there already.</summary>
    public static async Task<SimulatorHost?> StartEmbeddedAsync(IConfiguration configuration, TimeProvider time, CancellationToken cancel = default)
    {
        if (!IsChosen(configuration) || !string.IsNullOrEmpty(configuration[UrlKey]))
            return null;
        var host = await SimulatorHost.StartAsync(Options(configuration), time, cancel);
        configuration[UrlKey] = host.Uri.GetLeftPart(UriPartial.Authority);
        return host;
    }

    private static bool IsChosen(IConfiguration configuration) => string.Equals(configuration["Aws:Source"], "Simulator", StringComparison.OrdinalIgnoreCase);

    internal static SimulatorOptions Options(IConfiguration configuration) =>
        configuration.GetSection(SimulatorOptions.Section).Get<SimulatorOptions>() ?? new SimulatorOptions();
}

internal sealed class SimulatorOptionsValidation : IValidateOptions<SimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, SimulatorOptions options)
    {
        string[] faults = [.. options.Faults()];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
