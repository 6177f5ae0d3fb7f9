namespace Dashboard.Simulator.Wire;

/// <summary>An answer that AWS gives instead of a result.</summary>
/// <param name="code">The exception's shape name, as in ClusterNotFoundException.</param>
/// <param name="status">400 for the caller's mistakes, 403 in Query for refused signatures, 500 and 503 for AWS's own.</param>
#pragma warning disable CA1032, CA1064 // Thrown and caught in this folder only.
internal sealed class WireFault(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;
    public int Status => status;

    /// <summary>What the exception's shape has besides its message; null for most.</summary>
    public Shape? Members { get; init; }

    public static WireFault InvalidParameter(string message) => new("InvalidParameterException", message);

    public static WireFault Validation(string message) => new("ValidationException", message);
}
