namespace Dashboard.Simulator;

/// <summary>AWS Systems Manager Parameter Store in one Region.</summary>
public sealed class SimulatedParameters
{
    private readonly RegionState region;

    internal SimulatedParameters(RegionState region) => this.region = region;

    /// <summary>By name; the endpoint filters and pages.</summary>
    public IReadOnlyList<Parameter> DescribeParameters() =>
        [.. region.Specs.Where(spec => spec.Story == Story.DeletedSecret).Select(Of).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];

    internal static string Name(ServiceSpec spec) => $"/{spec.Cluster}/{spec.Name}/partner-url";

    internal static string Arn(string region, string name) => $"arn:aws:ssm:{region}:{SimulatedWorld.Account}:parameter{name}";

    private Parameter Of(ServiceSpec spec) => new(Name(spec), Arn(region.Name, Name(spec)))
    {
        LastModifiedDate = region.Clock.Start - TimeSpan.FromDays(90),
        LastModifiedUser = $"arn:aws:iam::{SimulatedWorld.Account}:role/platform-admin",
    };
}

/// <summary>The shape of DescribeParameters.</summary>
public sealed record Parameter(string Name, string ARN)
{
    public string Type { get; init; } = "String";
    public DateTimeOffset LastModifiedDate { get; init; }
    public string? LastModifiedUser { get; init; }
    public long Version { get; init; } = 3;
    public string Tier { get; init; } = "Standard";
    public string DataType { get; init; } = "text";
}
