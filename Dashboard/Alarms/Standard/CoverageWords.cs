namespace Dashboard.Alarms.Standard;

/// <summary>Coverage in words for the table and the dialog.</summary>
internal static class CoverageWords
{
    public static readonly StandardKind[] Kinds = [StandardKind.Cpu, StandardKind.ErrorRate, StandardKind.BelowDesired];

    public static string Of(StandardKind kind) => kind switch
    {
        StandardKind.Cpu => "CPU",
        StandardKind.ErrorRate => "Error rate",
        _ => "Continuously failing",
    };

    public static string Of(CoverageState state) => state switch
    {
        CoverageState.Covered => "Covered",
        CoverageState.Differs => "Covered, otherwise",
        CoverageState.Missing => "Missing",
        CoverageState.Judged => "Judged here",
        CoverageState.NotApplicable => "Does not apply",
        _ => "Not known",
    };

    public static string Chip(CoverageState state) => state switch
    {
        CoverageState.Covered or CoverageState.Differs => "healthy",
        CoverageState.Missing => "degraded",
        _ => "unknown",
    };

    public static string Of(AlarmResult result) => result switch
    {
        AlarmResult.Created => "Created",
        AlarmResult.Exists => "Exists",
        AlarmResult.Refused => "Refused",
        _ => "Unknown",
    };
}
