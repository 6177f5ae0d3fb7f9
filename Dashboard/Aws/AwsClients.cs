using Microsoft.Extensions.Options;

namespace Dashboard.Aws;

/// <summary>The AWS clients of every target.</summary>
public sealed class AwsClients(AwsTargets targets, IOptions<AwsOptions> options, IHostEnvironment environment, CallBudget budget, CallMeter meter, TimeProvider time)
{
    private readonly Dictionary<string, TargetClients> byTarget = targets.All.ToDictionary(
        target => target.Name,
        target => new TargetClients(target, new ClientBuilder(target, options.Value, environment.IsProduction(), meter), budget, options.Value.TimeLimits, time));

    public IEnumerable<TargetClients> All => byTarget.Values;

    /// <summary>Throws for a name that no target has; ask <see cref="AwsTargets.Find"/> first about what a URL says.</summary>
    public TargetClients For(string targetName) => byTarget[targetName];
}
