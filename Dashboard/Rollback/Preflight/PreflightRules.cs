using System.Collections.Immutable;

namespace Dashboard.Rollback.Preflight;

/// <summary>Judges a rollback from facts alone, so that every case of it is a table test.</summary>
internal static class PreflightRules
{
    public static PreflightReport Judge(PreflightFacts facts) => new(facts.To.To,
    [
        ServiceRules.Service(facts),
        ServiceRules.InFlight(facts),
        TargetRules.Evidence(facts),
        TargetRules.Definition(facts),
        ImageRules.Images(facts),
        ImageRules.Denied(facts),
        AccessRules.Secrets(facts),
        AccessRules.Roles(facts),
        AccessRules.Permissions(facts),
        ImageRules.Platform(facts),
        TargetRules.LoadBalancer(facts),
        CapacityRules.Capacity(facts),
        CapacityRules.Scaling(facts),
        CapacityRules.Protection(facts),
        GuardRules.CircuitBreaker(facts),
        GuardRules.Alarms(facts),
        RolloutTime.Line(facts),
        InfrastructureCode.Line(facts),
    ],
    RolloutTime.Estimate(facts), facts.Now);

    public static PreflightLine Pass(string check, string fact) => new(check, PreflightResult.Pass, fact);

    public static PreflightLine Warn(string check, string fact) => new(check, PreflightResult.Warn, fact);

    public static PreflightLine Block(string check, string fact) => new(check, PreflightResult.Block, fact);

    /// <summary>Going back forward: a new deployment, rather than the end of the one under way.</summary>
    public static bool IsForward(this RollbackCandidate candidate) => candidate.Move is not (RollbackMove.StopServiceDeployment or RollbackMove.ContinueServiceDeployment);

    /// <summary>As in "a, b and c".</summary>
    public static string Join(IReadOnlyList<string> names) =>
        names.Count <= 1 ? string.Concat(names) : string.Join(", ", names.SkipLast(1)) + " and " + names[^1];

    public static string WithStop(string sentence) => sentence.TrimEnd('.', ' ') + ".";
}
