using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Dashboard.Aws;

/// <summary>Says everything that is wrong at once, each with its key and an example.</summary>
internal sealed partial class AwsOptionsValidation(IHostEnvironment environment) : IValidateOptions<AwsOptions>
{
    public static readonly string[] Services = ["Ecs", "CloudWatch", "Logs", "LoadBalancing", "Ecr", "Secrets", "Parameters", "Iam", "Trail", "AutoScaling"];

    private static readonly TimeSpan LongestTimeLimit = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, AwsOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(AwsOptions options)
    {
        if (options.Source is null)
            yield return "Aws:Source must say where the fleet is, as in Aws:Source=Account (Amazon) or Aws:Source=Simulator (the simulated AWS).";
        if (options.Source == AwsSource.Account && options.Targets.Count == 0)
            yield return "Aws:Targets must name at least one target, as in Aws:Targets:0:Name=production and Aws:Targets:0:Region=eu-west-1.";
        foreach (var failure in options.Targets.SelectMany((target, at) => TargetFailures(target, $"Aws:Targets:{at}")))
            yield return failure;
        foreach (var twice in options.Targets.GroupBy(target => target.Name).Where(group => group.Key.Length > 0 && group.Count() > 1))
            yield return $"Aws:Targets: the name \"{twice.Key}\" is used {twice.Count()} times; each target needs a name of its own.";
        foreach (var failure in EndpointFailures(options).Concat(TimeLimitFailures(options.TimeLimits)))
            yield return failure;
    }

    private static IEnumerable<string> TimeLimitFailures(AwsTimeLimits limits)
    {
        foreach (var (key, limit, example) in new[] { ("ReadAttempt", limits.ReadAttempt, "00:00:05"), ("Read", limits.Read, "00:00:15"), ("Write", limits.Write, "00:00:10") })
            if (limit <= TimeSpan.Zero || limit > LongestTimeLimit)
                yield return $"Aws:TimeLimits:{key} must lie above zero and at most {LongestTimeLimit.TotalMinutes:0} minutes, as in {example}.";
    }

    private static IEnumerable<string> TargetFailures(AwsTargetOptions target, string key)
    {
        if (!Name().IsMatch(target.Name))
            yield return $"{key}:Name must be letters, digits, - or _, as in production.";
        if (!Region().IsMatch(target.Region))
            yield return $"{key}:Region must be an AWS Region, as in eu-west-1.";
        if (target.RoleArn is { } role && !Role().IsMatch(role))
            yield return $"{key}:RoleArn must be a role's ARN, as in arn:aws:iam::111122223333:role/ecs-dashboard.";
        if (target.WriteRoleArn is { } writer && !Role().IsMatch(writer))
            yield return $"{key}:WriteRoleArn must be a role's ARN, as in arn:aws:iam::111122223333:role/ecs-dashboard-write.";
        if (target.WriteRoleArn is not null && target.WriteRoleArn == target.RoleArn)
            yield return $"{key}:WriteRoleArn must be another role than {key}:RoleArn, so that what reads cannot write.";
    }

    private IEnumerable<string> EndpointFailures(AwsOptions options)
    {
        if (environment.IsProduction() && options.Endpoints.Count > 0)
            yield return "Aws:Endpoints is not for Production; leave it out to reach Amazon's own endpoints.";
        foreach (var (service, url) in options.Endpoints)
        {
            if (!Services.Contains(service, StringComparer.OrdinalIgnoreCase))
                yield return $"Aws:Endpoints:{service} is not known; use one of {string.Join(", ", Services)}.";
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                yield return $"Aws:Endpoints:{service} must be an address, as in http://127.0.0.1:4566.";
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z]{2,4}(-[a-z]+)+-\d\z")]
    private static partial Regex Region();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:iam::\d{12}:role/.+\z")]
    private static partial Regex Role();
}
