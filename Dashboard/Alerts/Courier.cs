using System.Collections.Concurrent;
using Dashboard.Alerts.Pictures;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Alerts;

/// <summary>That something in the outbox has changed.</summary>
public sealed record OutboxChange(long Number);

/// <summary>Carries the outbox's messages, those to one address one after the other, and waits for no address because of another.</summary>
internal sealed class Courier(Outbox outbox, SlackWebhook webhook, SlackBot bot, SmtpMail mail, SlackPicture picture, Feed<OutboxChange> changes, IOptions<AlertsOptions> options, TimeProvider time, ILogger<Courier> log) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5), LongestPause = TimeSpan.FromMinutes(5), Goodbye = TimeSpan.FromSeconds(5);

    // What may arrive each time without an answer must not arrive every five minutes for a day.
    private static readonly TimeSpan LongestUnanswered = TimeSpan.FromMinutes(30), LongestAsked = TimeSpan.FromHours(1);

    // One message at a time is under way, so that a kill leaves one in doubt. Whoever takes longer does not hold up the others.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<(string, string), Task> running = [];

    // What was sent and could not be marked so, since the disk was full in between.
    private readonly ConcurrentDictionary<long, Delivery> unmarked = new();
    private bool recovered;
    private long number;

    /// <summary>One round: begins with every address that has something due and is not being served, and does not wait for the slow ones.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            if (!recovered)
                await outbox.RecoverAsync(cancel);
            recovered = true;
            foreach (var done in unmarked.Values)
                await MarkAsync(done);
            foreach (var delivery in await outbox.NextAsync(cancel))
                if (IsDue(delivery) && !(running.TryGetValue(Lane(delivery), out var busy) && !busy.IsCompleted))
                    running[Lane(delivery)] = ServeAsync(delivery, cancel);
        }
        catch (SqliteException error)
        {
            log.LogWarning("The outbox cannot be used, so no alert is sent: {Error}", error.Message);
        }

        try
        {
            await Task.WhenAny(Task.WhenAll(running.Values), Task.Delay(Interval, time, cancel));
            cancel.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            // What is on its way is marked before the process ends, or it would be repeated.
            await Task.WhenAny(Task.WhenAll(running.Values), Task.Delay(Goodbye, CancellationToken.None));
            throw;
        }
    }

    private async Task ServeAsync(Delivery first, CancellationToken stopping)
    {
        try
        {
            for (var delivery = first; delivery is not null && IsDue(delivery) && !stopping.IsCancellationRequested; delivery = (await outbox.NextAsync(stopping)).FirstOrDefault(next => Lane(next) == Lane(first)))
                if (await InTurnAsync(delivery, stopping) is not { } done)
                    return;
                else if (done is { State: DeliveryState.Sent, Message.Picture: not null } && await picture.SendAsync(done) is { } missing)
                    await MarkAsync(done with { Problem = missing });
        }
        catch (SqliteException error)
        {
            log.LogWarning("The outbox cannot be used, so no alert is sent to {Destination}: {Error}", first.Destination, error.Message);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process stops between two messages.
        }
    }

    /// <returns>What became of it; null when somebody else had begun it.</returns>
    private async Task<Delivery?> InTurnAsync(Delivery delivery, CancellationToken stopping)
    {
        await turn.WaitAsync(stopping);
        var carrying = CarryAsync(delivery);
        await Task.WhenAny(carrying, Task.Delay(Turn, time, CancellationToken.None));
        turn.Release();
        return await carrying;
    }

    private async Task<Delivery?> CarryAsync(Delivery delivery)
    {
        if (!await outbox.BeginAsync(delivery))
            return null;
        var done = After(delivery with { Attempts = delivery.Attempts + 1 }, await SendAsync(delivery));
        await MarkAsync(done);
        return done;
    }

    private async Task<SendResult> SendAsync(Delivery delivery)
    {
        if (options.Value.Destinations.FirstOrDefault(one => one.Name == delivery.Destination) is not { } destination)
            return new SendResult(SendOutcome.Refused, Problem: $"{delivery.Destination} is not configured any more.");
        if (!Outbox.RecipientsOf(destination).Contains(delivery.Recipient, StringComparer.OrdinalIgnoreCase))
            return new SendResult(SendOutcome.Refused, Problem: $"{(delivery.Recipient.Length > 0 ? delivery.Recipient : "What this was written for")} does not belong to {delivery.Destination} any more.");
        IAlertChannel channel = destination switch { { Webhook: not null } => webhook, { Token: not null } => bot, _ => mail };
        try
        {
            // Not cancelled when the process stops: a message that is under way is better ended than repeated.
            return await channel.SendAsync(destination, delivery, CancellationToken.None);
        }
        catch (Exception bug)
        {
            log.LogError(bug, "The message {Id} to {Destination} failed unexpectedly", delivery.Id, delivery.Destination);
            return new SendResult(SendOutcome.Unknown, Problem: $"It is not known whether it arrived: {bug.GetType().Name}.");
        }
    }

    private Delivery After(Delivery delivery, SendResult result)
    {
        var now = time.GetUtcNow();
        var next = delivery with { Problem = result.Problem, Receipt = result.Receipt, NotBefore = null, IsRepeat = delivery.IsRepeat || result.Outcome == SendOutcome.Unknown };
        if (result.Outcome == SendOutcome.Sent)
            return next with { State = DeliveryState.Sent, SentAt = now, IsRepeat = delivery.IsRepeat };
        if (result.Outcome == SendOutcome.Refused)
            return next with { State = DeliveryState.Failed };
        var pause = Pause(delivery.Attempts, result);
        return now + pause - delivery.At > options.Value.GiveUpAfter
            ? next with { State = DeliveryState.Failed, Problem = $"Given up after {Ui.Format.Duration(now - delivery.At)} and {Ui.Format.Plural(delivery.Attempts, "attempt")}. {result.Problem}" }
            : next with { State = DeliveryState.Waiting, NotBefore = now + pause };
    }

    internal static TimeSpan Pause(int attempts, SendResult result)
    {
        var longest = result.Outcome == SendOutcome.Unknown ? LongestUnanswered : LongestPause;
        var own = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 10));
        var pause = own < longest ? own : longest;
        var asked = result.RetryAfter < LongestAsked ? result.RetryAfter.Value : result.RetryAfter is null ? TimeSpan.Zero : LongestAsked;
        return asked > pause ? asked : pause;
    }

    public void Dispose() => turn.Dispose();

    private async Task MarkAsync(Delivery done)
    {
        unmarked[done.Id] = done;
        await outbox.EndAsync(done);
        unmarked.TryRemove(done.Id, out _);
        if (done.State == DeliveryState.Failed)
            log.LogWarning("An alert to {Destination} failed: {Problem}", done.Destination, done.Problem);
        changes.Publish(new OutboxChange(Interlocked.Increment(ref number)), time.GetUtcNow());
    }

    private bool IsDue(Delivery delivery) => delivery.State == DeliveryState.Waiting && !(delivery.NotBefore > time.GetUtcNow());

    private static (string, string) Lane(Delivery delivery) => (delivery.Destination, delivery.Recipient);
}
