using System.Diagnostics;
using System.Text;

namespace Dashboard.Tests.Bench;

/// <summary>A tab that follows: notes the gaps between its frames and what the page says of its lines.</summary>
internal sealed class FollowViewer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<double> gaps = [];
    private Viewer viewer = default!;
    private long last;

    /// <summary>Milliseconds, between <see cref="Begin"/> and <see cref="End"/>; the waits at both ends count as well.</summary>
    public IReadOnlyList<double> Gaps => gaps;

    public bool SaysSampled { get; private set; }

    public bool SaysDropped { get; private set; }

    public static async Task<FollowViewer> OpenAsync(SignedIn person, string path)
    {
        var follow = new FollowViewer();
        follow.viewer = await Viewer.OpenAsync(person, path, follow.Rendered);
        return follow;
    }

    public void Begin()
    {
        lock (gate)
            last = Stopwatch.GetTimestamp();
    }

    public void End()
    {
        lock (gate)
        {
            Note();
            last = 0;
        }
    }

    private void Rendered(byte[] batch)
    {
        var text = Encoding.UTF8.GetString(batch);
        lock (gate)
        {
            Note();
            SaysSampled |= text.Contains("AWS left lines out in", StringComparison.Ordinal);
            SaysDropped |= text.Contains("dropped here because more came", StringComparison.Ordinal);
        }
    }

    private void Note()
    {
        if (last == 0)
            return;
        gaps.Add(Stopwatch.GetElapsedTime(last).TotalMilliseconds);
        last = Stopwatch.GetTimestamp();
    }

    public ValueTask DisposeAsync() => viewer.DisposeAsync();
}
