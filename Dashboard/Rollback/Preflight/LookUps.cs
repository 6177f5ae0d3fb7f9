namespace Dashboard.Rollback.Preflight;

/// <summary>How an answer of AWS, or its absence, reads as the result of a look-up.</summary>
internal static class LookUps
{
    public static LookUp Of(string what, Fault fault, string operation) => new(what, Found.Doubtful, "was not checked: " + Because(fault, operation));

    public static LookUp Late(string what, string operation) => new(what, Found.Doubtful, $"was not checked: {operation} did not answer in time");

    /// <summary>Without a full stop.</summary>
    public static string Because(Fault fault, string operation) => fault.Kind switch
    {
        FaultKind.Denied => $"this dashboard may not call {operation}",
        FaultKind.Unsupported => $"the endpoint does not offer {operation}",
        _ => fault.Message.TrimEnd('.'),
    };

    /// <summary>Asks unless it is known; what has no answer when the time is up is an answer as well, and is not kept.</summary>
    public static async Task<LookUp> AskAsync(this Remembered<LookUp> known, string target, string name, string what, string operation, Func<Task<LookUp>> ask, TimeSpan? atMost = null)
    {
        if (known.Find(target, name, atMost) is { } kept)
            return kept;
        try
        {
            var answer = await ask();
            return known.Keep(target, name, answer, answer.Found == Found.Yes);
        }
        catch (OperationCanceledException)
        {
            return Late(what, operation);
        }
    }
}
