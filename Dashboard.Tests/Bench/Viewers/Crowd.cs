namespace Dashboard.Tests.Bench.Viewers;

/// <summary>Many tabs of one page, and when a render batch came to each.</summary>
internal sealed class Crowd(SignedIn person, string path) : IAsyncDisposable
{
    private const int AtOnce = 8;
    private readonly List<Member> members = [];

    public int Count => members.Count;

    /// <summary>That came over all circuits, payloads and frames of the hub's protocol.</summary>
    public long Bytes => members.Sum(member => member.Viewer.Bytes);

    /// <summary>Render batches that came to all of them.</summary>
    public long Batches => members.Sum(member => member.Viewer.Batches);

    public async Task ShrinkAsync(int to)
    {
        foreach (var some in members[to..].Chunk(AtOnce))
            await Task.WhenAll(some.Select(member => member.Viewer.DisposeAsync().AsTask()));
        members.RemoveRange(to, members.Count - to);
    }

    public async Task GrowAsync(int to)
    {
        while (members.Count < to)
            members.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, to - members.Count)).Select(_ => OpenAsync())));
    }

    /// <summary>Milliseconds from each instant until the next batch, of each viewer.</summary>
    public IEnumerable<double> WaitsAfter(double[] instants)
    {
        foreach (var came in members.Select(member => member.Came))
            foreach (var instant in instants)
            {
                var first = Array.BinarySearch(came, instant) is var found && found >= 0 ? found : ~found;
                if (first < came.Length)
                    yield return came[first] - instant;
            }
    }

    /// <summary>As when the network, or the server, goes away.</summary>
    public Task DropAsync() => Task.WhenAll(members.Select(member => member.Viewer.DropAsync()));

    public async ValueTask DisposeAsync() => await ShrinkAsync(0);

    private async Task<Member> OpenAsync()
    {
        var member = new Member();
        member.Viewer = await Viewer.OpenAsync(person, path, member.Note);
        return member;
    }

    private sealed class Member
    {
        private readonly Lock gate = new();
        private readonly List<double> came = [];

        public Viewer Viewer { get; set; } = default!;

        public double[] Came
        {
            get
            {
                lock (gate)
                    return [.. came];
            }
        }

        public void Note(byte[] _)
        {
            lock (gate)
                came.Add((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        }
    }
}

/// <summary>How measured values lie.</summary>
internal sealed class Spread(double[] values)
{
    private readonly double[] values = [.. values.Order()];

    public double Median => At(0.5);

    public double P95 => At(0.95);

    public double Longest => At(1);

    public static double MedianOf(IEnumerable<double> values) => new Spread([.. values]).Median;

    private double At(double share) => values.Length == 0 ? double.NaN : values[Math.Min(values.Length - 1, (int)(values.Length * share))];
}
