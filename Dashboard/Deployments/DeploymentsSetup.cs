namespace Dashboard.Deployments;

public static class DeploymentsSetup
{
    public static IServiceCollection AddDeployments(this IServiceCollection services) => services
        .AddFeed<DeploymentsSnapshot>()
        .AddSingleton<DeploymentsPoll>()
        .AddPoll(provider => new PollJob("deployments", DeploymentsPoll.Interval, provider.GetRequiredService<DeploymentsPoll>().RunAsync));
}
