namespace Dashboard.Logs;

/// <summary>In which language the text of a search is.</summary>
public enum LogSyntax
{
    /// <summary>That of <see cref="LogQueryParser"/>.</summary>
    Words,

    /// <summary>A filter pattern of CloudWatch.</summary>
    Pattern,

    /// <summary>A query of Logs Insights.</summary>
    Insights,
}
