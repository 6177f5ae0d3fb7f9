namespace Dashboard.Aws;

/// <summary>Which operation the current flow of control asks for, so that the HTTP layer counts it whichever protocol the client speaks.</summary>
internal static class CallScope
{
    private static readonly AsyncLocal<string?> Current = new();

    public static string? Operation
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
