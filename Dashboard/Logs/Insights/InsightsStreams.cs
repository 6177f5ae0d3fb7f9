namespace Dashboard.Logs;

/// <summary>Which streams of a group are meant, for an engine that cannot be asked for streams by name.</summary>
internal static class InsightsStreams
{
    /// <summary>A condition of Insights; null when some scope means every stream.</summary>
    public static string? Condition(IReadOnlyList<LogScope> scopes)
    {
        if (scopes.Any(scope => scope.StreamPrefix is null && scope.Streams.IsEmpty))
            return null;
        var all = scopes.SelectMany(scope => scope.Streams.IsEmpty ? [LogInsightsFilter.Escaped(scope.StreamPrefix!)] : scope.Streams.Select(stream => LogInsightsFilter.Escaped(stream) + "$")).Distinct().ToList();
        return $"@logStream like /^({string.Join('|', all)})/";
    }

    public static bool Holds(LogScope scope, string stream) => scope.Streams.IsEmpty
        ? stream.StartsWith(scope.StreamPrefix ?? "", StringComparison.Ordinal)
        : scope.Streams.Contains(stream);
}
