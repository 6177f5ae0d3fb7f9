namespace Dashboard.Logs;

public enum LogSeverity : byte
{
    /// <summary>The line does not say.</summary>
    None,
    Trace,
    Debug,
    Info,
    Warning,
    Error,
    Fatal,
}
