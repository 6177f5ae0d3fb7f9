using System.Collections.Immutable;
using Dashboard.Alarms;
using Dashboard.Fleet;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback.Preflight;

/// <summary>Looks at everything that could make a rollback fail, before anybody needs it.</summary>
public sealed class RollbackPreflight(ServiceWatch watch, Feed<AlarmsSnapshot> alarms, Feed<RollbacksSnapshot> rollbacks, PreflightSources sources, IOptions<RollbackOptions> options, TimeProvider time)
{
    private static readonly TimeSpan ForAPerson = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ForASweep = TimeSpan.FromSeconds(20);

    /// <summary>What is not answered within four seconds is a warning that says so. Answers are kept for a few minutes.</summary>
    public Task<PreflightReport> CheckAsync(RollbackPlan plan, RollbackCandidate to, CancellationToken cancel = default) =>
        CheckAsync(plan, to, ForAPerson, isSweep: false, cancel);

    /// <summary>For the sweep of the fleet, for which nobody waits: it may stand longer in the call budget and does with older answers about roles.</summary>
    internal Task<PreflightReport> SweepAsync(RollbackPlan plan, RollbackCandidate to, CancellationToken cancel) =>
        CheckAsync(plan, to, ForASweep, isSweep: true, cancel);

    private async Task<PreflightReport> CheckAsync(RollbackPlan plan, RollbackCandidate to, TimeSpan within, bool isSweep, CancellationToken cancel)
    {
        if (watch.Of(plan.Key) is not { } now)
            return new PreflightReport(to.To, [PreflightRules.Block("Service", $"No service {plan.Key} is watched any more.")], null, time.GetUtcNow());
        using var limit = new CancellationTokenSource(within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var facts = await sources.AskAsync(Known(plan, to, now), now.Tasks, isSweep, both.Token);
        cancel.ThrowIfCancellationRequested();
        return PreflightRules.Judge(facts);
    }

    private PreflightFacts Known(RollbackPlan plan, RollbackCandidate to, ServiceNow now)
    {
        var reading = alarms.Current;
        return new PreflightFacts(plan, to, now.Service, time.GetUtcNow())
        {
            History = now.History,
            Current = plan.Current is { } current ? now.History?.Definitions.GetValueOrDefault(current) ?? (now.Service.Definition?.Ref == current ? now.Service.Definition : null) : null,
            DeniedImages = [.. options.Value.DeniedImages],

            // By name: an alarm that guards a deployment need not have this service among its dimensions.
            Alarms = [.. (reading.Value?.Alarms ?? []).Where(alarm => alarm.Target == plan.Key.Target && now.Service.DeploymentAlarms.Contains(alarm.Name))],
            AlarmsFault = reading.Value?.Faults.GetValueOrDefault(plan.Key.Target)?.Message ?? reading.Fault?.Message ?? (reading.Value is null ? "Alarms have not been read yet" : null),
            Open = rollbacks.Current.Value?.UnderWayOf(plan.Key),
            RunningTasks = now.Tasks.Count(task => task.LastStatus == "RUNNING"),
        };
    }
}
