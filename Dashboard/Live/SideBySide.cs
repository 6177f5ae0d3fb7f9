namespace Dashboard.Live;

/// <summary>Asks several places at once, round after round. One that does not answer holds up no other: the round ends without it, and it is not asked anew before it has answered or failed.</summary>
public sealed class SideBySide<TPlace>(TimeProvider time)
    where TPlace : notnull
{
    // Longer than an answer takes, and shorter than any poll's interval.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Dictionary<TPlace, Task> asked = [];

    /// <summary>Whether an earlier round still waits for it.</summary>
    public bool IsAsked(TPlace place) => asked.TryGetValue(place, out var answer) && !answer.IsCompleted;

    /// <summary>One round. What <paramref name="ask"/> throws is a bug, and is thrown on after the others' answers were shown.</summary>
    /// <param name="ask">Keeps what it brings where <paramref name="show"/> finds it, also when the round is over by then.</param>
    public async Task RoundAsync(IEnumerable<TPlace> places, Func<TPlace, Task> ask, Action show, CancellationToken cancel)
    {
        var ended = TakeEnded();
        var begun = places.Where(place => !asked.ContainsKey(place)).ToDictionary(place => place, ask);
        foreach (var (place, answer) in begun)
            asked[place] = answer;
        await Task.WhenAny(Task.WhenAll(begun.Values), Task.Delay(Patience, time, cancel));
        cancel.ThrowIfCancellationRequested();
        show();
        ended.AddRange(TakeEnded());
        if (ended.Find(answer => answer.IsFaulted) is { } bug)
            await bug;
    }

    private List<Task> TakeEnded()
    {
        var ended = asked.Where(pair => pair.Value.IsCompleted).ToList();
        foreach (var (place, _) in ended)
            asked.Remove(place);
        return [.. ended.Select(pair => pair.Value)];
    }
}
