using Microsoft.Extensions.Options;

namespace Dashboard.Aws;

public static class AwsSetup
{
    public static IServiceCollection AddAws(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AwsOptions>().Bind(configuration.GetSection("Aws")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AwsOptions>, AwsOptionsValidation>();
        services.AddSingleton<AwsTargets>();
        services.AddSingleton<CallBudget>();
        services.AddSingleton<CallMeter>();
        services.AddSingleton<SessionMeter>();
        return services.AddSingleton<AwsClients>();
    }
}
