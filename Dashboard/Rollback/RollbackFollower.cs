using System.Collections.Concurrent;
using Dashboard.Audit;
using Dashboard.Rollback.GitHub;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Rollback;

/// <summary>Takes every open rollback to its verdict, those of an earlier process too. It only looks; it never sends.</summary>
public sealed class RollbackFollower(IntentStore store, RollbackSender sender, CopyRegistration copies, PrimaryDeploymentSource primaries, WorkflowWatch workflows, ServiceWatch watch, IOptions<RollbackOptions> options, TimeProvider time, ILogger<RollbackFollower> log)
{
    private readonly ConcurrentDictionary<Guid, bool> stuck = new();
    private bool published;

    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            if (!published)
                await store.PublishAsync(cancel);
            published = true;

            // Side by side: one that waits for GitHub must not hold up those that ECS answers at once.
            await Task.WhenAll((await store.UnfinishedAsync(cancel)).Select(intent => StepAloneAsync(intent, cancel)));
        }
        catch (SqliteException error)
        {
            // Tried again at the next round; the intents stay open, and so nothing new is sent meanwhile.
            log.LogWarning(error, "Open rollbacks could not be followed: the database gave an error");
        }
    }

    // A bug that one rollback runs into must not keep the others from their verdicts.
    private async Task StepAloneAsync(RollbackIntent intent, CancellationToken cancel)
    {
        try
        {
            await StepAsync(intent, cancel);
        }
        catch (Exception bug) when (bug is not (SqliteException or OperationCanceledException))
        {
            if (stuck.TryAdd(intent.Id, true))
                log.LogError(bug, "Rollback {Intent} of {Service} could not be followed; the others are", intent.Id, intent.Key);
        }
    }

    private async Task StepAsync(RollbackIntent intent, CancellationToken cancel)
    {
        if (sender.IsSending(intent.Id))
            return;
        var next = intent.State switch
        {
            IntentState.AwaitingApproval => intent.IsTooLate(time.GetUtcNow()) ? intent with { State = IntentState.NotSent, ClosedAt = time.GetUtcNow(), Verdict = intent.NobodyApproved } : null,
            IntentState.Intended => intent with { State = IntentState.NotSent, ClosedAt = time.GetUtcNow(), Verdict = "Not sent: the dashboard stopped before the call. The service was not touched." },
            IntentState.Registering => await copies.SettleAsync(intent, options.Value.SettleAfter, cancel) ?? Following.TimedOut(intent, time.GetUtcNow(), options.Value),
            IntentState.Accepted => await FollowAsync(intent, cancel),
            _ => await SettleAsync(intent, cancel),
        };
        if (next is null)
            return;
        var actor = next.State == intent.State ? null : Actor.Dashboard;
        await store.MoveAsync(intent, next, actor, intent.State != IntentState.Accepted && next.State == IntentState.Accepted ? $"confirmed later, by looking at {(intent.Move == RollbackMove.GitHub ? "GitHub and " : "")}the service" : null);
    }

    private async Task<RollbackIntent?> SettleAsync(RollbackIntent intent, CancellationToken cancel)
    {
        if (intent.Move == RollbackMove.GitHub)
            return await workflows.SettleAsync(intent, watch.Of(intent.Key), options.Value, cancel);
        var answer = await primaries.ReadAsync(intent.Key, cancel);
        var now = time.GetUtcNow();
        return answer.Value is { } primary ? Settlement.Of(intent, primary, watch.Of(intent.Key), now, options.Value) : Following.TimedOut(intent, now, options.Value);
    }

    private async Task<RollbackIntent?> FollowAsync(RollbackIntent intent, CancellationToken cancel)
    {
        var seen = await workflows.LookAsync(intent, cancel);
        var next = watch.Of(intent.Key) is { } now ? Following.Next(seen, now, time.GetUtcNow(), options.Value) : Following.Gone(seen, time.GetUtcNow(), options.Value);
        return next ?? (ReferenceEquals(seen, intent) ? null : seen);
    }
}
