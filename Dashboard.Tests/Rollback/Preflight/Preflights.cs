using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Rollback;
using Dashboard.Rollback.Preflight;

namespace Dashboard.Tests.Rollback.Preflight;

/// <summary>Facts of a rollback to checkout:42 that nothing speaks against; a test changes what it is about by <c>with</c>.</summary>
internal static class Preflights
{
    public static readonly RevisionImage Image = new("checkout", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:v1.0.42", $"sha256:{42:D64}");

    public static PreflightFacts Facts()
    {
        var service = Make.Service() with { CircuitBreakerEnabled = true, CircuitBreakerRollsBack = true, LaunchType = "FARGATE", Desired = 4 };
        var to = new RollbackCandidate(Make.Ref(revision: 42), "v1.0.42", CandidateGrade.Proven, "It served 4 d.") { Images = [Image] };
        var plan = new RollbackPlan(service.Key, "eu-west-1", service.Primary!.Id, Make.Ref(), "v1.0.43", null, [to], to, []);
        return new PreflightFacts(plan, to, service, Make.Noon)
        {
            History = Make.History(service.Key, Make.Deployment(), Make.Deployment(revision: 42, startedAt: Make.Noon.AddDays(-5))),
            Current = Make.Definition(),
            Target = Make.Definition(revision: 42),
            Images = ImmutableDictionary<RevisionImage, ImageCheck>.Empty.Add(Image, new ImageCheck(ImageState.Present)),
            Roles = [new LookUp("execution role ecsTaskExecutionRole", Found.Yes)],
            Permissions = [new LookUp("ecs:UpdateService", Found.Yes)],
            Scaling = new ScalingFacts(2, 10, null),
            Protection = new ProtectionFacts(0, null, null),
            RunningTasks = 4,
        };
    }

    public static PreflightLine Line(this PreflightReport report, string check) => report.Lines.Single(line => line.Check == check);

    public static PreflightFacts To(this PreflightFacts facts, Func<RollbackCandidate, RollbackCandidate> change) => facts with { To = change(facts.To) };

    public static PreflightFacts Service(this PreflightFacts facts, Func<EcsService, EcsService> change) => facts with { Service = change(facts.Service) };

    public static PreflightFacts Target(this PreflightFacts facts, Func<TaskDefinitionDetail, TaskDefinitionDetail> change) => facts with { Target = change(facts.Target!) };

    public static PreflightFacts InProgress(this PreflightFacts facts, int running = 1) => facts with
    {
        History = facts.History! with { Deployments = [Make.Deployment(startedAt: Make.Noon.AddMinutes(-3), status: "IN_PROGRESS") with { Stage = "SCALE_UP", Target = Make.Revision() with { Running = running } }, .. facts.History.Deployments.Skip(1)] },
    };

    public static PreflightFacts Stops(this PreflightFacts facts) =>
        facts.InProgress().To(to => to with { Move = RollbackMove.StopServiceDeployment, StopArn = Make.Deployment().Arn });
}
