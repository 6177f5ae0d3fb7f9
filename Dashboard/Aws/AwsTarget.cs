using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Dashboard.Aws;

/// <summary>One account and Region that is watched.</summary>
/// <param name="RoleArn">The role to assume there; null for the process's own credentials.</param>
/// <param name="WriteRoleArn">The role to assume for one order to AWS; null where none is configured.</param>
/// <param name="Clusters">Names; empty for all clusters of the Region.</param>
public sealed record AwsTarget(string Name, string Region, string? RoleArn, ImmutableArray<string> Clusters, string? WriteRoleArn = null)
{
    /// <summary>Quotas are AWS's per account and Region, so targets that share both share a budget.</summary>
    public string QuotaScope => $"{(RoleArn is null ? "own" : RoleArn.Split(':').ElementAtOrDefault(4))}/{Region}";
}

/// <summary>What the configuration names, or the simulated two.</summary>
public sealed class AwsTargets(IOptions<AwsOptions> options)
{
    private const string SimulatedWriteRole = "arn:aws:iam::111122223333:role/ecs-dashboard-write";

    private static readonly ImmutableArray<AwsTarget> Simulated =
    [
        new("production", "eu-west-1", null, [], SimulatedWriteRole),
        new("staging", "eu-central-1", null, [], SimulatedWriteRole),
    ];

    public ImmutableArray<AwsTarget> All { get; } = options.Value.Source == AwsSource.Simulator && options.Value.Targets.Count == 0
        ? Simulated
        : [.. options.Value.Targets.Select(target => new AwsTarget(target.Name, target.Region, target.RoleArn, [.. target.Clusters], target.WriteRoleArn))];

    public AwsTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
