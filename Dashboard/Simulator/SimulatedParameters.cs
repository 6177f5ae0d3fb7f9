using System.Collections.Immutable;

namespace Dashboard.Simulator;

/// <summary>AWS Systems Manager Parameter Store in one Region.</summary>
public sealed class SimulatedParameters
{
    private readonly RegionState region;

    private ImmutableDictionary<string, string> put = ImmutableDictionary<string, string>.Empty;

    internal SimulatedParameters(RegionState region) => this.region = region;

    /// <summary>As PutParameter with Overwrite, a SecureString.</summary>
    public void Put(string name, string value) => ImmutableInterlocked.AddOrUpdate(ref put, name, value, (_, _) => value);

    /// <summary>With its value in the clear.</summary>
    /// <exception cref="SimulatedAwsException">ParameterNotFound.</exception>
    public (Parameter Parameter, string Value) GetParameter(string name) => put.TryGetValue(name, out var value)
        ? (new Parameter(name, Arn(region.Name, name)) { Type = "SecureString", LastModifiedDate = region.Clock.Now }, value)
        : DescribeParameters().FirstOrDefault(parameter => parameter.Name == name) is { } own ? (own, "https://partner.example.com/v2")
        : throw new SimulatedAwsException("ParameterNotFound", "");

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
