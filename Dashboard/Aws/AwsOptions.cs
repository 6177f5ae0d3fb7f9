using System.ComponentModel;

namespace Dashboard.Aws;

public enum AwsSource
{
    /// <summary>The simulated AWS inside this process.</summary>
    Simulator,

    /// <summary>Amazon, or an endpoint that speaks its protocols.</summary>
    Account,
}

/// <summary>Section <c>Aws</c>.</summary>
public sealed class AwsOptions
{
    /// <summary>Null when the configuration says nothing, which is refused.</summary>
    public AwsSource? Source { get; set; }

    public IList<AwsTargetOptions> Targets { get; } = [];

    /// <summary>Endpoints by service (Ecs, CloudWatch, Logs, LoadBalancing, Ecr, Secrets, Parameters, Iam, Trail, AutoScaling) in place of Amazon's. Refused in Production.</summary>
    public IDictionary<string, string> Endpoints { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the simulated AWS listens; set once it does, before the first call.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public Uri? SimulatorUrl { get; set; }

    public AwsTimeLimits TimeLimits { get; set; } = new();
}

public sealed class AwsTargetOptions
{
    public string Name { get; set; } = "";

    /// <summary>As in eu-west-1.</summary>
    public string Region { get; set; } = "";
    public string? RoleArn { get; set; }

    /// <summary>The role that is assumed for one order, with the person as its source identity. In Production nothing is written without it.</summary>
    public string? WriteRoleArn { get; set; }
    public IList<string> Clusters { get; } = [];
}

/// <summary>Real time, also where the clock of the simulated world runs faster.</summary>
public sealed class AwsTimeLimits
{
    public TimeSpan ReadAttempt { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>One question with its retries.</summary>
    public TimeSpan Read { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>One order, which is sent once.</summary>
    public TimeSpan Write { get; set; } = TimeSpan.FromSeconds(10);
}
