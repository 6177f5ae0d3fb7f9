using System.Collections.Concurrent;
using Dashboard.Aws;

namespace Dashboard.Logs;

/// <summary>Every target's log groups for the chooser, read when somebody opens it and kept for five minutes.</summary>
public sealed class LogGroups(LogSource source, AwsTargets targets, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Lazy<Task<Remembered>>> known = new();

    public async Task<IReadOnlyList<(string Target, Answer<LogGroupList> Groups)>> AllAsync()
    {
        var all = targets.All.Select(async target => (target.Name, await OfAsync(target.Name)));
        return await Task.WhenAll(all);
    }

    // One question for everybody who opens the chooser at once; no viewer's leaving cancels it. A fault is kept shorter than an answer.
    private async Task<Answer<LogGroupList>> OfAsync(string target)
    {
        var lazy = known.GetOrAdd(target, Ask);
        var kept = await TakeAsync(target, lazy);
        var until = kept.At + (kept.Answer.Fault is null ? Freshness : Freshness / 20);
        if (time.GetUtcNow() < until)
            return kept.Answer;
        known.TryUpdate(target, Ask(target), lazy);
        return (await TakeAsync(target, known.GetOrAdd(target, Ask))).Answer;
    }

    // What threw is asked anew by the next who comes; kept, it would throw for good.
    private async Task<Remembered> TakeAsync(string target, Lazy<Task<Remembered>> asked)
    {
        try
        {
            return await asked.Value;
        }
        catch
        {
            known.TryRemove(new(target, asked));
            throw;
        }
    }

    private Lazy<Task<Remembered>> Ask(string target) => new(async () => new Remembered(await source.GroupsAsync(target, CancellationToken.None), time.GetUtcNow()));

    private sealed record Remembered(Answer<LogGroupList> Answer, DateTimeOffset At);
}
