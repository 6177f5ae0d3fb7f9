namespace Dashboard.Alerts;

public enum DeliveryState
{
    Waiting,

    /// <summary>It was begun. Found after a restart, nobody knows whether it arrived.</summary>
    Sending,
    Sent,
    Failed,
}

/// <summary>One message on its way to one address.</summary>
/// <param name="Destination">Its name in the configuration.</param>
/// <param name="Recipient">The e-mail address; empty where the destination is one address only.</param>
/// <param name="Thread">The conversation that it belongs to.</param>
/// <param name="IsRoot">It begins the conversation.</param>
/// <param name="At">When it was written, UTC.</param>
public sealed record Delivery(long Id, string Destination, string Recipient, string Thread, bool IsRoot, string Kind, AlertMessage Message, DateTimeOffset At, DeliveryState State)
{
    public int Attempts { get; init; }
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>An attempt before it may have arrived already; the text says so.</summary>
    public bool IsRepeat { get; init; }
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What the channel answered: a Slack message's ts, or the mail server's words.</summary>
    public string? Receipt { get; init; }

    /// <summary>Why the newest attempt did not arrive; null when it did.</summary>
    public string? Problem { get; init; }

    /// <summary>Receipt of the message that began the conversation; null where there is none.</summary>
    public string? RootReceipt { get; init; }
}

/// <summary>A message that was not written into the outbox yet.</summary>
internal sealed record NewDelivery(string Destination, string Thread, bool IsRoot, string Kind, AlertMessage Message);

internal enum SendOutcome
{
    Sent,

    /// <summary>It did not arrive; later it may.</summary>
    NotSent,

    /// <summary>It was sent and nobody said that it arrived.</summary>
    Unknown,

    /// <summary>This message is not taken, now or later.</summary>
    Refused,
}

/// <param name="Problem">One sentence without a secret; null when it was sent.</param>
/// <param name="RetryAfter">How long the channel asks to be left alone; null when it does not.</param>
internal readonly record struct SendResult(SendOutcome Outcome, string? Receipt = null, string? Problem = null, TimeSpan? RetryAfter = null);

/// <summary>A way out of the house: a Slack webhook, a Slack bot, a mail server.</summary>
internal interface IAlertChannel
{
    /// <summary>One attempt. Expected failures are results; a throw is a bug.</summary>
    Task<SendResult> SendAsync(DestinationOptions destination, Delivery delivery, CancellationToken cancel);
}
