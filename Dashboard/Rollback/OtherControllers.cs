using System.Collections.Immutable;

namespace Dashboard.Rollback;

/// <summary>What to type for services that ECS itself does not deploy.</summary>
internal static class OtherControllers
{
    // An AppSpec names task definition, container and port and holds no value, so it may stand on a command line. CodeDeploy's id is the external id of the task set that its newest deployment made:
    // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
    public static ImmutableArray<BreakGlassStep> CodeDeploy(RollbackPlan plan)
    {
        var deployment = $"deployment=$({BreakGlass.Aws(plan, "describe-services")} {BreakGlass.Service(plan, "--services")} --query 'sort_by(services[0].taskSets, &createdAt)[-1].externalId' --output text)";
        return
        [
            new("While its deployment runs: have CodeDeploy stop it and go back.",
                $"{deployment} &&\n  {BreakGlass.Aws(plan, "stop-deployment", "deploy")} --deployment-id \"$deployment\" --auto-rollback-enabled"),
            new("After it: deploy again what that deployment replaced.",
                $"{deployment} &&\n  {BreakGlass.Aws(plan, "create-deployment", "deploy")} --cli-input-json \"$({BreakGlass.Aws(plan, "get-deployment", "deploy")} --deployment-id \"$deployment\" --query 'deploymentInfo.{{applicationName: applicationName, deploymentGroupName: deploymentGroupName, revision: previousRevision}}' --output json)\""),
        ];
    }

    public static ImmutableArray<BreakGlassStep> External(RollbackPlan plan) =>
    [
        new("See its task sets.",
            $"{BreakGlass.Aws(plan, "describe-task-sets")} {BreakGlass.Service(plan)} --query 'taskSets[].[id,status,taskDefinition,stabilityStatus,runningCount]' --output table"),
        new("Make the older one primary, while it still has its tasks; put its id for TASK_SET_ID.",
            $"{BreakGlass.Aws(plan, "update-service-primary-task-set")} {BreakGlass.Service(plan)} --primary-task-set TASK_SET_ID"),
    ];
}
