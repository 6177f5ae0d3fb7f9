using Dashboard.Aws;
using Dashboard.Rollback.GitHub;
using Dashboard.Rollback.Preflight;
using Dashboard.Rollback.Suspects;
using Dashboard.Store;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback;

public static class RollbackSetup
{
    public static IServiceCollection AddRollback(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RollbackOptions>().Bind(configuration.GetSection("Rollback")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RollbackOptions>, Validation>();
        services.AddOptions<GitHubOptions>().Bind(configuration.GetSection("Rollback:GitHub")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GitHubOptions>, GitHubOptionsValidation>();
        services.AddSingleton<SecretValues>().AddSingleton<GitHubApi>().AddSingleton<GitHubRoute>().AddSingleton<WorkflowDispatch>().AddSingleton<WorkflowTarget>().AddSingleton<WorkflowWatch>();
        services.AddFeed<RollbacksSnapshot>();
        services.AddSchema(IntentStore.Schema);
        services.AddSingleton<IntentStore>().AddSingleton<ServiceWatch>().AddSingleton<ImageSource>().AddSingleton<PrimaryDeploymentSource>().AddSingleton<RevisionComparison>();
        services.AddSingleton<DeploymentWriter>().AddSingleton<CopyRegistration>().AddSingleton<RollbackSender>().AddSingleton<StayMetrics>().AddSingleton<DeployerSource>().AddSingleton<PlanEvidence>().AddSingleton<RollbackPlanner>().AddSingleton<RollbackPreflight>().AddSingleton<PreflightSources>();
        services.AddSingleton<SecretsSource>().AddSingleton<ParametersSource>().AddSingleton<RolesSource>().AddSingleton<PermissionsSource>().AddSingleton<ScalingSource>().AddSingleton<ProtectionSource>();
        services.AddFeed<ReadinessSnapshot>().AddSingleton<ReadinessPoll>();
        services.AddPoll(all => new PollJob("readiness", ReadinessPoll.Interval, all.GetRequiredService<ReadinessPoll>().RunAsync));
        services.AddSingleton<RollbackReview>().AddSingleton<RollbackRefusals>().AddSingleton<ServiceRollback>().AddSingleton<RollbackApproval>().AddSingleton<RollbackFollower>().AddSingleton<ReportEndpoint>().AddSingleton<NewSince>();
        services.AddFeed<VerdictsSnapshot>().AddSingleton<VerdictQuestions>().AddSingleton<VerdictPoll>();
        services.AddPoll(all => new PollJob("verdicts", VerdictPoll.Interval, all.GetRequiredService<VerdictPoll>().RunAsync));
        services.AddFeed<BadRevisionsSnapshot>().AddSchema(BadRevisionStore.Schema);
        services.AddSingleton<BadRevisionStore>().AddSingleton<BadRevisionPoll>().AddSingleton<BadRevisionPardon>();
        services.AddPoll(all => new PollJob("bad-revisions", BadRevisionPoll.Interval, all.GetRequiredService<BadRevisionPoll>().RunAsync));
        return services.AddPoll(all => new PollJob("rollbacks", all.GetRequiredService<IOptions<RollbackOptions>>().Value.FollowEvery, all.GetRequiredService<RollbackFollower>().RunAsync));
    }

    public static IEndpointConventionBuilder MapRollbackReports(this WebApplication app) =>
        app.MapGet(ReportEndpoint.Path, app.Services.GetRequiredService<ReportEndpoint>().GetAsync);

    private sealed class Validation : IValidateOptions<RollbackOptions>
    {
        public ValidateOptionsResult Validate(string? name, RollbackOptions options) =>
            options.Problems().ToArray() is { Length: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
