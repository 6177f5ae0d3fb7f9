using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>Asks AWS, all at once, for what a pre-flight cannot know from the polls.</summary>
public sealed class PreflightSources(TaskDefinitionsSource definitions, ImageSource images, SecretsSource secrets, RolesSource roles, PermissionsSource permissions, ScalingSource scaling, ProtectionSource protection)
{
    private static readonly TimeSpan DefinitionAge = TimeSpan.FromMinutes(5);

    // IAM allows few calls a second, and roles change rarely: a sweep of a thousand services does with answers of the last hour.
    private static readonly TimeSpan AgeForAPerson = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AgeForASweep = TimeSpan.FromHours(1);

    /// <param name="limit">When it is cancelled, what has no answer yet is told as such.</param>
    public async Task<PreflightFacts> AskAsync(PreflightFacts facts, ImmutableArray<EcsTask> tasks, bool isSweep, CancellationToken limit)
    {
        var (key, age) = (facts.Plan.Key, isSweep ? AgeForASweep : AgeForAPerson);
        var looked = ImagesAsync(facts, limit);
        var scaled = scaling.ReadAsync(key, limit);
        var guarded = protection.ReadAsync(key, tasks, limit);
        facts = await DescribeAsync(facts, limit);
        var allowed = facts.To.Move == RollbackMove.GitHub ? null : permissions.CheckAsync(key.Target, [.. Needs(facts)], age, limit);
        if (facts.Target is { } target)
        {
            var account = facts.Service.Arn.Split(':').ElementAtOrDefault(4);
            var taken = roles.CheckAsync(key.Target, account, target, age, limit);
            facts = facts with { Secrets = await secrets.CheckAsync(key.Target, account, target, limit), Roles = await taken };
        }

        return facts with { Images = await looked, Scaling = await scaled, Protection = await guarded, Permissions = allowed is null ? null : await allowed };
    }

    /// <summary>Fills in one call what the pre-flights of these services would ask one by one.</summary>
    public Task PrepareAsync(string target, IEnumerable<ServiceKey> keys, CancellationToken cancel) => scaling.LearnAsync(target, keys, cancel);

    // UpdateService with a task definition is refused without iam:PassRole of its roles: https://github.com/keidarcy/e1s/issues/429
    private static IEnumerable<(string Action, string Resource)> Needs(PreflightFacts facts)
    {
        var (service, to, target) = (facts.Service, facts.To, facts.Target);
        if (!to.IsForward())
            return [($"ecs:{to.Move}", to.StopArn ?? service.Arn)];
        IEnumerable<(string, string)> copy = to.Move == RollbackMove.RegisterCopy && target is not null ? [("ecs:RegisterTaskDefinition", target.Arn)] : [];
        var passed = new[] { target?.ExecutionRoleArn, target?.TaskRoleArn }.Where(role => role?.StartsWith("arn:", StringComparison.Ordinal) == true).Distinct();
        return [.. copy, ("ecs:UpdateService", service.Arn), .. passed.Select(role => ("iam:PassRole", role!))];
    }

    private async Task<PreflightFacts> DescribeAsync(PreflightFacts facts, CancellationToken limit)
    {
        try
        {
            var answer = await definitions.ReadAsync(facts.Plan.Key.Target, facts.To.To, DefinitionAge, limit);
            return facts with { Target = answer.Value, TargetFault = answer.Fault is { } fault ? LookUps.Because(fault, "ecs:DescribeTaskDefinition") : null };
        }
        catch (OperationCanceledException)
        {
            return facts with { TargetFault = "ecs:DescribeTaskDefinition did not answer in time" };
        }
    }

    private async Task<ImmutableDictionary<RevisionImage, ImageCheck>> ImagesAsync(PreflightFacts facts, CancellationToken limit)
    {
        try
        {
            return await images.CheckAsync(facts.Plan.Key.Target, facts.To.Images, limit);
        }
        catch (OperationCanceledException)
        {
            return facts.To.Images.Distinct().ToImmutableDictionary(image => image, _ => new ImageCheck(ImageState.Unchecked, "ecr:BatchGetImage did not answer in time"));
        }
    }
}
