using Dashboard.Deployments;
using Dashboard.Ui;
using static Dashboard.Rollback.Preflight.PreflightRules;

namespace Dashboard.Rollback.Preflight;

/// <summary>How long a rollback takes under the service's strategy, by what its own rollouts took.</summary>
internal static class RolloutTime
{
    private const string Check = "Time";
    private const int Sample = 5;

    /// <summary>Null where no successful rollout is known.</summary>
    public static TimeSpan? Estimate(PreflightFacts facts)
    {
        if (Past(facts) is not { Length: > 0 } past)
            return null;
        var usual = past.Order().ElementAt(past.Length / 2);
        return facts.To.IsForward() ? Max(usual, Fixed(facts)) : usual * ShareToReplace(facts);
    }

    public static PreflightLine Line(PreflightFacts facts)
    {
        var (estimate, past) = (Estimate(facts), Past(facts));
        var time = estimate is not { } length ? "It cannot be told: no successful rollout of this service is known."
            : facts.To.IsForward() ? $"About {Wording.Length(length)}, as {(past.Length == 1 ? "the last rollout" : $"the last {past.Length} rollouts")} took ({Span(past)})."
            : $"At most about {Wording.Length(length)}: the share of the tasks that has to be replaced, of rollouts that took {Span(past)}.";
        var how = How(facts);
        return estimate is null || how.Warns ? Warn(Check, $"{time} {how.Text}") : Pass(Check, $"{time} {how.Text}");
    }

    // What the strategy waits for in any case, however fast the tasks start.
    private static TimeSpan Fixed(PreflightFacts facts)
    {
        var steps = facts.Service.TrafficSteps is { } one ? (facts.Service.DeploymentStrategy == "CANARY" ? 1 : Steps(one.Percent) - 1) * one.BakeMinutes : 0;
        return TimeSpan.FromMinutes(steps + (facts.Service.BakeMinutes ?? 0));
    }

    private static (string Text, bool Warns) How(PreflightFacts facts)
    {
        var service = facts.Service;
        var bake = service.BakeMinutes is > 0 and var minutes ? $" It then bakes for {minutes} min." : "";
        var hooks = service.HookStages.IsEmpty ? "" : $" A lifecycle hook answers at {Join([.. service.HookStages])} first.";
        if (!facts.To.IsForward())
            return ("Traffic goes back to the revision that still runs.", false);
        return (service.DeploymentStrategy, service.TrafficSteps) switch
        {
            ("CANARY", { } canary) => ($"CANARY: {Percent(100 - canary.Percent)} of the traffic stays on {facts.Plan.Current} for the {canary.BakeMinutes} min that the canary bakes.{bake}{hooks}", true),
            ("LINEAR", { } linear) => ($"LINEAR: traffic moves {Percent(linear.Percent)} every {linear.BakeMinutes} min, in {Steps(linear.Percent)} steps; until then the rest stays on {facts.Plan.Current}.{bake}{hooks}", true),
            ("BLUE_GREEN", _) => ($"BLUE_GREEN: traffic stays on {facts.Plan.Current} until all {service.Desired} new tasks are healthy, then moves at once.{bake}{hooks}", hooks.Length > 0),
            _ => (Rolling(facts) + bake + hooks, hooks.Length > 0),
        };
    }

    private static string Rolling(PreflightFacts facts)
    {
        var room = RollingRoom.Of(facts.Service);
        return facts.Service.IsDaemon ? "ROLLING: instance by instance."
            : room.Rounds is not { } rounds ? "ROLLING: not at all with these limits."
            : rounds <= 1 ? $"ROLLING: all {room.Desired} tasks at once."
            : $"ROLLING: up to {room.Batch} of {room.Desired} tasks at a time, in {rounds} rounds.";
    }

    private static double ShareToReplace(PreflightFacts facts) =>
        facts.InProgress?.Target is { Running: { } running } && facts.Service.Desired > 0 ? Math.Clamp((double)running / facts.Service.Desired, 0.1, 1) : 1;

    private static TimeSpan[] Past(PreflightFacts facts) =>
        [.. (facts.History?.Deployments ?? []).Select(Took).OfType<TimeSpan>().Take(Sample)];

    private static TimeSpan? Took(ServiceDeployment deployment) => deployment is { Status: "SUCCESSFUL", FinishedAt: { } finished } && finished - (deployment.StartedAt ?? deployment.CreatedAt) is var took && took > TimeSpan.Zero ? took : null;

    private static string Span(TimeSpan[] past) => past.Min() is var least && past.Max() is var most && Wording.Length(least) == Wording.Length(most) ? Wording.Length(most) : $"{Wording.Length(least)} to {Wording.Length(most)}";

    private static int Steps(double percent) => Math.Max(1, (int)Math.Ceiling(100 / percent));

    private static string Percent(double percent) => Format.Percent(percent);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
