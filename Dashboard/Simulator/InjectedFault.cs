using System.Collections.Immutable;

namespace Dashboard.Simulator;

/// <summary>What a test or a curious person makes go wrong.</summary>
/// <param name="Operation"><c>ecs:UpdateService</c>, <c>UpdateService</c> or <c>*</c>.</param>
/// <param name="Fault">One of <see cref="Kinds"/>.</param>
/// <param name="Probability">0 to 1; every call when left out.</param>
/// <param name="Count">After how many times it is over; never when left out.</param>
/// <param name="Region">Only in this Region; everywhere when left out.</param>
/// <param name="About">Only where the request has this text in it, as a policy's resource would; every request when left out.</param>
public sealed record InjectedFault(string Operation, string Fault, double Probability = 1, int? Count = null, string? Region = null, string? About = null)
{
    public const string Throttle = "throttle";
    public const string Error500 = "error500";
    public const string Timeout = "timeout";
    public const string ResetBefore = "reset-before";
    public const string ResetAfter = "reset-after";
    public const string Malformed = "malformed";
    public const string Slow = "slow";
    public const string Partial = "partial";
    public const string Denied = "denied";
    public const string Expired = "expired";
    public const string LimitExceeded = "limit-exceeded";
    public const string SessionTimeout = "session-timeout";
    public const string SessionStreaming = "session-streaming";
    public const string SessionReset = "session-reset";
    public const string SessionSilent = "session-silent";
    public const string SessionSampled = "session-sampled";

    /// <summary>Every fault by name, with what happens.</summary>
    public static ImmutableSortedDictionary<string, string> Kinds { get; } = ImmutableSortedDictionary.CreateRange(new Dictionary<string, string>
    {
        [Throttle] = "400 ThrottlingException, nothing happens",
        [Error500] = "500 ServerException, nothing happens",
        [Timeout] = "no answer ever, nothing happens",
        [ResetBefore] = "connection reset, nothing happens",
        [ResetAfter] = "the effect happens, then the connection is reset instead of an answer",
        [Malformed] = "the effect happens, 200 with a body cut in half",
        [Slow] = "the effect happens, the body arrives in pieces over ten seconds",
        [Partial] = "failures[], PartialData and InternalError, or empty pages, where the operation can say so; otherwise an ordinary answer",
        [Denied] = "400 AccessDeniedException (403 in Query), nothing happens",
        [Expired] = "400 ExpiredTokenException (403 in Query), nothing happens",
        [LimitExceeded] = "400 LimitExceededException, nothing happens",
        [SessionTimeout] = "a running session ends with SessionTimeoutException",
        [SessionStreaming] = "a running session ends with SessionStreamingException",
        [SessionReset] = "the connection of a running session is reset",
        [SessionSilent] = "a running session sends nothing more and stays open",
        [SessionSampled] = "one update of a running session leaves out every other event and says so",
    });

    /// <summary>Why this cannot be injected; null when it can.</summary>
    public string? Problem =>
        !Kinds.ContainsKey(Fault ?? "") ? $"\"{Fault}\" is not a fault. Use one of: {string.Join(", ", Kinds.Keys)}."
        : string.IsNullOrEmpty(Operation) ? "operation is missing, as in \"ecs:UpdateService\", \"UpdateService\" or \"*\"."
        : Probability is not (> 0 and <= 1) ? "probability must be above 0 and at most 1."
        : Count is <= 0 ? "count must be at least 1."
        : null;

    /// <summary>Strikes a stream that runs, at its next event, and not the call that begins it.</summary>
    internal bool IsOfSession => Fault.StartsWith("session-", StringComparison.Ordinal);

    internal bool Fits(string region, string service, string operation, ReadOnlySpan<byte> request) =>
        (About is null || request.IndexOf(System.Text.Encoding.UTF8.GetBytes(About)) >= 0) &&
        (Operation == "*" || Operation == operation || Operation == $"{service}:{operation}") && (Region is null || Region == region);
}
