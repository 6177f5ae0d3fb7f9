namespace Dashboard.Aws;

/// <summary>Which operation the current flow of control asks for, so that the HTTP layer counts it whichever protocol the client speaks.</summary>
internal static class CallScope
{
    private static readonly AsyncLocal<string?> Current = new();
    private static readonly AsyncLocal<bool> Sweep = new();

    public static string? Operation
    {
        get => Current.Value;
        set => Current.Value = value;
    }

    /// <summary>True where nobody waits for the answers, so that the calls leave half of each bucket to those who do.</summary>
    public static bool IsSweep
    {
        get => Sweep.Value;
        set => Sweep.Value = value;
    }
}
