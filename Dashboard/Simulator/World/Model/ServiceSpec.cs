namespace Dashboard.Simulator;

internal enum LogStyle
{
    Json,
    Logfmt,
    Java,
    Python,

    /// <summary>Node's pino.</summary>
    Pino,

    /// <summary>The simple console of .NET.</summary>
    Console,

    /// <summary>Go, as Kubernetes writes it.</summary>
    Klog,

    /// <summary>Access and error log in one.</summary>
    Nginx,
    Ruby,
}

internal enum Story
{
    None,

    /// <summary>Its newest revision came with another security group and subnet.</summary>
    OtherNetwork,

    /// <summary>A CloudFormation stack owns it.</summary>
    CloudFormation,

    /// <summary>One of its tasks is protected from being stopped.</summary>
    ProtectedTask,

    /// <summary>Blue/green, with a pause before production traffic shifts; the newest deployment waits there.</summary>
    WaitingHook,

    /// <summary>All revisions but the newest name a secret that was deleted since.</summary>
    DeletedSecret,

    /// <summary>Every deployment runs the same task definition with the tag latest.</summary>
    LatestTag,
}

/// <summary>Between which counts Application Auto Scaling keeps a service.</summary>
/// <param name="CpuTarget">Percent that its policy tracks.</param>
internal sealed record AutoScale(int Minimum, int Maximum, double CpuTarget);

/// <summary>What a service is by nature, whatever version it runs.</summary>
internal sealed record ServiceSpec(string Region, string Cluster, string Name)
{
    /// <summary>The newest task definition revision, which also is its version: 43 is v1.4.3, 131 is v2.3.1.</summary>
    public int Revision { get; init; } = 20;
    public int Desired { get; init; } = 3;

    /// <summary>Requests (or jobs) a minute, averaged over the day.</summary>
    public double Traffic { get; init; } = 300;
    public double ErrorRate { get; init; } = 0.002;
    public double MedianMs { get; init; } = 40;

    /// <summary>Spread of the log-normal response times.</summary>
    public double Spread { get; init; } = 0.75;
    public double Cpu { get; init; } = 32;
    public double Memory { get; init; } = 48;
    public double LinesPerRequest { get; init; } = 0.1;
    public LogStyle Style { get; init; }

    /// <summary>Its container makes an event of every line of a stack trace, as awslogs does without a multi-line setting.</summary>
    public bool WritesLineByLine { get; init; }

    /// <summary>Null without a load balancer.</summary>
    public string? LoadBalancer { get; init; }
    public double StartupSeconds { get; init; } = 6;
    public int MaximumPercent { get; init; } = 200;
    public int MinimumHealthyPercent { get; init; } = 100;
    public string Controller { get; init; } = "ECS";

    /// <summary>Null when no policy changes its count.</summary>
    public AutoScale? AutoScale { get; init; }
    public string Owner { get; init; } = "team-platform";
    public int CpuUnits { get; init; } = 512;
    public int MemoryMiB { get; init; } = 1024;
    public string[] DeploymentAlarms { get; init; } = [];
    public bool CircuitBreaker { get; init; } = true;

    /// <summary>What is particular about it beyond its versions' behaviour.</summary>
    public Story Story { get; init; }

    /// <summary>Terraform deregisters the old revision on every deployment.</summary>
    public bool Terraform { get; init; }

    /// <summary>Since when the newest revision is deployed, before the world's start.</summary>
    public TimeSpan CurrentFor { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long the one before had been deployed.</summary>
    public TimeSpan PreviousFor { get; init; } = TimeSpan.FromDays(5);
    public int PastDeployments { get; init; } = 16;

    /// <summary>ECR expires images pushed longer ago than this.</summary>
    public TimeSpan ImageRetention { get; init; } = TimeSpan.FromDays(180);
    public bool HasAlarms { get; init; } = true;
    public int Port { get; init; } = 8080;

    /// <summary>Created with the first deployment that is known; the others are older than that.</summary>
    public bool IsYoung => Story == Story.LatestTag;

    /// <summary>The newest deployed image's version.</summary>
    public int Build => Story == Story.LatestTag ? 30 : Revision;

    public static string VersionOf(int revision) => FormattableString.Invariant($"v{1 + (revision / 100)}.{revision / 10 % 10}.{revision % 10}");
}
