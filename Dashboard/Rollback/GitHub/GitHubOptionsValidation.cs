using System.Text.RegularExpressions;
using Dashboard.Aws;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback.GitHub;

/// <summary>Says everything that is wrong at once, each with its key and an example. What it says never holds the token.</summary>
internal sealed partial class GitHubOptionsValidation(IHostEnvironment environment, IOptionsMonitor<AwsOptions> aws) : IValidateOptions<GitHubOptions>
{
    public ValidateOptionsResult Validate(string? name, GitHubOptions options) =>
        Problems(options).ToArray() is { Length: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    private IEnumerable<string> Problems(GitHubOptions options)
    {
        if (!IsSafe(options.ApiUrl))
            yield return "Rollback:GitHub:ApiUrl must be an https address without a user or a query, as in https://api.github.com.";
        if (options.Workflows.Count > 0 && string.IsNullOrWhiteSpace(options.Token))
            yield return "Rollback:GitHub:Token must say where the token is, as in secretsmanager:dashboard/github-token.";
        else if (!string.IsNullOrEmpty(options.Token) && SecretName.Parse(options.Token) is null && (!environment.IsDevelopment() || SecretName.Begins(options.Token)))
            yield return "Rollback:GitHub:Token must name a secret of Secrets Manager and not be the token itself, as in secretsmanager:dashboard/github-token or secretsmanager:dashboard/github#token.";
        if (options.TokenTarget is { } target && !IsTarget(target))
            yield return "Rollback:GitHub:TokenTarget must be the name of one of Aws:Targets, as in production.";
        if (options.TimeLimit <= TimeSpan.Zero || options.TimeLimit > TimeSpan.FromMinutes(1))
            yield return "Rollback:GitHub:TimeLimit must lie above zero and at most 1 minute, as in 00:00:10.";
        foreach (var problem in options.Workflows.SelectMany((workflow, at) => Problems(workflow, $"Rollback:GitHub:Workflows:{at}")))
            yield return problem;
    }

    private static IEnumerable<string> Problems(GitHubWorkflowOptions workflow, string key)
    {
        if (!ServicePattern().IsMatch(workflow.Services))
            yield return $"{key}:Services must be target/cluster/service, as in production/shop/*.";
        if (!Repository().IsMatch(workflow.Repository))
            yield return $"{key}:Repository must be owner/name, as in example/shop.";
        if (!WorkflowFile().IsMatch(workflow.Workflow))
            yield return $"{key}:Workflow must be a file of .github/workflows, as in deploy.yml.";
        if (!GitRef().IsMatch(workflow.Ref))
            yield return $"{key}:Ref must be a branch or a tag, as in main.";
        foreach (var (input, name) in workflow.Inputs.All)
            if (!InputName().IsMatch(name) && !(input == "Intent" && name.Length == 0))
                yield return $"{key}:Inputs:{input} must be the name of an input of the workflow, as in {input.ToLowerInvariant()}.";
        foreach (var twice in workflow.Inputs.All.Where(input => input.Name.Length > 0).GroupBy(input => input.Name).Where(group => group.Count() > 1))
            yield return $"{key}:Inputs: {string.Join(" and ", twice.Select(input => input.Key))} need a name each, as in {string.Join(" and ", twice.Select(input => input.Key.ToLowerInvariant()))}.";
    }

    // The monitor's copy: what the clients hold is bound once, and it must not be before the embedded simulated AWS listens.
    private bool IsTarget(string name) => new AwsTargets(Options.Create(aws.CurrentValue)).Find(name) is not null;

    // The token goes to that address: in the clear only to this machine, and only while developing.
    private bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { UserInfo: "", Query: "", Fragment: "" }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && environment.IsDevelopment()));

    [GeneratedRegex(@"\A[A-Za-z0-9_*-]+/[A-Za-z0-9_*-]+/[A-Za-z0-9_*-]+\z")]
    private static partial Regex ServicePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]*/(?!\.{1,2}\z)[A-Za-z0-9._-]+\z")]
    private static partial Regex Repository();

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]*\.ya?ml\z")]
    private static partial Regex WorkflowFile();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._/-]{0,254}\z")]
    private static partial Regex GitRef();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]*\z")]
    private static partial Regex InputName();
}
