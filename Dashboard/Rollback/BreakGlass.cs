using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Rollback.GitHub;

namespace Dashboard.Rollback;

/// <param name="What">When to type it, as a sentence.</param>
/// <param name="Command">For bash; may be of several lines, which are one thing to paste.</param>
public sealed record BreakGlassStep(string What, string Command);

/// <summary>A rollback as the request that is sent, and as the commands that do the same without this dashboard.</summary>
public static class BreakGlass
{
    private const string ByHand = "Rolled back by hand";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The exact requests, as the APIs name them, a line each.</summary>
    public static string Call(RollbackPlan plan, RollbackCandidate to) => to.Move switch
    {
        RollbackMove.StopServiceDeployment => $"ecs:StopServiceDeployment  serviceDeploymentArn={to.StopArn}  stopType=ROLLBACK",
        RollbackMove.ContinueServiceDeployment => $"ecs:ContinueServiceDeployment  serviceDeploymentArn={to.StopArn}  hookId={to.HookId}  action=ROLLBACK",
        RollbackMove.RegisterCopy => $"ecs:RegisterTaskDefinition  family={to.To.Family}  containerDefinitions[].image={string.Join(',', Pins(to).Select(pin => $"{pin.Key}@{pin.Value}"))}  (the rest as in {to.To})\n{Update(plan, "the copy's ARN")}",
        RollbackMove.GitHub when plan.GitHub is { } path => Dispatch(plan, to, path),
        _ => Update(plan, to.To.ToString()),
    };

    /// <summary>What to type should this dashboard itself be down.</summary>
    public static string Command(RollbackPlan plan, RollbackCandidate to) => to.Move switch
    {
        RollbackMove.StopServiceDeployment => $"{Aws(plan, "stop-service-deployment")} {Option("--service-deployment-arn", to.StopArn)} --stop-type ROLLBACK",
        RollbackMove.ContinueServiceDeployment => $"{Aws(plan, "continue-service-deployment")} {Option("--service-deployment-arn", to.StopArn)} {Option("--hook-id", to.HookId)} --action ROLLBACK",
        RollbackMove.RegisterCopy => Copy(plan, to),
        RollbackMove.GitHub when plan.GitHub is { } path => Workflow(plan, to, path),
        _ => $"{UpdateService(plan)} {Option("--task-definition", to.To.ToString())}",
    };

    /// <summary>All that the card of a plan offers: the chosen way, and what else leads there.</summary>
    /// <param name="to">Null while nothing is chosen.</param>
    public static ImmutableArray<BreakGlassStep> Steps(RollbackPlan plan, RollbackCandidate? to) => plan switch
    {
        { Controller: "CODE_DEPLOY" } => OtherControllers.CodeDeploy(plan),
        { Controller: "EXTERNAL" } => OtherControllers.External(plan),
        { Refusal: null } when to is not null => [new($"Go back to {to.Version} ({to.To}).", Command(plan, to)), .. ThroughGitHub(plan, to), Look(plan)],
        _ => [Look(plan)],
    };

    internal static string Aws(RollbackPlan plan, string operation, string service = "ecs") =>
        $"aws {service} {operation}{(plan.Region is { } region ? $" {Option("--region", region)}" : "")}";

    internal static string Service(RollbackPlan plan, string option = "--service") => $"{Option("--cluster", plan.Key.Cluster)} {Option(option, plan.Key.Service)}";

    private static string Option(string name, string? value) => ShellText.Option(name, value ?? "");

    private static string Update(RollbackPlan plan, string definition) => $"ecs:UpdateService  cluster={plan.Key.Cluster}  service={plan.Key.Service}  taskDefinition={definition}";

    private static string UpdateService(RollbackPlan plan) => $"{Aws(plan, "update-service")} {Service(plan)}";

    private static SortedDictionary<string, string> Pins(RollbackCandidate to) =>
        new(to.Images.Where(image => image.Digest is not null).DistinctBy(image => image.Container).ToDictionary(image => image.Container, image => image.Digest!), StringComparer.Ordinal);

    // Through a file that only this user can read, so that no environment value reaches the screen or the process list. Not through
    // a pipe: the AWS CLI reads the file of --cli-input-json twice (https://github.com/aws/aws-cli/issues/5982).
    private static string Copy(RollbackPlan plan, RollbackCandidate to) =>
        $"""
        (
        set -e; umask 077
        copy=$(mktemp); trap 'rm -f "$copy"' EXIT
        {Aws(plan, "describe-task-definition")} {Option("--task-definition", to.To.ToString())} --include TAGS --output json |
          jq --argjson digests {ShellText.Quoted(JsonSerializer.Serialize(Pins(to), Plain))} '{CopyProgram}' >"$copy"
        arn=$({Aws(plan, "register-task-definition")} --cli-input-json "file://$copy" --query taskDefinition.taskDefinitionArn --output text)
        echo "Registered $arn"
        {UpdateService(plan)} --task-definition "$arn"
        )
        """.ReplaceLineEndings("\n");

    // Tags that begin with aws: are AWS's own, and the intent's is that of another copy. The deploy script does the same.
    private const string CopyProgram = """

            [(.tags // [])[] | select(.key | startswith("aws:") or . == "ecs-dashboard:rollback-intent" | not)] as $tags | .taskDefinition
            | .containerDefinitions |= map(if .image | contains("@sha256:") then . else
                .image = (.image | sub(":[^:/]*$"; "")) + "@" + ($digests[.name] // error("no digest of container \(.name) is known")) end)
            | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt, .deleteRequestedAt)
            | if ($tags | length) > 0 then .tags = $tags else . end
        """;

    private static IEnumerable<BreakGlassStep> ThroughGitHub(RollbackPlan plan, RollbackCandidate to) =>
        to.Move != RollbackMove.GitHub && plan.GitHub is { } path && GitHubRoute.IsTag(to.Version)
            ? [new($"Or have {path} deploy {to.Version}.", Workflow(plan, to, path))]
            : [];

    private static IEnumerable<(string Name, string Value)> Inputs(RollbackPlan plan, RollbackCandidate to, WorkflowPath path) =>
        [(path.Inputs.Cluster, plan.Key.Cluster), (path.Inputs.Service, plan.Key.Service), (path.Inputs.Version, to.Version)];

    private static string Dispatch(RollbackPlan plan, RollbackCandidate to, WorkflowPath path)
    {
        string[] given = [$"{path.Inputs.Reason}=(your reason)", .. path.Inputs.Intent.Length > 0 ? new[] { $"{path.Inputs.Intent}=(the rollback's id)" } : []];
        return $"POST /repos/{path.Repository}/actions/workflows/{path.Workflow}/dispatches  ref={path.Ref}  inputs: {string.Join("  ", [.. Inputs(plan, to, path).Select(input => $"{input.Name}={input.Value}"), .. given])}";
    }

    private static string Workflow(RollbackPlan plan, RollbackCandidate to, WorkflowPath path) =>
        $"gh workflow run {ShellText.Quoted(path.Workflow)} {Option("--repo", path.Repository)} {Option("--ref", path.Ref)} {string.Join(' ', Inputs(plan, to, path).Append((path.Inputs.Reason, ByHand)).Select(input => Option("-f", $"{input.Item1}={input.Item2}")))}";

    private static BreakGlassStep Look(RollbackPlan plan) =>
        new("See which deployments the service has, and how far they are.", $"{Aws(plan, "describe-services")} {Service(plan, "--services")} --query 'services[0].deployments[].[status,rolloutState,taskDefinition,runningCount,desiredCount]' --output table");
}
