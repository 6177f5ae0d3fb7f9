using System.Text.RegularExpressions;
using Dashboard.Fleet;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback.GitHub;

/// <summary>The workflow that deploys a service.</summary>
public sealed record WorkflowPath(string Repository, string Workflow, string Ref, GitHubInputs Inputs)
{
    /// <summary>As in <c>example/shop › deploy.yml</c>.</summary>
    public override string ToString() => $"{Repository} › {Workflow}";
}

/// <summary>Which services can go back through GitHub Actions.</summary>
public sealed partial class GitHubRoute(IOptions<GitHubOptions> options)
{
    /// <summary>Null when no configured workflow deploys the service.</summary>
    public WorkflowPath? PathFor(ServiceKey key) =>
        options.Value.Workflows.FirstOrDefault(workflow => Fits(workflow.Services, key)) is { } found
            ? new WorkflowPath(found.Repository, found.Workflow, found.Ref, found.Inputs)
            : null;

    /// <summary>Whether the version can be given to a workflow: it deploys by image tag, and not every version is one.</summary>
    public static bool IsTag(string version) => Tag().IsMatch(version);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\z")]
    private static partial Regex Tag();

    private static bool Fits(string pattern, ServiceKey key) =>
        Regex.IsMatch(key.ToString(), @"\A" + Regex.Escape(pattern).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + @"\z", RegexOptions.NonBacktracking);
}
