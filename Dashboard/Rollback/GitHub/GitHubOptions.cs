namespace Dashboard.Rollback.GitHub;

/// <summary>Section <c>Rollback:GitHub</c>. Without workflows, nothing goes through GitHub.</summary>
public sealed class GitHubOptions
{
    /// <summary>For GitHub Enterprise Server, as in https://github.example.com/api/v3.</summary>
    public string ApiUrl { get; set; } = "https://api.github.com";

    /// <summary><c>secretsmanager:NAME</c> or <c>secretsmanager:NAME#json-key</c>; in Development also the token itself.</summary>
    public string? Token { get; set; }

    /// <summary>The name of the target whose Secrets Manager holds the token; null for the first one.</summary>
    public string? TokenTarget { get; set; }

    /// <summary>How long one call to GitHub may take.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The first that fits a service deploys it.</summary>
    public IList<GitHubWorkflowOptions> Workflows { get; init; } = [];
}

public sealed class GitHubWorkflowOptions
{
    /// <summary><c>target/cluster/service</c>, in which * stands for any characters but the slash.</summary>
    public string Services { get; set; } = "";

    /// <summary><c>owner/name</c>.</summary>
    public string Repository { get; set; } = "";

    /// <summary>The workflow's file in .github/workflows.</summary>
    public string Workflow { get; set; } = "deploy.yml";

    /// <summary>The branch or tag whose workflow file runs.</summary>
    public string Ref { get; set; } = "main";

    public GitHubInputs Inputs { get; init; } = new();
}

/// <summary>What the workflow calls its inputs. The defaults are those of this repository's own deploy.yml.</summary>
public sealed class GitHubInputs
{
    public string Cluster { get; set; } = "cluster";
    public string Service { get; set; } = "service";
    public string Version { get; set; } = "version";
    public string Reason { get; set; } = "reason";

    /// <summary>Empty when the workflow has no such input: then a run whose id GitHub did not give cannot be found.</summary>
    public string Intent { get; set; } = "intent";

    internal IEnumerable<(string Key, string Name)> All => [("Cluster", Cluster), ("Service", Service), ("Version", Version), ("Reason", Reason), ("Intent", Intent)];
}
