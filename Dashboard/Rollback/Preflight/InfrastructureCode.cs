using Dashboard.Fleet;
using static Dashboard.Rollback.Preflight.PreflightRules;

namespace Dashboard.Rollback.Preflight;

/// <summary>Signs that a tool holds the desired state elsewhere and will bring the newer revision back.</summary>
internal static class InfrastructureCode
{
    public const string Check = "Infrastructure as code";
    private static readonly string[] Tools = ["terraform", "cloudformation", "atlantis", "pulumi", "cdk", "spacelift", "opentofu", "argocd", "copilot"];

    public static PreflightLine Line(PreflightFacts facts)
    {
        var (service, current) = (facts.Service, facts.Plan.Current);
        if (service.Tags.GetValueOrDefault("aws:cloudformation:stack-name") is { } stack)
            return Warn(Check, $"CloudFormation stack {stack} owns this service (tag aws:cloudformation:stack-name); its next update brings {current} back unless it is changed there.");
        if (Tagged(service) is { } tag)
            return Warn(Check, $"The service's tag {tag} names a tool that holds its state; its next run brings {current} back unless it is changed there.");
        if (facts.Current?.RegisteredBy is { } by && Named(by) is { } tool)
            return Warn(Check, $"{current} was registered by {Session(by)}, which looks like {tool}; its next run brings {current} back unless it is changed there.");
        return facts.Current?.RegisteredBy is { } principal
            ? Pass(Check, $"No tag names a tool. {current} was registered by {Session(principal)}; should that be a pipeline, its next run deploys what it builds.")
            : Pass(Check, "No tag of the service names a tool that would undo it.");
    }

    private static string? Tagged(EcsService service)
    {
        foreach (var (name, value) in service.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
            if (Named(name) is not null || Manages(name) && Named(value) is not null)
                return $"{name} = {value}";
        return null;
    }

    // Any other tag may mention a tool without meaning that it owns the service, as a description would.
    private static bool Manages(string name) =>
        new string([.. name.Where(char.IsLetter)]).ToLowerInvariant() is "managedby" or "provisioner" or "provisionedby" or "createdby" or "deployedby" or "iac" or "tool";

    private static string? Named(string text) => Tools.FirstOrDefault(tool => text.Contains(tool, StringComparison.OrdinalIgnoreCase));

    // Of an assumed role both parts tell: the role is the pipeline's, the session the run's.
    private static string Session(string arn) => arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
