using Dashboard.Aws;
using Dashboard.Rollback.GitHub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Rollback.GitHub;

public sealed class GitHubOptionsValidationTests
{
    [Theory]
    [InlineData("Production", "https://api.github.com", "secretsmanager:dashboard/github-token", null)]
    [InlineData("Production", "https://github.example.com/api/v3", "secretsmanager:dashboard/github#token", null)]
    [InlineData("Production", "https://api.github.com", "github_pat_plain", "Rollback:GitHub:Token")]
    [InlineData("Staging", "https://api.github.com", "github_pat_plain", "Rollback:GitHub:Token")]
    [InlineData("Development", "https://api.github.com", "github_pat_plain", null)]
    [InlineData("Development", "https://api.github.com", "secretsmanager:", "Rollback:GitHub:Token")]
    [InlineData("Development", "https://api.github.com", null, "Rollback:GitHub:Token")]
    [InlineData("Production", "http://127.0.0.1:80", "secretsmanager:a", "Rollback:GitHub:ApiUrl")]
    [InlineData("Development", "http://127.0.0.1:80", "secretsmanager:a", null)]
    [InlineData("Development", "http://github.example.com", "secretsmanager:a", "Rollback:GitHub:ApiUrl")]
    [InlineData("Production", "https://user:pw@api.github.com", "secretsmanager:a", "Rollback:GitHub:ApiUrl")]
    public void The_token_is_named_and_goes_only_to_a_safe_address(string environment, string url, string? token, string? key)
    {
        var options = new GitHubOptions { ApiUrl = url, Token = token, Workflows = { Good() } };
        var failures = Failures(options, environment);
        Assert.Equal(key is null ? [] : [key], failures.Select(failure => failure.Split(' ')[0]));
        Assert.DoesNotContain(failures, failure => failure.Contains("github_pat_plain", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var bad = new GitHubWorkflowOptions { Services = "shop", Repository = "../shop", Workflow = "../deploy.yml", Ref = "", Inputs = { Version = "reason" } };
        var failures = Failures(new GitHubOptions { Token = "secretsmanager:a", TokenTarget = "nowhere", TimeLimit = TimeSpan.Zero, Workflows = { Good(), bad } }, "Production");
        string[] keys = ["TokenTarget", "TimeLimit", "Workflows:1:Services", "Workflows:1:Repository", "Workflows:1:Workflow", "Workflows:1:Ref", "Workflows:1:Inputs:"];
        Assert.Equal(keys.Select(key => $"Rollback:GitHub:{key}"), failures.Select(failure => failure.Split(' ')[0]));
        Assert.All(failures, failure => Assert.Contains("as in", failure, StringComparison.Ordinal));
    }

    private static GitHubWorkflowOptions Good() => new() { Services = "production/shop/*", Repository = "example/shop" };

    private static string[] Failures(GitHubOptions options, string environment)
    {
        using var services = new ServiceCollection().Configure<AwsOptions>(aws => aws.Source = AwsSource.Simulator).BuildServiceProvider();
        return [.. new GitHubOptionsValidation(new HostingEnvironment { EnvironmentName = environment }, services.GetRequiredService<IOptionsMonitor<AwsOptions>>()).Validate(null, options).Failures ?? []];
    }
}
