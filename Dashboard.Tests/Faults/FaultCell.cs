using System.Collections.Immutable;
using Dashboard.Simulator;

namespace Dashboard.Tests.Faults;

/// <summary>Which rows of production a fault takes the news from.</summary>
internal enum Reach
{
    /// <summary>All of them, in ECS itself.</summary>
    Rows,

    /// <summary>Some, in ECS itself.</summary>
    SomeRows,

    /// <summary>None in ECS, all of them in something else that their state rests on.</summary>
    Source,
}

/// <summary>One fault of the simulated AWS, in production only, and what must be read on the fleet page while it lasts.</summary>
/// <param name="Operation">As <see cref="InjectedFault.Operation"/>.</param>
/// <param name="Fault">As <see cref="InjectedFault.Fault"/>.</param>
/// <param name="Says">What stands above the rows, or for <see cref="Reach.SomeRows"/> in those that it strikes.</param>
internal sealed record FaultCell(string Name, string Operation, string Fault, Reach Reach, string Says)
{
    public static ImmutableArray<FaultCell> All { get; } =
    [
        new("all throttled", "*", InjectedFault.Throttle, Reach.Rows, "Throttled. AWS throttled ecs:DescribeServices in production: Rate exceeded."),
        new("500s", "*", InjectedFault.Error500, Reach.Rows, "Not reachable. AWS could not be reached for ecs:DescribeServices in production: Service Unavailable. Please try again later."),
        new("Region gone", "*", InjectedFault.ResetBefore, Reach.Rows, "Not reachable. AWS could not be reached for ecs:DescribeServices in production:"),
        new("answers lost", "*", InjectedFault.ResetAfter, Reach.Rows, "Not reachable. AWS could not be reached for ecs:DescribeServices in production:"),
        new("no answer", "*", InjectedFault.Timeout, Reach.Rows, "Not reachable. AWS could not be reached for ecs:DescribeServices in production:"),
        new("trickling answers", "*", InjectedFault.Slow, Reach.Rows, "Not reachable. AWS could not be reached for ecs:DescribeServices in production:"),
        new("truncated answers", "*", InjectedFault.Malformed, Reach.Rows, "Not reachable. AWS could not be reached for ecs:DescribeServices in production: AWS answered in a form that could not be read."),
        new("access denied", "*", InjectedFault.Denied, Reach.Rows, "Not permitted. AWS refused ecs:DescribeServices in production:"),
        new("credentials expired", "*", InjectedFault.Expired, Reach.Rows, "Credentials expired. The credentials ran out for ecs:DescribeServices in production: The security token included in the request is expired."),
        new("failures[]", "ecs:DescribeServices", InjectedFault.Partial, Reach.SomeRows, "ECS could not describe"),
        new("metrics: PartialData", "cloudwatch:GetMetricData", InjectedFault.Partial, Reach.Source, "production: its metrics could not all be read"),
        new("metrics forbidden", "cloudwatch:GetMetricData", InjectedFault.Denied, Reach.Source, "production: its metrics could not all be read"),
        new("alarms forbidden", "cloudwatch:DescribeAlarms", InjectedFault.Denied, Reach.Source, "production: its alarms could not all be read"),
        new("tasks forbidden", "ecs:ListTasks", InjectedFault.Denied, Reach.Source, "production: its tasks could not all be read"),
        new("health of targets forbidden", "elasticloadbalancing:DescribeTargetHealth", InjectedFault.Denied, Reach.Source, "production: its target health checks could not all be read"),
    ];

    private bool Hangs => Fault is InjectedFault.Timeout or InjectedFault.Slow;

    /// <summary>Real time. What never answers, or trickles, costs it; nothing else should come near on a busy machine.</summary>
    public TimeSpan? Attempt => Hangs ? TimeSpan.FromSeconds(1.5) : null;

    /// <summary>A state that rests on metrics holds for six minutes without new ones, as CloudWatch is late itself.</summary>
    public TimeSpan Lasts => Reach == Reach.Source ? TimeSpan.FromMinutes(8) : Hangs ? TimeSpan.FromSeconds(45) : TimeSpan.FromMinutes(2);

    /// <summary>From round to round where AWS answers.</summary>
    public TimeSpan Step => TimeSpan.FromSeconds(Reach == Reach.Source ? 30 : 5);

    /// <summary>From round to round under the fault: a question that is not answered takes fifteen seconds, and is not asked again while it lasts.</summary>
    public TimeSpan StepUnderFault => Hangs ? TimeSpan.FromSeconds(15) : Step;

    public override string ToString() => Name;
}
