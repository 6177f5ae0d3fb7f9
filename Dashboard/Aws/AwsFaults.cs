using System.Net;
using System.Xml;
using Amazon.Runtime;

namespace Dashboard.Aws;

/// <summary>The one translation of what the SDK throws.</summary>
public static class AwsFaults
{
    private const int LongestMessage = 400;

    /// <summary>Null when the exception is a bug and not a failure of the call.</summary>
    public static Fault? From(Exception error, string operation, string target, DateTimeOffset at)
    {
        var (kind, text) = error switch
        {
            AmazonUnmarshallingException or XmlException => (FaultKind.Unreachable, "AWS answered in a form that could not be read"),
            AmazonServiceException { ErrorCode: null or "" } bare when (int)bare.StatusCode > 0 => (KindOf(bare.StatusCode), $"the answer was HTTP {(int)bare.StatusCode} without a reason"),
            AmazonServiceException service => (KindOf(service), service.Message),
            OperationCanceledException or TimeoutException => (FaultKind.Unreachable, "no answer in time"),
            HttpRequestException or IOException or WebException => (FaultKind.Unreachable, error.Message),
            AmazonClientException client => KindOf(client),
            _ => ((FaultKind?)null, ""),
        };
        if (kind is not { } known)
            return null;
        return new Fault(known, $"{Lead(known)} {operation} in {target}: {Shorten(text)}", at)
        {
            Operation = operation,
            RequestId = (error as AmazonServiceException)?.RequestId,
        };
    }

    private static FaultKind? KindOf(AmazonServiceException error) => (error.ErrorCode ?? "") switch
    {
        var code when code.StartsWith("Throttl", StringComparison.Ordinal) || code is "TooManyRequestsException" or "RequestLimitExceeded" or "RequestThrottled" or "SlowDown" => FaultKind.Throttled,
        var code when code.StartsWith("ExpiredToken", StringComparison.Ordinal) || code is "RequestExpired" or "TokenRefreshRequired" => FaultKind.Expired,
        "UnsupportedFeatureException" or "UnknownOperationException" or "UnsupportedOperation" or "UnsupportedOperationException" or "UnknownOperation" or "InvalidAction" or "NotImplemented" => FaultKind.Unsupported,
        var code when code.StartsWith("AccessDenied", StringComparison.Ordinal) || code is "UnauthorizedOperation" or "AuthFailure" or "OptInRequired" or "NotAuthorized" or "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidSignatureException" or "SignatureDoesNotMatch" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" or "IncompleteSignature" => FaultKind.Denied,
        var code when code.Contains("NotFound", StringComparison.Ordinal) || code is "NoSuchEntity" => FaultKind.NotFound,
        _ => KindOf(error.StatusCode),
    };

    private static FaultKind KindOf(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => FaultKind.Denied,
        404 => FaultKind.NotFound,
        429 => FaultKind.Throttled,
        501 => FaultKind.Unsupported,
        >= 400 and < 500 => FaultKind.Invalid,
        _ => FaultKind.Unreachable,
    };

    private static (FaultKind?, string) KindOf(AmazonClientException error)
    {
        if (error.InnerException is { } inner && From(inner, "", "", default) is { } cause)
            return (cause.Kind, inner.Message);
        return error.Message.Contains("credential", StringComparison.OrdinalIgnoreCase) || error.Message.Contains("identity", StringComparison.OrdinalIgnoreCase)
            ? (FaultKind.Denied, "no AWS credentials were found; give the task a role, or set AWS_PROFILE")
            : (FaultKind.Unreachable, error.Message);
    }

    private static string Lead(FaultKind kind) => kind switch
    {
        FaultKind.Denied => "AWS refused",
        FaultKind.Throttled => "AWS throttled",
        FaultKind.NotFound => "AWS does not find what was asked by",
        FaultKind.Invalid => "AWS did not accept",
        FaultKind.Expired => "The credentials ran out for",
        FaultKind.Unsupported => "The endpoint does not offer",
        _ => "AWS could not be reached for",
    };

    private static string Shorten(string? text)
    {
        var line = (text ?? "").ReplaceLineEndings(" ").Trim().TrimEnd('.') + ".";
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
    }
}
