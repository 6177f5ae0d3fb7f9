using System.Collections.Immutable;
using Dashboard.Fleet;

namespace Dashboard.Rollback.Preflight;

/// <summary>Asks AWS, all at once, for what a pre-flight cannot know from the polls.</summary>
public sealed class PreflightSources(TaskDefinitionsSource definitions, ImageSource images)
{
    private static readonly TimeSpan DefinitionAge = TimeSpan.FromMinutes(5);

    /// <param name="limit">When it is cancelled, what has no answer yet is told as such.</param>
    internal async Task<PreflightFacts> AskAsync(PreflightFacts facts, ImmutableArray<EcsTask> tasks, CancellationToken limit)
    {
        var target = facts.Plan.Key.Target;
        var looked = images.CheckAsync(target, facts.To.Images, limit);
        facts = await DescribeAsync(facts, target, limit);
        return facts with { Images = await ImagesAsync(facts, looked) };
    }

    private async Task<PreflightFacts> DescribeAsync(PreflightFacts facts, string target, CancellationToken limit)
    {
        try
        {
            var answer = await definitions.ReadAsync(target, facts.To.To, DefinitionAge, limit);
            return facts with { Target = answer.Value, TargetFault = answer.Fault is { } fault ? LookUps.Because(fault, "ecs:DescribeTaskDefinition") : null };
        }
        catch (OperationCanceledException)
        {
            return facts with { TargetFault = "ecs:DescribeTaskDefinition did not answer in time" };
        }
    }

    private static async Task<ImmutableDictionary<Deployments.RevisionImage, ImageCheck>> ImagesAsync(PreflightFacts facts, Task<ImmutableDictionary<Deployments.RevisionImage, ImageCheck>> looked)
    {
        try
        {
            return await looked;
        }
        catch (OperationCanceledException)
        {
            return facts.To.Images.Distinct().ToImmutableDictionary(image => image, _ => new ImageCheck(ImageState.Unchecked, "ecr:BatchGetImage did not answer in time"));
        }
    }
}
