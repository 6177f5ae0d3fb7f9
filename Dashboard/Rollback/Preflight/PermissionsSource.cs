using System.Collections.Immutable;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.SecurityToken.Model;
using Dashboard.Aws;

namespace Dashboard.Rollback.Preflight;

/// <summary>Whether IAM would let this dashboard make the calls of a rollback, asked of IAM's policy simulator: nothing is changed.</summary>
/// <remarks>Source: iam:SimulatePrincipalPolicy (aws iam simulate-principal-policy), and for whom: the role that the target is written with, else its own, else sts:GetCallerIdentity.</remarks>
public sealed class PermissionsSource(AwsClients clients, TimeProvider time)
{
    private const string Operation = "iam:SimulatePrincipalPolicy";
    private readonly Remembered<LookUp> known = new(time, TimeSpan.FromMinutes(10));
    private readonly Remembered<string> principals = new(time, TimeSpan.FromHours(1));

    /// <param name="needs">IAM actions with the ARN of what each is done to.</param>
    /// <param name="atMost">How old an answer may be.</param>
    public async Task<ImmutableArray<LookUp>> CheckAsync(string targetName, IReadOnlyList<(string Action, string Resource)> needs, TimeSpan atMost, CancellationToken limit)
    {
        var open = needs.Where(need => known.Find(targetName, NameOf(need), atMost) is null).ToArray();
        try
        {
            var fresh = open.Length == 0 ? [] : await AskAsync(clients.For(targetName), open, limit);
            foreach (var (need, answer) in open.Zip(fresh))
                known.Keep(targetName, NameOf(need), answer, answer.Found == Found.Yes);
        }
        catch (OperationCanceledException)
        {
            // What has no answer says so below.
        }

        return [.. needs.Select(need => known.Find(targetName, NameOf(need), atMost) ?? LookUps.Late(What(need), Operation))];
    }

    private async Task<LookUp[]> AskAsync(TargetClients target, (string Action, string Resource)[] needs, CancellationToken limit)
    {
        var who = await PrincipalAsync(target, limit);
        if (who.Value is not { } principal)
            return [.. needs.Select(need => LookUps.Of(What(need), who.Fault!, who.Fault!.Operation ?? Operation))];
        var request = new SimulatePrincipalPolicyRequest
        {
            PolicySourceArn = principal,
            ActionNames = [.. needs.Select(need => need.Action).Distinct()],
            ResourceArns = [.. needs.Select(need => need.Resource).Distinct()],
            ContextEntries = [Context("iam:PassedToService", ContextKeyTypeEnum.String, "ecs-tasks.amazonaws.com"), Context("ecs:enable-execute-command", ContextKeyTypeEnum.Boolean, "false")],
        };
        var answer = await target.AskAsync(Operation, token => target.Iam.SimulatePrincipalPolicyAsync(request, token), limit);
        return [.. needs.Select(need => answer.Value is { } found ? Judge(need, found.EvaluationResults ?? []) : LookUps.Of(What(need), answer.Fault!, Operation))];
    }

    // With several resources the decision of each stands in the results that are specific to it.
    private static LookUp Judge((string Action, string Resource) need, List<EvaluationResult> results)
    {
        var ofAction = results.Where(result => result.EvalActionName == need.Action).ToArray();
        var specific = ofAction.SelectMany(result => result.ResourceSpecificResults ?? []).FirstOrDefault(result => result.EvalResourceName == need.Resource);
        var result = ofAction.FirstOrDefault(one => one.EvalResourceName == need.Resource) ?? ofAction.FirstOrDefault();
        var decision = specific?.EvalResourceDecision ?? result?.EvalDecision;
        var missing = specific?.MissingContextValues ?? result?.MissingContextValues ?? [];
        return decision?.Value switch
        {
            "allowed" => new LookUp(What(need), Found.Yes),
            null => new LookUp(What(need), Found.Doubtful, $"was not checked: {Operation} answered without it"),
            var denied when missing.Count > 0 => new LookUp(What(need), Found.Doubtful, $"depends on {string.Join(", ", missing)}, which the simulator does not know ({denied} without)"),
            var denied => new LookUp(What(need), Found.No, $"is refused to this dashboard by IAM ({denied})"),
        };
    }

    private async Task<Answer<string>> PrincipalAsync(TargetClients target, CancellationToken limit)
    {
        if ((target.Target.WriteRoleArn ?? target.Target.RoleArn) is { } role)
            return role;
        if (principals.Find(target.Target.Name, "self") is { } kept)
            return kept;
        var answer = await target.AskAsync("sts:GetCallerIdentity", token => target.Sessions.GetCallerIdentityAsync(new GetCallerIdentityRequest(), token), limit);
        if (answer.Value is not { Arn: { } arn })
            return answer.Fault!;
        if (arn.Split(":assumed-role/") is not [_, var session])
            return principals.Keep(target.Target.Name, "self", arn, isGood: true);

        // The simulator takes no session, and a session's ARN leaves out the path of its role.
        var found = await target.AskAsync("iam:GetRole", token => target.Iam.GetRoleAsync(new GetRoleRequest { RoleName = session.Split('/')[0] }, token), limit);
        return found.Value?.Role?.Arn is { } own ? principals.Keep(target.Target.Name, "self", own, isGood: true) : found.Fault!;
    }

    // What the calls of a rollback have, so that conditions on it are judged.
    private static ContextEntry Context(string name, ContextKeyTypeEnum type, string value) => new() { ContextKeyName = name, ContextKeyType = type, ContextKeyValues = [value] };

    private static string What((string Action, string Resource) need) => need.Action == "iam:PassRole" ? $"iam:PassRole of {RolesSource.NameOf(need.Resource)}" : need.Action;

    private static string NameOf((string Action, string Resource) need) => $"{need.Action} {need.Resource}";
}
