namespace Dashboard.Simulator.Wire;

/// <summary>Secrets Manager and Parameter Store.</summary>
internal static class SecretOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("secretsmanager", "DescribeSecret", call => Describe(call.Region.Secrets.DescribeSecret(Id(call)))),
        new("secretsmanager", "GetSecretValue", GetSecretValue),
        new("ssm", "DescribeParameters", DescribeParameters),
        new("ssm", "GetParameter", GetParameter),
    ];

    private static string Id(WireCall call) => call.Request.Text("SecretId") is { Length: > 0 } id
        ? id
        : throw WireFault.Validation("1 validation error detected: Value at 'secretId' failed to satisfy constraint: Member must not be null");

    private static Shape Describe(SecretDescription secret) => new()
    {
        ["ARN"] = secret.ARN,
        ["Name"] = secret.Name,
        ["CreatedDate"] = secret.CreatedDate,
        ["LastChangedDate"] = secret.LastChangedDate,
        ["DeletedDate"] = secret.DeletedDate,
        ["VersionIdsToStages"] = Stages(secret),
    };

    private static Shape Stages(SecretDescription secret)
    {
        var stages = new Shape();
        foreach (var (version, labels) in secret.VersionIdsToStages)
            stages[version] = labels;
        return stages;
    }

    private static Shape GetSecretValue(WireCall call) =>
        call.Region.Secrets.GetSecretValue(Id(call), call.Request.Text("VersionId"), call.Request.Text("VersionStage")).Pascal();

    private static Shape GetParameter(WireCall call)
    {
        var (parameter, value) = call.Region.Parameters.GetParameter(call.Request.Text("Name") ?? "");
        return new Shape { ["Parameter"] = new Shape { ["Name"] = parameter.Name, ["ARN"] = parameter.ARN, ["Type"] = parameter.Type, ["Value"] = value, ["Version"] = parameter.Version, ["LastModifiedDate"] = parameter.LastModifiedDate, ["DataType"] = parameter.DataType } };
    }

    private static Shape DescribeParameters(WireCall call)
    {
        IEnumerable<Parameter> found = call.Region.Parameters.DescribeParameters();
        foreach (var filter in call.Request.Items("ParameterFilters"))
            found = Filtered(found, filter);
        var (page, next) = Paging.Take([.. found], call.Request.Text("NextToken"), call.Request.Int("MaxResults"), 50, 50);
        return new Shape { ["Parameters"] = page.Pascal(), ["NextToken"] = next };
    }

    private static IEnumerable<Parameter> Filtered(IEnumerable<Parameter> all, WireRequest filter)
    {
        if (filter.Text("Key") != "Name")
            throw new WireFault("InvalidFilterKey", $"The following filter key is not valid: {filter.Text("Key")}.");
        var values = filter.Texts("Values");
        if (values.Length is 0 or > 50)
            throw new WireFault("InvalidFilterValue", "The number of filter values must be between 1 and 50.");
        return (filter.Text("Option") ?? "Equals") switch
        {
            "Equals" => all.Where(parameter => values.Contains(parameter.Name)),
            "BeginsWith" => all.Where(parameter => values.Any(value => parameter.Name.StartsWith(value, StringComparison.Ordinal))),
            "Contains" => all.Where(parameter => values.Any(value => parameter.Name.Contains(value, StringComparison.Ordinal))),
            var other => throw new WireFault("InvalidFilterOption", $"The following filter option is not valid: {other}."),
        };
    }
}
