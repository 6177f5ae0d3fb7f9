using System.Collections.Immutable;
using Amazon.IdentityManagement.Model;
using Dashboard.Aws;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether the roles of a task definition are there and may be taken by ECS tasks.</summary>
/// <remarks>Source: iam:GetRole (aws iam get-role).</remarks>
public sealed class RolesSource(AwsClients clients, TimeProvider time)
{
    private const string Operation = "iam:GetRole";
    private const string Tasks = "ecs-tasks.amazonaws.com";
    private readonly Remembered<LookUp> known = new(time, TimeSpan.FromMinutes(10));

    /// <param name="account">The service's; a role of another one is not checked.</param>
    /// <param name="atMost">How old an answer may be.</param>
    public async Task<ImmutableArray<LookUp>> CheckAsync(string targetName, string? account, TaskDefinitionDetail definition, TimeSpan atMost, CancellationToken limit)
    {
        var target = clients.For(targetName);
        (string Kind, string? Role)[] roles = [("execution role", definition.ExecutionRoleArn), ("task role", definition.TaskRoleArn)];
        return [.. await Task.WhenAll(roles.Where(one => one.Role is not null).Select(one => CheckAsync(target, $"{one.Kind} {NameOf(one.Role!)}", one.Role!, account, atMost, limit)))];
    }

    /// <summary>A definition may name a role by its ARN or by its name alone.</summary>
    public static string NameOf(string role) => role[(role.LastIndexOf('/') + 1)..];

    private async Task<LookUp> CheckAsync(TargetClients target, string what, string role, string? account, TimeSpan atMost, CancellationToken limit)
    {
        if (account is not null && role.Split(':') is ["arn", _, "iam", _, var owner, ..] && owner != account)
            return new LookUp(what, Found.Doubtful, $"was not checked: it is in account {owner}");

        // By what it is for, too: the same role may be both, and each line names its own.
        return await known.AskAsync(target.Target.Name, what, what, Operation, () => AskAsync(target, what, NameOf(role), limit), atMost);
    }

    private static async Task<LookUp> AskAsync(TargetClients target, string what, string name, CancellationToken limit)
    {
        var answer = await target.AskAsync(Operation, token => target.Iam.GetRoleAsync(new GetRoleRequest { RoleName = name }, token), limit);
        return answer switch
        {
            { Value.Role: { AssumeRolePolicyDocument: { Length: > 0 } trust } } when !Uri.UnescapeDataString(trust).Contains(Tasks, StringComparison.Ordinal) => new LookUp(what, Found.Doubtful, $"does not name {Tasks} in its trust policy"),
            { Value: not null } => new LookUp(what, Found.Yes),
            { Fault.Kind: FaultKind.NotFound } => new LookUp(what, Found.No, "does not exist"),
            _ => LookUps.Of(what, answer.Fault!, Operation),
        };
    }
}
