namespace Dashboard.Simulator;

/// <summary>What UpdateService refuses and starts. It is idempotent by value: only a different task definition, network, platform or capacity, or forceNewDeployment, deploys.</summary>
internal static class ServiceUpdates
{
    public static void Apply(SimService service, UpdateService request, DateTimeOffset at, bool alarmed)
    {
        var definition = request.TaskDefinition is null ? null : Definition(service, request.TaskDefinition);
        if (request.DesiredCount is < 0)
            throw SimulatedAwsException.Invalid("desiredCount must be greater than or equal to 0.");
        var current = service.Primary(at).Revision.Definition;
        var surroundings = Changed(service.Surroundings, request);
        var changes = surroundings != service.Surroundings || (definition is not null && definition.TaskDefinitionArn != current.TaskDefinitionArn);
        service.Surroundings = surroundings;
        service.Configuration = Merge(service.Configuration, request.DeploymentConfiguration);
        service.GracePeriodSeconds = request.HealthCheckGracePeriodSeconds ?? service.GracePeriodSeconds;
        if (changes || request.ForceNewDeployment)
        {
            service.Desire(request.DesiredCount ?? service.DesiredCount, at);
            RolloutPlanner.Deploy(service, service.Region.Revision(service, definition ?? current, at), at, alarmed);
        }
        else if (request.DesiredCount is { } desired && desired != service.DesiredCount)
        {
            service.Desire(desired, at);
            Scaling.Apply(service, at);
        }
    }

    private static Surroundings Changed(Surroundings current, UpdateService request) => current with
    {
        Network = request.NetworkConfiguration is { } network && !Same(network.AwsvpcConfiguration, current.Network.AwsvpcConfiguration) ? network : current.Network,
        Strategy = request.CapacityProviderStrategy is { } strategy && !strategy.SequenceEqual(current.Strategy ?? []) ? strategy : current.Strategy,
        PlatformVersion = request.PlatformVersion ?? current.PlatformVersion,
    };

    private static bool Same(AwsvpcConfiguration one, AwsvpcConfiguration other) =>
        one.Subnets.Order().SequenceEqual(other.Subnets.Order()) && one.SecurityGroups.Order().SequenceEqual(other.SecurityGroups.Order()) && one.AssignPublicIp == other.AssignPublicIp;

    private static TaskDefinition Definition(SimService service, string text)
    {
        if (service.Spec.Controller == "CODE_DEPLOY")
            throw SimulatedAwsException.Invalid("Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
        var (family, revision) = Names.TaskDefinition(text);
        var book = service.Region.Book(family);
        var found = revision is { } number ? book?.Find(number) : book?.NewestActive();
        return found switch
        {
            null => throw SimulatedAwsException.Client("TaskDefinition not found."),
            { Status: not "ACTIVE" } => throw SimulatedAwsException.Client("TaskDefinition is inactive"),
            _ when service.TargetGroupArn is not null && !found.ContainerDefinitions.Any(container => container.Name == service.Spec.Name && container.PortMappings.Any(port => port.ContainerPort == service.Spec.Port))
                => throw SimulatedAwsException.Invalid($"The container {service.Spec.Name} did not have a container port {service.Spec.Port} defined."),
            _ => found,
        };
    }

    private static DeploymentConfiguration Merge(DeploymentConfiguration current, DeploymentConfiguration? asked) => asked is null ? current : asked with
    {
        DeploymentCircuitBreaker = asked.DeploymentCircuitBreaker ?? current.DeploymentCircuitBreaker,
        Alarms = asked.Alarms ?? current.Alarms,
        LifecycleHooks = asked.LifecycleHooks ?? current.LifecycleHooks,
        BakeTimeInMinutes = asked.BakeTimeInMinutes ?? current.BakeTimeInMinutes,
    };
}
