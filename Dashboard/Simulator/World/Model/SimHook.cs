namespace Dashboard.Simulator;

/// <summary>A pause of a service deployment, from the instant that it is reached.</summary>
/// <param name="Stage">The lifecycle stage that it belongs to.</param>
internal sealed class SimHook(string id, string stage, DateTimeOffset reachedAt, DateTimeOffset expiresAt, string timeoutAction)
{
    public const string Continue = "CONTINUE";
    public const string RollBack = "ROLLBACK";

    public string Id { get; } = id;
    public string Stage { get; } = stage;
    public DateTimeOffset ReachedAt { get; } = reachedAt;
    public DateTimeOffset ExpiresAt { get; } = expiresAt;
    public string TimeoutAction { get; } = timeoutAction;
    public DateTimeOffset AnsweredAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>CONTINUE or ROLLBACK; null while nobody answered.</summary>
    public string? Answer { get; private set; }

    public bool AwaitsAt(DateTimeOffset at) => ReachedAt <= at && at < ExpiresAt && at < AnsweredAt;

    public void Take(string answer, DateTimeOffset at)
    {
        if (at < AnsweredAt)
            (AnsweredAt, Answer) = (at, answer);
    }

    public void CutAt(DateTimeOffset at)
    {
        if (AnsweredAt > at)
            (AnsweredAt, Answer) = (DateTimeOffset.MaxValue, null);
    }

    public string StatusAt(DateTimeOffset at) =>
        AnsweredAt <= at && AnsweredAt < ExpiresAt ? Answer == Continue ? "SUCCEEDED" : "FAILED"
        : ExpiresAt <= at ? "TIMED_OUT"
        : "AWAITING_ACTION";
}
