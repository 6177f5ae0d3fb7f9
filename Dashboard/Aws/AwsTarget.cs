using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Dashboard.Aws;

/// <summary>One account and Region that is watched.</summary>
/// <param name="RoleArn">The role to assume there; null for the process's own credentials.</param>
/// <param name="Clusters">Names; empty for all clusters of the Region.</param>
public sealed record AwsTarget(string Name, string Region, string? RoleArn, ImmutableArray<string> Clusters)
{
    /// <summary>Quotas are AWS's per account and Region, so targets that share both share a budget.</summary>
    public string QuotaScope => $"{(RoleArn is null ? "own" : RoleArn.Split(':').ElementAtOrDefault(4))}/{Region}";
}

/// <summary>What the configuration names, or the simulated two.</summary>
public sealed class AwsTargets(IOptions<AwsOptions> options)
{
    private static readonly ImmutableArray<AwsTarget> Simulated =
    [
        new("production", "eu-west-1", null, []),
        new("staging", "eu-central-1", null, []),
    ];

    public ImmutableArray<AwsTarget> All { get; } = options.Value.Source == AwsSource.Simulator && options.Value.Targets.Count == 0
        ? Simulated
        : [.. options.Value.Targets.Select(target => new AwsTarget(target.Name, target.Region, target.RoleArn, [.. target.Clusters]))];

    public AwsTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
