using System.Collections.Immutable;

namespace Dashboard.Simulator;

/// <summary>AWS IAM as far as the roles of the services and the dashboard's own permissions go.</summary>
public sealed class SimulatedIam
{
    private readonly RegionState region;
    private readonly Lazy<ImmutableHashSet<string>> roles;
    private ImmutableHashSet<string> denied = [];

    internal SimulatedIam(RegionState region)
    {
        this.region = region;
        roles = new(() => [.. region.Specs.Select(RoleNames.Task), RoleNames.Execution, RoleNames.Deploy, RoleNames.Terraform, RoleNames.Engineer, RoleNames.CloudFormation, "platform-admin", "ecs-dashboard", RoleNames.Write]);
    }

    /// <exception cref="SimulatedAwsException">NoSuchEntity.</exception>
    public Role GetRole(string name) => roles.Value.Contains(name)
        ? new Role(name, $"arn:aws:iam::{SimulatedWorld.Account}:role/{name}", "AROA" + Hash.Hex(Hash.Of(83, name), 17).ToUpperInvariant(), region.Clock.Start - TimeSpan.FromDays(500))
        : throw new SimulatedAwsException("NoSuchEntity", $"The role with name {name} cannot be found.", 404);

    /// <summary>From now on an explicit deny stands against the action.</summary>
    public void Deny(string action) => ImmutableInterlocked.Update(ref denied, set => set.Add(action));

    /// <summary>allowed, explicitDeny or implicitDeny.</summary>
    /// <param name="source">The ARN of a role or user.</param>
    /// <exception cref="SimulatedAwsException">NoSuchEntity, InvalidInput.</exception>
    public string Decide(string source, string action, string resource)
    {
        if (source.Split(':', 6) is not ["arn", _, "iam", _, _, var entity])
            throw new SimulatedAwsException("InvalidInput", $"Invalid Entity Arn: {source} does not clearly define entity type and name.");
        var role = entity.StartsWith("role/", StringComparison.Ordinal) ? Arns.Last(entity) : null;
        if (role is null ? entity != "user/dashboard" : !roles.Value.Contains(role))
            throw new SimulatedAwsException("NoSuchEntity", $"The {(role is null ? "user" : "role")} with name {Arns.Last(entity)} cannot be found.", 404);
        return denied.Contains(action) ? "explicitDeny" : Policy.Allows(role ?? "ecs-dashboard", action, resource) ? "allowed" : "implicitDeny";
    }
}

/// <summary>The shape of GetRole.</summary>
public sealed record Role(string RoleName, string Arn, string RoleId, DateTimeOffset CreateDate);
