namespace Dashboard.Live;

public enum FaultKind
{
    /// <summary>IAM refused the call; it will go on being refused until a policy changes.</summary>
    Denied,
    Throttled,
    NotFound,

    /// <summary>Time-out, connection failure, 5xx, or an answer that could not be read.</summary>
    Unreachable,
    Invalid,

    /// <summary>Credentials or a session token ran out.</summary>
    Expired,

    /// <summary>The endpoint does not know the operation or the feature is off for this account.</summary>
    Unsupported,
}

/// <summary>An expected failure as a value: what was asked, why it failed, when.</summary>
/// <param name="Message">One sentence an on-call engineer can act on; never a stack trace, never a secret.</param>
/// <param name="At">When it was last seen, UTC.</param>
public sealed record Fault(FaultKind Kind, string Message, DateTimeOffset At)
{
    /// <summary>The AWS operation, as in <c>ecs:DescribeServices</c>; null when the fault is not one call's.</summary>
    public string? Operation { get; init; }

    /// <summary>AWS's request id, for a support case; null where no answer arrived.</summary>
    public string? RequestId { get; init; }
}

/// <summary>What one question brought: a value, or the fault in its place, or a value that is partial and the fault that says why.</summary>
public readonly record struct Answer<T>(T? Value, Fault? Fault)
    where T : class
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Fault fault) => new(null, fault);
}
