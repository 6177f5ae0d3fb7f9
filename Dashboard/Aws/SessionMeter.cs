namespace Dashboard.Aws;

/// <param name="Open">Sessions open now.</param>
/// <param name="Minutes">Of all sessions since the process began, open ones included; AWS charges a begun minute.</param>
public readonly record struct SessionMinutes(int Open, long Minutes)
{
    /// <summary>A month and account, https://aws.amazon.com/cloudwatch/pricing/.</summary>
    public const int FreePerMonth = 1_800;
}

/// <summary>Counts the minutes of Live Tail, which AWS charges as long as a session is open.</summary>
public sealed class SessionMeter(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly HashSet<Session> open = [];
    private long minutes;

    /// <summary>A session that runs until it is disposed.</summary>
    public IDisposable Begin()
    {
        var session = new Session(this, time.GetUtcNow());
        lock (gate)
            open.Add(session);
        return session;
    }

    public SessionMinutes Read()
    {
        var now = time.GetUtcNow();
        lock (gate)
            return new SessionMinutes(open.Count, minutes + open.Sum(session => session.Minutes(now)));
    }

    private void End(Session session)
    {
        lock (gate)
            if (open.Remove(session))
                minutes += session.Minutes(time.GetUtcNow());
    }

    private sealed class Session(SessionMeter meter, DateTimeOffset begunAt) : IDisposable
    {
        public long Minutes(DateTimeOffset now) => (long)Math.Ceiling((now - begunAt).TotalMinutes);

        public void Dispose() => meter.End(this);
    }
}
