using Dashboard.Aws;
using Dashboard.Rollback;
using Dashboard.Simulator;
using Dashboard.Tests.Bench.Kills;

namespace Dashboard.Tests.Bench.Faults;

/// <summary>When a fault strikes a call of a rollback.</summary>
internal enum FaultPhase
{
    /// <summary>From the click until the person has an outcome.</summary>
    Click,

    /// <summary>While a call that took effect without an answer is settled by looking.</summary>
    Settling,

    /// <summary>While the rollout is followed to its verdict.</summary>
    Following,
}

/// <summary>What a fault in a call must lead to.</summary>
/// <param name="Shown">What the person is told at the click.</param>
/// <param name="State">Of the intent once it is settled; null when none was committed.</param>
/// <param name="Sends">Deployment mutations in the ledger.</param>
internal sealed record FaultEffect(RollbackResult Shown, IntentState? State, int Sends)
{
    public override string ToString() => (Shown, State) switch
    {
        (RollbackResult.Refused, _) => "refused",
        (RollbackResult.Unknown, IntentState.NotApplied) => "?, not sent",
        (RollbackResult.Unknown, _) => "?, sent",
        (_, IntentState.Verified) => "verified",
        _ => "sent",
    };
}

/// <summary>One call of one move, and what each fault of the simulator in it must lead to.</summary>
internal sealed record FaultRow(KillStory Story, string Operation, FaultPhase Phase)
{
    private static readonly string[] NeverArrives = [InjectedFault.Throttle, InjectedFault.Denied, InjectedFault.Expired, InjectedFault.LimitExceeded];
    private static readonly string[] NoEffect = [InjectedFault.Error500, InjectedFault.Timeout, InjectedFault.ResetBefore];
    private static readonly FaultEffect Sent = new(RollbackResult.Accepted, IntentState.Accepted, 1);

    // No simulated service reads a parameter, so ssm:DescribeParameters is never called. Of these only the first decides, and for a copy the second; the others are warnings at most.
    private static readonly string[] AtTheClick =
    [
        "ecs:DescribeServices", "ecs:DescribeTaskDefinition", "ecr:BatchGetImage", "application-autoscaling:DescribeScalableTargets", "ecs:GetTaskProtection",
        "sts:GetCallerIdentity", "iam:SimulatePrincipalPolicy", "iam:GetRole", "secretsmanager:DescribeSecret",
    ];

    private static readonly string[] WhileFollowing =
    [
        "ecs:ListServices", "ecs:DescribeServices", "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth", "ecs:ListTasks", "ecs:DescribeTasks",
        "ecs:ListServiceDeployments", "ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions", "ecs:DescribeTaskDefinition", "cloudwatch:GetMetricData",
    ];

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        .. KillStory.All.SelectMany(Of),
        .. WhileFollowing.Select(operation => new FaultRow(KillStory.All[0], operation, FaultPhase.Following)),
    ];

    // A registration that nobody answered is looked for at once, and if it is there the rollback goes on.
    private const string Registration = "ecs:RegisterTaskDefinition";

    private bool Copies => Story.Operations.Length > 1;

    public bool IsWrite => CallQuota.IsWrite(Operation);

    public static FaultRow Find(string name) => All.Single(row => row.ToString() == name);

    public FaultEffect Expected(string fault) => Phase switch
    {
        FaultPhase.Following => Sent with { State = IntentState.Verified },
        FaultPhase.Settling => new(RollbackResult.Unknown, IntentState.Accepted, 1),
        _ when Operation == Registration && !NeverArrives.Contains(fault) && !NoEffect.Contains(fault) => Sent,
        _ when IsWrite => ExpectedOfWrite(fault),
        _ when Operation == "ecs:DescribeTaskDefinition" && Copies && fault != InjectedFault.Partial => new(RollbackResult.Refused, IntentState.Refused, 0),
        _ => Operation == "ecs:DescribeServices" ? new(RollbackResult.Refused, null, 0) : Sent,
    };

    public override string ToString() => $"{Story.Move}, {Phase}, {Operation}";

    private static FaultEffect ExpectedOfWrite(string fault) =>
        NeverArrives.Contains(fault) ? new(RollbackResult.Refused, IntentState.Refused, 0)
        : NoEffect.Contains(fault) ? new(RollbackResult.Unknown, IntentState.NotApplied, 0)
        : fault == InjectedFault.Partial ? Sent
        : new(RollbackResult.Unknown, IntentState.Accepted, 1);

    private static IEnumerable<FaultRow> Of(KillStory story) =>
    [
        .. AtTheClick.Select(operation => new FaultRow(story, operation, FaultPhase.Click)),
        .. story.Operations.Select(operation => new FaultRow(story, "ecs:" + operation, FaultPhase.Click)),
        new FaultRow(story, "ecs:DescribeServices", FaultPhase.Settling),
    ];
}
