using Dashboard.Alerts.Pictures;
using Dashboard.Aws;
using Dashboard.Store;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

public static class AlertsSetup
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlertsOptions>().Bind(configuration.GetSection("Alerts")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertsOptions>, AlertsOptionsValidation>();
        services.TryAddSingleton<SecretValues>();
        services.AddSchema(IncidentStore.Schema).AddFeed<IncidentsSnapshot>().AddFeed<OutboxChange>();
        services.AddSingleton<Outbox>().AddSingleton<IncidentStore>().AddSingleton<AlertRouting>().AddSingleton<AlertWords>().AddSingleton<AlertDispatch>().AddSingleton<ErrorEvidenceSource>().AddSingleton<Incidents>().AddSingleton<ApprovalCalls>();
        services.AddSingleton<AlertSecrets>().AddSingleton<SlackHttp>().AddSingleton<SlackWebhook>().AddSingleton<SlackBot>().AddSingleton<SlackPicture>().AddSingleton<SmtpMail>().AddSingleton<Courier>().AddSingleton<TestMessages>();
        services.AddPoll(all => new PollJob("incidents", Incidents.Interval, all.GetRequiredService<Incidents>().RunAsync));
        services.AddPoll(all => new PollJob("approval-calls", ApprovalCalls.Interval, all.GetRequiredService<ApprovalCalls>().RunAsync));
        return services.AddPoll(all => new PollJob("outbox", Courier.Interval, all.GetRequiredService<Courier>().RunAsync));
    }
}
