using System.Collections.Immutable;
using Dashboard.Deployments;
using Dashboard.Fleet;
using Dashboard.Ui;

namespace Dashboard.Status;

/// <summary>A piece of the sentence: words, or a service to link to, or an instant to show in the viewer's zone.</summary>
public readonly record struct SentencePart(string Text, ServiceKey? Service = null, DateTimeOffset? At = null);

/// <summary>The fleet in one or two plain sentences, the worst service by name.</summary>
public static class FleetSentence
{
    private static readonly OncePer<FleetBoard, bool, ImmutableArray<SentencePart>> Written = new((board, _) => Write(board));

    public static ImmutableArray<SentencePart> Of(FleetBoard board) => Written.Of(board, true);

    private static ImmutableArray<SentencePart> Write(FleetBoard board)
    {
        var parts = ImmutableArray.CreateBuilder<SentencePart>();
        var unknown = board.Rows.Count(row => row.State == ServiceState.Unknown);
        if (board.Rows.IsEmpty)
            parts.Add(new(Empty(board)));
        else if (board.Rows[0].State == ServiceState.Healthy)
            parts.Add(new(Counts(board)));
        else if (unknown == board.Rows.Length)
            AddNoneKnown(parts, board);
        else
            AddMixed(parts, board);
        return parts.ToImmutable();
    }

    /// <summary>How many are well, in the words that every page uses; the board has rows.</summary>
    public static string Counts(FleetBoard board)
    {
        var (all, healthy, deploying) = (board.Rows.Length, board.Rows.Count(row => row.State == ServiceState.Healthy), board.Rows.Count(row => row.State == ServiceState.Deploying));
        if (healthy == all)
            return all == 1 ? "The one service is healthy." : $"All {all} services are healthy.";
        return $"{Format.Plural(all, "service")}: {(healthy == 0 ? "none" : healthy)} healthy{(deploying == 0 ? "" : $", {deploying} deploying")}.";
    }

    private static string Empty(FleetBoard board) =>
        board.Clusters.Any(cluster => cluster.Fault is not null) ? "No service could be read." : "There are no services in the clusters that are watched.";

    private static void AddNoneKnown(ImmutableArray<SentencePart>.Builder parts, FleetBoard board)
    {
        parts.Add(new($"The state of {(board.Rows.Length == 1 ? "the one service" : $"all {board.Rows.Length} services")} is unknown"));
        if (board.Clusters.Where(cluster => cluster.Fault is not null).Max(cluster => cluster.ObservedAt) is { } last)
            parts.AddRange(new SentencePart(": the newest data is from "), new("", At: last));
        parts.Add(new("."));
    }

    private static void AddMixed(ImmutableArray<SentencePart>.Builder parts, FleetBoard board)
    {
        parts.Add(new(Counts(board) + " "));
        var worst = board.Rows[0];
        parts.Add(new(worst.Key.Service, Service: worst.Key));
        parts.Add(new($" ({worst.Key.Target}/{worst.Key.Cluster}) is {Word(worst.State)}"));
        if (worst.Since is { } since)
            parts.AddRange(new SentencePart(worst.State == ServiceState.Unknown ? ", last known at " : " since "), new("", At: since));
        if (worst.Suspect is { } suspect)
            parts.AddRange(new SentencePart($", after deployment of {DeploymentWords.Version(worst.History, suspect.Target)} at "), new("", At: suspect.StartedAt ?? suspect.CreatedAt));
        parts.Add(new("."));
        if (Others(board) is { Length: > 0 } others)
            parts.Add(new(" " + others));
        if (board.Rows.Count(row => row.RunsBadAgain) is > 0 and var bad)
            parts.Add(new($" {(bad == 1 ? "1 runs" : $"{bad} run")} again what was rolled back from."));
    }

    private static string Others(FleetBoard board)
    {
        var counts = board.Rows.Skip(1).Where(row => row.State is not (ServiceState.Healthy or ServiceState.Deploying)).GroupBy(row => row.State).OrderByDescending(group => group.Key)
            .Select(group => $"{group.Count()}{(group.Key == board.Rows[0].State ? " more" : "")} {(group.Count() == 1 ? "is" : "are")} {Word(group.Key)}").ToList();
        return counts.Count == 0 ? "" : (counts.Count == 1 ? counts[0] : string.Join(", ", counts[..^1]) + " and " + counts[^1]) + ".";
    }

    public static string Word(ServiceState state) => state.ToString().ToLowerInvariant();
}
