namespace Dashboard.Logs;

/// <summary>Knows the events that a tail has shown already, by stream, time and message: Live Tail gives no event ids, so nothing else tells that a session and a poll bring the same one.</summary>
internal sealed class SeenEvents
{
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, (DateTimeOffset At, int Copies)> shown = [];

    /// <summary>One pass over events in which each occurs once: a read of FilterLogEvents, or a session. Equal events of one pass are as many events.</summary>
    public Pass Begin() => new(this);

    public void Forget(DateTimeOffset before)
    {
        lock (gate)
            foreach (var (id, _) in shown.Where(pair => pair.Value.At < before).ToList())
                shown.Remove(id);
    }

    public sealed class Pass(SeenEvents all)
    {
        private readonly Dictionary<ulong, (DateTimeOffset At, int Copies)> mine = [];

        /// <summary>Null for an event that was shown before.</summary>
        public LogLine? New(LogEvent whole)
        {
            var id = LogLine.ContentId(whole);
            lock (all.gate)
            {
                var copy = mine.GetValueOrDefault(id).Copies + 1;
                mine[id] = (whole.At, copy);
                if (copy <= all.shown.GetValueOrDefault(id).Copies)
                    return null;
                all.shown[id] = (whole.At, copy);
                return new LogLine(whole, copy - 1);
            }
        }

        public void Forget(DateTimeOffset before)
        {
            foreach (var (id, _) in mine.Where(pair => pair.Value.At < before).ToList())
                mine.Remove(id);
        }
    }
}
