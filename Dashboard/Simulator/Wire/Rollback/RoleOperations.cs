namespace Dashboard.Simulator.Wire;

internal static class RoleOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("iam", "GetRole", GetRole),
        new("iam", "SimulatePrincipalPolicy", SimulatePrincipalPolicy),
    ];

    private static Shape GetRole(WireCall call)
    {
        var role = call.Region.Iam.GetRole(call.Request.Text("RoleName") ?? throw new WireFault("ValidationError", "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must not be null"));
        return new Shape
        {
            ["Role"] = new Shape
            {
                ["Path"] = "/",
                ["RoleName"] = role.RoleName,
                ["RoleId"] = role.RoleId,
                ["Arn"] = role.Arn,
                ["CreateDate"] = role.CreateDate,
                ["AssumeRolePolicyDocument"] = Uri.EscapeDataString("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""),
                ["MaxSessionDuration"] = 3600,
            },
        };
    }

    private static Shape SimulatePrincipalPolicy(WireCall call)
    {
        var request = call.Request;
        var (actions, resources) = (request.Texts("ActionNames"), request.Texts("ResourceArns"));
        if (actions.Length == 0)
            throw new WireFault("InvalidInput", "ActionNames must not be empty.");
        var source = request.Text("PolicySourceArn") ?? throw new WireFault("ValidationError", "PolicySourceArn is required.");
        var results = actions.SelectMany(action => (resources.Length == 0 ? ["*"] : resources).Select(resource => new Shape
        {
            ["EvalActionName"] = action,
            ["EvalResourceName"] = resource,
            ["EvalDecision"] = call.Region.Iam.Decide(source, action, resource),
            ["MatchedStatements"] = Array.Empty<string>(),
            ["MissingContextValues"] = Array.Empty<string>(),
        })).ToList();
        return new Shape { ["EvaluationResults"] = results, ["IsTruncated"] = false };
    }
}
