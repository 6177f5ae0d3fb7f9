using Microsoft.Extensions.Options;

namespace Dashboard.Logs;

/// <summary>Follow mode: one Live Tail session or poll a log group and filter, however many people follow it.</summary>
public sealed class LogTails
{
    // Who goes back or reloads finds the session again; every one that is begun costs a call, and a minute at least.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private readonly SharedPolls<TailKey, LogTailFeed> feeds;
    private readonly LiveTailSessions sessions;
    private readonly LogsOptions options;

    public LogTails(LogSource source, LiveTailSource live, IOptions<LogsOptions> options, TimeProvider time, ILogger<LogTails> log)
    {
        (this.options, sessions) = (options.Value, new LiveTailSessions(live, options, time));
        feeds = new(Create, (feed, cancel) => feed.RunAsync(cancel), this.options.FollowInterval, time, log)
        {
            Grace = feed => feed.State.IsLive ? Grace : TimeSpan.Zero,
        };

        LogTailFeed Create(TailKey key)
        {
            var seen = new SeenEvents();
            var poll = new LogTailPoll(source, key.Scope, key.Query, seen, this.options.FollowLateness, time);
            return new LogTailFeed(key.Scope, key.Query, poll, seen, sessions, this.options.LiveTailRenewal, time);
        }
    }

    /// <summary>Groups and filters that are followed now, for tests and measurements.</summary>
    public int Polls => feeds.Count;

    /// <summary>Live Tail sessions that are open now.</summary>
    public int Sessions => sessions.Open;

    /// <summary>Starts before the viewer's search does, so that no event falls between the two.</summary>
    public LogTail Follow(IEnumerable<LogScope> scopes, LogQuery? query, Action changed) =>
        new([.. scopes.Select(scope => feeds.Hold(new TailKey(scope, query)))], options.FollowBuffer, options.FollowInterval, changed);

    // Equal by what is asked: scopes and queries hold arrays, which compare by identity.
    private sealed class TailKey(LogScope scope, LogQuery? query) : IEquatable<TailKey>
    {
        private readonly string question = $"{scope.Question}\n{query?.Question}";

        public LogScope Scope => scope;
        public LogQuery? Query => query;

        public bool Equals(TailKey? other) => other is not null && question == other.question;

        public override bool Equals(object? obj) => Equals(obj as TailKey);

        public override int GetHashCode() => question.GetHashCode(StringComparison.Ordinal);
    }
}
